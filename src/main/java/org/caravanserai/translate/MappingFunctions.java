package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;

/**
 * The functions every mapping may use besides JSLT's own. All are pure; null in gives null out unless said otherwise.
 * {@code transformers/canonical/README.md} lists them for those who write mappings.
 */
final class MappingFunctions {

    private static final JsonNode NULL = NullNode.getInstance();
    private static final int MOST_TAGS = 300;
    private static final int LONGEST_TAG = 255;

    private MappingFunctions() {}

    static List<Function> all() {
        return List.of(
                // money
                JsltFunction.of("money", 2, a -> Money.node(a[0], string(a[1]))),
                JsltFunction.of("money-sum", 2, a -> sum(a[0], string(a[1]))),
                JsltFunction.of("money-minus", 3, a -> minus(a[0], a[1], string(a[2]))),
                JsltFunction.of("money-times", 3, a -> times(a[0], a[1], string(a[2]))),
                JsltFunction.of("money-each", 3, a -> each(a[0], a[1], string(a[2]))),
                JsltFunction.of("money-abs", 2, a -> abs(a[0], string(a[1]))),
                JsltFunction.of("money-parts", 3, a -> parts(a[0], a[1], string(a[2]))),
                JsltFunction.of("currency", 1, a -> currency(a[0])),
                // quantities
                JsltFunction.of("quantity", 2, a -> IntNode.valueOf(Quantities.whole(a[0], a[1].intValue()))),
                // times
                JsltFunction.of("instant", 1, a -> text(a[0], t -> Instants.iso(t, false))),
                JsltFunction.of("gmt", 1, a -> text(a[0], t -> Instants.iso(t, true))),
                JsltFunction.of("rfc-date", 1, a -> text(a[0], Instants::rfc)),
                JsltFunction.of("epoch-seconds", 1, a -> epoch(a[0], 1)),
                JsltFunction.of("epoch-millis", 1, a -> epoch(a[0], 1000)),
                // text
                JsltFunction.of("text", 1, a -> clean(a[0], false)),
                JsltFunction.of("lines-of-text", 1, a -> clean(a[0], true)),
                JsltFunction.of("label", 1, a -> orEmpty(clean(a[0], false))),
                JsltFunction.of("html-text", 1, a -> orEmpty(html(a[0]))),
                JsltFunction.of("shortened", 2, a -> shortened(a[0], a[1].intValue())),
                JsltFunction.of("gid-tail", 1, a -> gidTail(a[0])),
                JsltFunction.of("country", 1, a -> country(a[0])),
                JsltFunction.of("postcode-prefix", 2, a -> postcodePrefix(a[0], a[1])),
                // structure
                JsltFunction.of("list", 1, a -> a[0].isArray() ? a[0] : JsonNodeFactory.instance.arrayNode(0)),
                JsltFunction.of("first", 1, a -> first(a[0])),
                JsltFunction.of("present", 1, a -> present(a[0])),
                JsltFunction.of("joined", 1, a -> joined(a[0])),
                JsltFunction.of("tally", 3, a -> tally(a[0], string(a[1]), string(a[2]))),
                JsltFunction.of("tags", 1, a -> tags(a[0])),
                JsltFunction.of("refuse", 2, 3, a -> {
                    throw new MappingException(string(a[0]), string(a[1]), a.length < 3 ? "" : string(a[2]));
                }));
    }

    private static JsonNode sum(JsonNode amounts, String currency) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode each : amounts) {
            BigDecimal amount = Money.amount(each);
            sum = amount == null ? sum : sum.add(amount);
        }
        return money(sum, currency);
    }

    private static JsonNode minus(JsonNode from, JsonNode amount, String currency) {
        BigDecimal left = Money.amount(from);
        BigDecimal right = Money.amount(amount);
        return left == null || right == null ? NULL : money(left.subtract(right), currency);
    }

    private static JsonNode times(JsonNode price, JsonNode units, String currency) {
        BigDecimal amount = Money.amount(price);
        return amount == null ? NULL : money(amount.multiply(BigDecimal.valueOf(Quantities.whole(units, 0))), currency);
    }

    private static JsonNode each(JsonNode total, JsonNode units, String currency) {
        BigDecimal amount = Money.amount(total);
        return amount == null
                ? NULL
                : money(Money.each(amount, BigDecimal.valueOf(Quantities.whole(units, 1))), currency);
    }

    private static JsonNode abs(JsonNode stated, String currency) {
        BigDecimal amount = Money.amount(stated);
        return amount == null ? NULL : money(amount.abs(), currency);
    }

    /** Money as whole parts and a divisor, {@code {amount: 1250, divisor: 100}}; exact for powers of ten, else refused. */
    private static JsonNode parts(JsonNode stated, JsonNode divisor, String currency) {
        BigDecimal amount = Money.amount(stated);
        BigDecimal by = Money.amount(divisor);
        if (amount == null || by == null) {
            return NULL;
        }
        try {
            return money(amount.divide(by), currency);
        } catch (ArithmeticException e) {
            throw new MappingException(
                    "mapping.impossible_amount",
                    "An amount of money cannot be divided exactly by its divisor.",
                    "divisor " + by);
        }
    }

    private static JsonNode money(BigDecimal value, String currency) {
        return TextNode.valueOf(Money.text(value, Money.minorDigits(currency)));
    }

    private static JsonNode currency(JsonNode code) {
        String text = string(code);
        if (!text.isEmpty()) {
            Money.minorDigits(text);
        }
        return TextNode.valueOf(text);
    }

    private static JsonNode epoch(JsonNode value, int perSecond) {
        BigDecimal number = Money.amount(value);
        return number == null ? NULL : TextNode.valueOf(Instants.epoch(number, perSecond));
    }

    private static JsonNode text(JsonNode node, java.util.function.UnaryOperator<String> read) {
        String text = string(node);
        return text.isEmpty() ? NULL : TextNode.valueOf(read.apply(text));
    }

    private static JsonNode clean(JsonNode node, boolean lines) {
        if (!node.isTextual()) {
            String text = string(node);
            return text.isEmpty() ? NULL : TextNode.valueOf(text);
        }
        String stated = node.textValue();
        String clean = Texts.clean(stated, lines);
        return clean == null ? NULL : clean.equals(stated) ? node : TextNode.valueOf(clean);
    }

    private static JsonNode html(JsonNode node) {
        return node.isTextual() && node.textValue().indexOf('&') >= 0
                ? clean(TextNode.valueOf(Texts.htmlUnescape(node.textValue())), false)
                : clean(node, false);
    }

    private static JsonNode shortened(JsonNode node, int longest) {
        return node.isTextual() ? PayloadFormat.TEXT.read(node, longest).value() : node;
    }

    private static JsonNode orEmpty(JsonNode node) {
        return node.isNull() ? TextNode.valueOf("") : node;
    }

    private static JsonNode gidTail(JsonNode node) {
        JsonNode id = clean(node, false);
        if (!id.isTextual()) {
            return id;
        }
        String text = id.textValue();
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        int slash = path.lastIndexOf('/');
        return slash < 0 && query < 0 ? id : TextNode.valueOf(path.substring(slash + 1));
    }

    private static JsonNode country(JsonNode node) {
        String code = Countries.code(string(node));
        return code == null ? NULL : TextNode.valueOf(code);
    }

    private static JsonNode postcodePrefix(JsonNode postcode, JsonNode country) {
        String prefix = Texts.postcodePrefix(string(postcode), string(country));
        return prefix == null ? NULL : TextNode.valueOf(prefix);
    }

    private static JsonNode joined(JsonNode parts) {
        StringBuilder out = new StringBuilder();
        for (JsonNode each : parts) {
            JsonNode clean = clean(each, false);
            if (!clean.isNull()) {
                out.append(out.isEmpty() ? "" : " ").append(clean.textValue());
            }
        }
        return out.isEmpty() ? NULL : TextNode.valueOf(out.toString());
    }

    /** The first entry that is not null; null when there is none. */
    private static JsonNode first(JsonNode entries) {
        for (JsonNode each : entries) {
            if (!each.isNull()) {
                return each;
            }
        }
        return NULL;
    }

    /** An object without its entries that are null or empty text. */
    private static JsonNode present(JsonNode object) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (!value.isNull() && !(value.isTextual() && value.textValue().isEmpty())) {
                kept.set(entry.getKey(), value);
            }
        });
        return kept;
    }

    /** Units per id over a list of entries, as an object, so that a mapping need not search the list for every line. */
    private static JsonNode tally(JsonNode entries, String idField, String unitsField) {
        ObjectNode sums = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : entries) {
            String id = string(entry.path(idField));
            sums.put(id, sums.path(id).asInt(0) + Quantities.whole(entry.path(unitsField), 0));
        }
        return sums;
    }

    /** Tags of a comma-separated text or a list: cleaned, sorted, each once. */
    private static JsonNode tags(JsonNode stated) {
        TreeSet<String> sorted = new TreeSet<>();
        if (stated.isTextual()) {
            add(sorted, stated.textValue().split(","));
        }
        for (JsonNode each : stated) {
            add(sorted, string(each));
        }
        ArrayNode tags = JsonNodeFactory.instance.arrayNode(sorted.size());
        sorted.stream().limit(MOST_TAGS).forEach(tag -> tags.add(shortened(TextNode.valueOf(tag), LONGEST_TAG)));
        return tags;
    }

    private static void add(TreeSet<String> tags, String... stated) {
        for (String each : stated) {
            String clean = Texts.clean(each, false);
            if (clean != null) {
                tags.add(clean);
            }
        }
    }

    /** Text of a scalar, empty for null, missing, arrays and objects; never a number in scientific notation. */
    private static String string(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBigDecimal()) {
            BigDecimal value = node.decimalValue();
            return Math.abs((long) value.scale()) > 100 ? "" : value.toPlainString();
        }
        return node.isNumber() || node.isBoolean() ? node.asText() : "";
    }
}
