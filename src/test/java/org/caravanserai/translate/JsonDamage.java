package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages JSON documents at random: one to three places each, by what senders and mappings get wrong. */
final class JsonDamage {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "0",
            "-0",
            "00.5",
            "1e3",
            "12.00\n",
            "USD",
            "usd",
            "US",
            "open\n",
            "null",
            "\u0000",
            "\u2028",
            "\ud83d\ude00",
            "2026-02-29T10:00:00.000Z",
            "2024-02-29T10:00:00.000Z",
            "2026-11-31T10:00:00.000Z",
            "2026-11-23T24:00:00.000Z",
            "2026-11-23T10:00:60.000Z",
            "2026-11-23T10:00:00.000Z\n",
            "0000-01-01T00:00:00.000Z",
            "2026-11-23T10:00:00+01:00");
    private static final List<BigDecimal> NUMBERS = List.of(
            new BigDecimal("0"),
            new BigDecimal("-1"),
            new BigDecimal("1"),
            new BigDecimal("1.0"),
            new BigDecimal("2.5"),
            new BigDecimal("1000000"),
            new BigDecimal("1000001"),
            new BigDecimal("1e30"),
            new BigDecimal("9223372036854775808"));

    private final Random random;
    private final List<JsonNode> parts = new ArrayList<>();

    /** @param donors documents whose parts turn up in wrong places */
    JsonDamage(Random random, List<JsonNode> donors) {
        this.random = random;
        donors.forEach(this::collect);
    }

    /** A damaged copy. */
    JsonNode of(JsonNode document) {
        JsonNode copy = document.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            damage(copy);
        }
        return copy;
    }

    private void damage(JsonNode document) {
        List<JsonNode> containers = new ArrayList<>();
        containers(document, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            damage(object);
        } else if (container instanceof ArrayNode array) {
            damage(array);
        }
    }

    private void damage(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "surprise" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(random.nextBoolean() ? "surprise" : name + "\n", value());
            case 2 -> object.set(name, value());
            default -> object.set(name, changed(object.path(name)));
        }
    }

    private void damage(ArrayNode array) {
        switch (random.nextInt(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(value());
            case 2 -> {
                JsonNode again = array.isEmpty() ? value() : array.get(random.nextInt(array.size()));
                for (int i = random.nextInt(400); i >= 0; i--) {
                    array.add(again.deepCopy());
                }
            }
            default -> {
                if (!array.isEmpty()) {
                    int at = random.nextInt(array.size());
                    array.set(at, changed(array.get(at)));
                }
            }
        }
    }

    /** Nearly what it was. */
    private JsonNode changed(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue();
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            return NODES.textNode(
                    switch (random.nextInt(6)) {
                        case 0 -> text + "\n";
                        case 1 -> text.substring(0, at);
                        case 2 ->
                            text.substring(0, at)
                                    + (char) (' ' + random.nextInt(95))
                                    + text.substring(Math.min(text.length(), at + 1));
                        case 3 -> text.toUpperCase(java.util.Locale.ROOT);
                        case 4 -> text.repeat(random.nextInt(300));
                        default -> " " + text;
                    });
        }
        if (value.isNumber()) {
            return random.nextBoolean()
                    ? NODES.textNode(value.asText())
                    : NODES.numberNode(NUMBERS.get(random.nextInt(NUMBERS.size())));
        }
        return value();
    }

    private JsonNode value() {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 3, 4 -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            default -> parts.get(random.nextInt(parts.size())).deepCopy();
        };
    }

    private void collect(JsonNode node) {
        node.forEach(child -> {
            parts.add(child);
            collect(child);
        });
    }

    private static void containers(JsonNode node, List<JsonNode> found) {
        if (node.isContainerNode()) {
            found.add(node);
            node.forEach(child -> containers(child, found));
        }
    }
}
