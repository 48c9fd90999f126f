package org.caravanserai.cli.check;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.Registry;
import org.caravanserai.base.NearestNames;

/** Which method of a bean a route means, and whether Camel could call it. */
final class BeanMethods {

    private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*(?:\\((.*)\\))?\\s*", Pattern.DOTALL);
    /** What Camel hands over by its type. */
    private static final Set<Class<?>> GIVEN =
            Set.of(Exchange.class, Message.class, CamelContext.class, Registry.class, TypeConverter.class);

    private final Class<?> type;

    BeanMethods(Class<?> type) {
        this.type = type;
    }

    /** The names of all methods that routes may call. */
    List<String> names() {
        return callable().map(Method::getName).distinct().sorted().toList();
    }

    /** The method that {@code call} means: {@code store}, {@code claim('job')}; null when Camel could call none. */
    Method find(String call) {
        Matcher parts = CALL.matcher(call);
        return parts.matches()
                ? callable()
                        .filter(method -> method.getName().equals(parts.group(1)) && fits(method, parts.group(2)))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** What is wrong with {@code call}; empty when Camel can make it. @param bean the bean's name */
    String fault(String bean, String call) {
        Matcher parts = CALL.matcher(call);
        if (!parts.matches()) {
            return "'" + call + "' is no method call; write the method's name, or name(arguments)";
        }
        String name = parts.group(1);
        if (!names().contains(name)) {
            boolean hidden = Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(name));
            return hidden
                    ? "the method " + name + " of " + type.getSimpleName() + " is not public"
                    : "the bean " + bean + " has no method " + name + NearestNames.hint(name, names());
        }
        if (find(call) != null) {
            return "";
        }
        return parts.group(2) == null
                ? "Camel cannot call " + name + " of " + type.getSimpleName()
                        + ": of its parameters only one can be the body; annotate the others, or write arguments"
                : "no method " + name + " of " + type.getSimpleName() + " takes " + arguments(parts.group(2))
                        + " arguments";
    }

    /** What is wrong with a step that names no method; empty when Camel needs none. */
    String faultOfNone(String bean) {
        return Processor.class.isAssignableFrom(type) || names().size() == 1
                ? ""
                : "say which method of " + bean + ": " + String.join(", ", names());
    }

    private java.util.stream.Stream<Method> callable() {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers()));
    }

    private static boolean fits(Method method, String arguments) {
        return arguments == null
                ? Arrays.stream(method.getParameters())
                                .filter(parameter -> !isGiven(parameter))
                                .count()
                        <= 1
                : method.getParameterCount() == arguments(arguments);
    }

    /** Whether Camel knows what to hand over: a type of its own, or one of its annotations says so. */
    static boolean isGiven(Parameter parameter) {
        return GIVEN.contains(parameter.getType())
                || Arrays.stream(parameter.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(annotation -> annotation.getName().startsWith("org.apache.camel."));
    }

    /** How many; commas in quotes or brackets separate nothing. */
    private static int arguments(String text) {
        if (text.isBlank()) {
            return 0;
        }
        int count = 1;
        int depth = 0;
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("({[".indexOf(c) >= 0) {
                depth++;
            } else if (")}]".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                count++;
            }
        }
        return count;
    }
}
