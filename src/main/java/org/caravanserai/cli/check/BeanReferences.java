package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.http.common.HttpBinding;
import org.caravanserai.base.NearestNames;

/** Every bean that a route names exists, has the method, and is what the option wants. */
final class BeanReferences {

    /** {@code bean:name}, as an endpoint or inside an expression, with the method it may name. */
    private static final Pattern BEAN = Pattern.compile(
            "\\bbean:(?://)?([A-Za-z_]\\w*)(?:(?:\\?[^}\\s]*?method=|\\?|\\.|::)(\\w+(?:\\([^)]*\\))?))?");

    private static final Pattern HASH = Pattern.compile("#(?:bean:)?([A-Za-z_]\\w*)");
    /** What an option must be given. */
    private static final Map<String, Class<?>> WANTED =
            Map.of("aggregationStrategy", AggregationStrategy.class, "httpBinding", HttpBinding.class);

    private final Map<String, Class<?>> beans;
    private final Findings findings;

    /** @param beans by name, as the hub's wiring binds them */
    BeanReferences(Map<String, Class<?>> beans, Findings findings) {
        this.beans = new TreeMap<>(beans);
        this.findings = findings;
    }

    void check(RouteFile file) {
        walk(file, file.yaml().tree(), "");
    }

    private void walk(RouteFile file, JsonNode node, String pointer) {
        if (node.has("ref")) {
            Class<?> type = known(file, pointer + "/ref", node.path("ref").asText());
            if (type != null && calls(pointer)) {
                method(file, node, pointer, type);
            }
        }
        node.fields().forEachRemaining(field -> {
            if (field.getValue().isTextual()) {
                text(file, field.getKey(), field.getValue().asText(), pointer + "/" + field.getKey());
            }
            walk(file, field.getValue(), pointer + "/" + field.getKey());
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(file, node.get(i), pointer + "/" + i);
        }
    }

    /** Steps and expressions call a method; other things with a {@code ref} use the bean as what it is. */
    private static boolean calls(String pointer) {
        return pointer.endsWith("/bean") || pointer.endsWith("/method");
    }

    private void method(RouteFile file, JsonNode node, String pointer, Class<?> type) {
        String bean = node.path("ref").asText();
        String fault = node.hasNonNull("method")
                ? new BeanMethods(type).fault(bean, node.path("method").asText())
                : new BeanMethods(type).faultOfNone(bean);
        if (!fault.isEmpty()) {
            findings.add(file.path(), file.line(pointer + "/method"), fault);
        }
    }

    private void text(RouteFile file, String key, String text, String pointer) {
        if (key.equals("note") || key.equals("description")) {
            return;
        }
        Matcher hash = HASH.matcher(text);
        if (hash.matches() || (key.endsWith("Ref") && !key.equals("routeTemplateRef"))) {
            Class<?> type = known(file, pointer, hash.matches() ? hash.group(1) : text);
            Class<?> wanted = WANTED.getOrDefault(key, Object.class);
            if (type != null && !wanted.isAssignableFrom(type)) {
                findings.add(
                        file.path(),
                        file.line(pointer),
                        key + " wants a " + wanted.getSimpleName() + ", and " + type.getSimpleName() + " is none");
            }
        }
        Matcher bean = BEAN.matcher(text);
        while (bean.find()) {
            Class<?> type = known(file, pointer, bean.group(1));
            String fault = type == null || bean.group(2) == null
                    ? ""
                    : new BeanMethods(type).fault(bean.group(1), bean.group(2));
            if (!fault.isEmpty()) {
                findings.add(file.path(), file.line(pointer), fault);
            }
        }
    }

    private Class<?> known(RouteFile file, String pointer, String name) {
        Class<?> type = beans.get(name);
        if (type == null) {
            findings.add(
                    file.path(),
                    file.line(pointer),
                    "there is no bean " + name + NearestNames.hint(name, beans.keySet()));
        }
        return type;
    }
}
