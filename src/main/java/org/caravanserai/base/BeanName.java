package org.caravanserai.base;

import java.util.Locale;

/** What a bean is called where routes name it: the simple name of its class, with a small first letter. */
public final class BeanName {

    private BeanName() {}

    /** {@code lockOrders} for {@code LockOrders}. */
    public static String of(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
    }
}
