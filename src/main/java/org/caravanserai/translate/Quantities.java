package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Units of a line: whole, within what an order can mean. Numbers and decimal texts are read ({@code 2}, {@code "2"}, {@code 2.0000}). */
final class Quantities {

    static final int MAX = 1_000_000;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");

    private Quantities() {}

    /** @throws MappingException {@code mapping.impossible_quantity} when it is missing, not whole, below {@code minimum} or above {@value #MAX} */
    static int whole(JsonNode node, int minimum) {
        if (node.isInt() || node.isLong()) {
            return within(node.longValue(), minimum);
        }
        if (node.isBigDecimal() || node.isBigInteger()) {
            return whole(node.decimalValue(), minimum);
        }
        if (node.isTextual() && NUMBER.matcher(node.textValue()).matches()) {
            return whole(new BigDecimal(node.textValue()), minimum);
        }
        throw impossible(node.isTextual() ? Evidence.number(node.textValue()) : "no number");
    }

    /** The quantity, when it is a number of units in range that is not whole. */
    static Optional<BigDecimal> part(JsonNode node) {
        BigDecimal value = node.isBigDecimal()
                ? node.decimalValue()
                : node.isTextual() && NUMBER.matcher(node.textValue()).matches()
                        ? new BigDecimal(node.textValue())
                        : BigDecimal.ZERO;
        boolean small = Math.abs((long) value.scale()) <= 12 && (long) value.precision() - value.scale() <= 12;
        return Optional.of(value)
                .filter(one -> small && one.signum() > 0 && one.compareTo(BigDecimal.valueOf(MAX)) < 0)
                .map(BigDecimal::stripTrailingZeros)
                .filter(one -> one.scale() > 0);
    }

    private static int whole(BigDecimal value, int minimum) {
        if ((long) value.precision() - value.scale() > 12
                || value.stripTrailingZeros().scale() > 0) {
            throw impossible("not a whole number in range");
        }
        return within(value.longValueExact(), minimum);
    }

    private static int within(long value, int minimum) {
        if (value < minimum || value > MAX) {
            throw impossible(value + " is not between " + minimum + " and " + MAX);
        }
        return (int) value;
    }

    private static MappingException impossible(String evidence) {
        return new MappingException(
                "mapping.impossible_quantity", "A quantity is not a number of units the hub can fulfil.", evidence);
    }
}
