package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/** What becomes of one value when a sender, a plug-in or a new version of a shop gets it wrong. */
enum PayloadMutation {
    REMOVED(value -> null),
    NULL(value -> nodes().nullNode()),
    EMPTY_TEXT(value -> nodes().textNode("")),
    BLANK(value -> nodes().textNode("  ")),
    AS_TEXT(value -> nodes().textNode(value.isValueNode() ? value.asText() : value.toString())),
    YES(value -> nodes().booleanNode(true)),
    EMPTY_OBJECT(value -> nodes().objectNode()),
    EMPTY_LIST(value -> nodes().arrayNode()),
    IN_A_LIST(value -> nodes().arrayNode().add(value)),
    IN_AN_OBJECT(value -> nodes().objectNode().set("value", value)),
    AS_PHP_LIST(PayloadMutation::numbered),
    HUGE(value -> nodes().numberNode(new BigDecimal("1e30"))),
    NEGATIVE(value -> nodes().numberNode(-3)),
    FRACTION(value -> nodes().numberNode(new BigDecimal("1.5"))),
    ENDLESS(value -> nodes().textNode("x".repeat(20_000))),
    CONTROL_CHARACTERS(value -> nodes().textNode("a\u0000b\u202e" + (value.isValueNode() ? value.asText() : ""))),
    OUTER_BLANKS(value -> nodes().textNode(" " + (value.isValueNode() ? value.asText() : "") + "\t")),
    UNKNOWN_WORD(value -> nodes().textNode("nonesuch"));

    private final UnaryOperator<JsonNode> change;

    PayloadMutation(UnaryOperator<JsonNode> change) {
        this.change = change;
    }

    /** Changes the value at the pointer; false when that changes nothing. */
    boolean apply(JsonNode payload, String pointer) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = payload.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        JsonNode before = payload.at(pointer);
        JsonNode after = change.apply(before.deepCopy());
        if (before.equals(after)) {
            return false;
        }
        if (parent instanceof ArrayNode list) {
            if (after == null) {
                list.remove(Integer.parseInt(name));
            } else {
                list.set(Integer.parseInt(name), after);
            }
        } else if (after == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, after);
        }
        return true;
    }

    private static JsonNode numbered(JsonNode value) {
        ObjectNode object = nodes().objectNode();
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            object.set(Integer.toString(i), value.get(i));
        }
        return value.isArray() ? object : value;
    }

    private static JsonNodeFactory nodes() {
        return JsonNodeFactory.instance;
    }
}
