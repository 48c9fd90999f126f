package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.base.Leaves;

/** The methods that steps call, and what those leave behind: by their result's type, or by {@link Leaves}. */
final class StepJava {

    private static final String ROOT = "org.caravanserai.";
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{exchangeProperty\\.(\\w+)}");
    private static final Pattern BODY_CALL = Pattern.compile("\\$\\{body\\.(\\w+)\\(\\)}");

    private final Map<String, Class<?>> beans;

    /** @param beans by name */
    StepJava(Map<String, Class<?>> beans) {
        this.beans = beans;
    }

    /** The method of {@code ref} and {@code method}; null when there is none. */
    Method method(JsonNode call) {
        Class<?> type = beans.get(call.path("ref").asText(""));
        return type == null
                ? null
                : new BeanMethods(type).find(call.path("method").asText(""));
    }

    /** {@code allocate.LockOrders.lock}: by the bean's class, also where a class above it has the method. */
    String name(Method method, JsonNode call) {
        String type = beans.get(call.path("ref").asText()).getName();
        return (type.startsWith(ROOT) ? type.substring(ROOT.length()) : type) + "." + method.getName();
    }

    /** The method that a step's expression asks; empty when it asks none. */
    String expression(JsonNode step) {
        JsonNode call = step.path("expression").path("method");
        Method method = method(call);
        return method == null ? "" : name(method, call);
    }

    /** What the method leaves as the body. */
    static Set<String> body(Method method, Set<String> before) {
        Leaves leaves = method.getAnnotation(Leaves.class);
        if (leaves != null && leaves.body() != Leaves.Same.class) {
            return Set.of(
                    leaves.each() == Leaves.Same.class
                            ? leaves.body().getSimpleName()
                            : leaves.body().getSimpleName() + "<"
                                    + leaves.each().getSimpleName() + ">");
        }
        return method.getReturnType() == void.class
                        || (leaves != null && method.getReturnType().getName().startsWith("org.apache.camel."))
                ? before
                : Set.of(method.getReturnType().getSimpleName());
    }

    /** What the method does to headers and properties. */
    static String change(Method method) {
        Leaves leaves = method.getAnnotation(Leaves.class);
        if (leaves == null) {
            return "";
        }
        return Stream.of(
                        leaves.clears() ? (leaves.headers().length == 0 ? "none" : "only ") : "",
                        leaves.headers().length == 0
                                ? ""
                                : (leaves.clears() ? "" : "+ ") + String.join(", ", leaves.headers()),
                        leaves.properties().length == 0
                                ? ""
                                : (leaves.headers().length == 0 ? "" : "; ") + "+ property "
                                        + String.join(", ", leaves.properties()))
                .collect(Collectors.joining());
    }

    /** Of what type the parts of a split are. */
    Set<String> elements(JsonNode split, Set<String> before) {
        JsonNode expression = split.path("expression");
        Method method = method(expression.path("method"));
        String simple = expression.path("simple").path("expression").asText("");
        Set<String> types = method == null
                ? before.stream().map(type -> element(simple, type)).collect(Collectors.toSet())
                : Set.of(element(method.getGenericReturnType()).getSimpleName());
        return types.contains("") ? Set.of("part of " + simple) : types;
    }

    /** The element type of what a Simple expression gives for a body of this type; empty when it is not known. */
    private String element(String simple, String type) {
        Matcher property = PROPERTY.matcher(simple);
        Matcher call = BODY_CALL.matcher(simple);
        if (property.matches()) {
            return beans.values().stream()
                    .flatMap(bean -> Arrays.stream(bean.getMethods()))
                    .map(method -> method.getAnnotation(Leaves.class))
                    .filter(leaves ->
                            leaves != null && List.of(leaves.properties()).contains(property.group(1)))
                    .map(leaves -> leaves.each().getSimpleName())
                    .findFirst()
                    .orElse("");
        }
        if (call.matches()) {
            Class<?> element = RouteFlows.elementOf(type, call.group(1));
            return element == null ? "" : element.getSimpleName();
        }
        return type.matches("\\w+<.*>") ? type.replaceFirst("\\w+<(.*)>", "$1") : "";
    }

    /** The type in angle brackets; null when it is no class. */
    static Class<?> element(Type type) {
        return type instanceof ParameterizedType many && many.getActualTypeArguments()[0] instanceof Class<?> one
                ? one
                : null;
    }

    /** What an aggregation strategy makes of the parts. */
    Set<String> gathered(String reference, Set<String> before) {
        Class<?> type = beans.get(reference.replaceFirst("^#(bean:)?", ""));
        List<Method> gathering = type == null
                ? List.of()
                : Arrays.stream(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(Leaves.class))
                        .toList();
        return gathering.isEmpty() ? before : body(gathering.get(0), before);
    }
}
