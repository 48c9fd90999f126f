package org.caravanserai.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a step that works on the whole exchange leaves for the steps behind it; {@code routes/README.md} shows it. A method
 * without leaves the headers as they are, and its result as the body, or the body as it is when it has none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Leaves {

    /** Of what type the body is; {@link Same}: as it was. */
    Class<?> body() default Same.class;

    /** Of what type the elements are, where the body is a list, or else the property. */
    Class<?> each() default Same.class;

    /** Names of the headers that it sets; one that has no value is set to null. */
    String[] headers() default {};

    /** Whether all headers are taken away before. */
    boolean clears() default false;

    /** Names of the exchange's properties that routes may use. */
    String[] properties() default {};

    /** As it was. */
    final class Same {
        private Same() {}
    }
}
