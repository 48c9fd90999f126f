package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The fast way to say yes. Compiled from the same JSON Schema as the full validator, it answers "surely valid" for the
 * keywords it knows and "not sure" for everything else; who is not sure asks the full validator, which alone says no and
 * why. Nearly all orders are valid, and for those this costs about a third; {@code docs/decisions/010} has the figures.
 */
final class FastSchemaValidator {

    private static final Set<String> WORDS_ONLY = Set.of("$schema", "$id", "$defs", "title", "description", "format");
    private static final Predicate<JsonNode> NOT_SURE = node -> false;

    private final JsonNode root;
    private final Map<String, Later> byReference = new HashMap<>();

    private FastSchemaValidator(JsonNode root) {
        this.root = root;
    }

    /** A check that is true only for messages the schema accepts. */
    static Predicate<JsonNode> of(JsonNode schema) {
        return new FastSchemaValidator(schema).compile(schema);
    }

    private Predicate<JsonNode> compile(JsonNode schema) {
        List<Predicate<JsonNode>> rules = new ArrayList<>();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!WORDS_ONLY.contains(keyword.getKey())) {
                rules.add(rule(keyword.getKey(), keyword.getValue(), schema));
            }
        }
        if (schema.has("format")) {
            rules.add(
                    schema.path("format").asText().equals("date-time") && schema.has("pattern")
                            ? FastSchemaValidator::everyMonthHasThatDay
                            : NOT_SURE);
        }
        Predicate<JsonNode>[] all = rules.toArray(FastSchemaValidator::array);
        return node -> {
            for (Predicate<JsonNode> rule : all) {
                if (!rule.test(node)) {
                    return false;
                }
            }
            return true;
        };
    }

    private Predicate<JsonNode> rule(String keyword, JsonNode value, JsonNode schema) {
        return switch (keyword) {
            case "$ref" -> reference(value.asText());
            case "type" -> type(value);
            case "const" -> value::equals;
            case "enum" -> {
                Set<JsonNode> allowed = new HashSet<>();
                value.forEach(allowed::add);
                yield allowed::contains;
            }
            case "pattern" -> {
                Pattern pattern = Pattern.compile(value.asText());
                // a regular expression's $ also fits before a last line feed
                yield node -> !node.isTextual()
                        || pattern.matcher(node.textValue()).find()
                                && !node.textValue().endsWith("\n");
            }
            case "minLength" ->
                node -> !node.isTextual()
                        || node.textValue().codePointCount(0, node.textValue().length()) >= value.intValue();
            case "maxLength" -> node -> !node.isTextual() || node.textValue().length() <= value.intValue();
            case "minimum" -> node -> !node.isNumber() || whole(node) && node.longValue() >= value.longValue();
            case "maximum" -> node -> !node.isNumber() || whole(node) && node.longValue() <= value.longValue();
            case "minItems" -> node -> !node.isArray() || node.size() >= value.intValue();
            case "maxItems" -> node -> !node.isArray() || node.size() <= value.intValue();
            case "maxProperties" -> node -> !node.isObject() || node.size() <= value.intValue();
            case "items" -> items(compile(value));
            case "required" -> required(value);
            case "properties", "additionalProperties" ->
                keyword.equals("properties") && schema.has("additionalProperties") ? node -> true : members(schema);
            case "propertyNames" -> names(compile(value));
            default -> NOT_SURE;
        };
    }

    private Predicate<JsonNode> reference(String reference) {
        if (!reference.startsWith("#/$defs/")) {
            return NOT_SURE;
        }
        Later later = byReference.get(reference);
        if (later == null) {
            // known before it is compiled: a definition may refer to itself
            later = new Later();
            byReference.put(reference, later);
            later.check = compile(root.at(reference.substring(1)));
        }
        return later;
    }

    private static final class Later implements Predicate<JsonNode> {

        private Predicate<JsonNode> check;

        @Override
        public boolean test(JsonNode node) {
            return check.test(node);
        }
    }

    private static Predicate<JsonNode> type(JsonNode value) {
        Set<String> allowed = new HashSet<>();
        (value.isArray() ? value : List.of(value)).forEach(word -> allowed.add(((JsonNode) word).asText()));
        return node -> switch (node.getNodeType()) {
            case STRING -> allowed.contains("string");
            case OBJECT -> allowed.contains("object");
            case ARRAY -> allowed.contains("array");
            case BOOLEAN -> allowed.contains("boolean");
            case NULL -> allowed.contains("null");
            case NUMBER -> allowed.contains("number") || node.isIntegralNumber() && allowed.contains("integer");
            default -> false;
        };
    }

    private Predicate<JsonNode> members(JsonNode schema) {
        Map<String, Predicate<JsonNode>> known = new HashMap<>();
        schema.path("properties")
                .properties()
                .forEach(member -> known.put(member.getKey(), compile(member.getValue())));
        JsonNode others = schema.path("additionalProperties");
        Predicate<JsonNode> other = others.isObject()
                ? compile(others)
                : others.isBoolean() && !others.booleanValue() ? NOT_SURE : node -> true;
        return node -> {
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    if (!known.getOrDefault(member.getKey(), other).test(member.getValue())) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> required(JsonNode names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText()));
        return node -> {
            for (int i = 0; i < all.size() && node.isObject(); i++) {
                if (node.get(all.get(i)) == null) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> items(Predicate<JsonNode> item) {
        return node -> {
            if (node.isArray()) {
                for (JsonNode each : node) {
                    if (!item.test(each)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> names(Predicate<JsonNode> name) {
        return node -> {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!name.test(com.fasterxml.jackson.databind.node.TextNode.valueOf(member.getKey()))) {
                    return false;
                }
            }
            return true;
        };
    }

    private static boolean whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static boolean everyMonthHasThatDay(JsonNode node) {
        return !node.isTextual()
                || node.textValue().startsWith("0", 8)
                || node.textValue().startsWith("1", 8)
                || node.textValue().startsWith("2", 8) && !node.textValue().startsWith("29", 8);
    }

    @SuppressWarnings("unchecked")
    private static Predicate<JsonNode>[] array(int length) {
        return new Predicate[length];
    }
}
