package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * Exact money: decimal text in, decimal text out, {@link BigDecimal} between, never a double. An amount is padded to the
 * minor digits of its currency (ISO 4217 as the JDK knows it) and otherwise kept as the channel wrote it.
 */
final class Money {

    /** Digits before the point that the database keeps ({@code numeric(19, 4)}). */
    static final int MAX_INTEGER_DIGITS = 15;
    /** Digits after the point; more is no amount of money but a broken sender. */
    static final int MAX_DECIMALS = 20;
    /** Decimals of a unit price we must divide out of a line total. */
    static final int UNIT_PRICE_DECIMALS = 6;

    private static final int LONGEST = 64;

    private Money() {}

    /**
     * Digits after the point of the currency's minor unit.
     *
     * @throws MappingException {@code mapping.unknown_currency}
     */
    static int minorDigits(String currency) {
        int digits = -1;
        if (currency.length() == 3) {
            try {
                digits = Currency.getInstance(currency).getDefaultFractionDigits();
            } catch (IllegalArgumentException e) {
                digits = -1;
            }
        }
        if (digits < 0) {
            throw new MappingException(
                    "mapping.unknown_currency",
                    "The order is in a currency that does not exist.",
                    "currency " + Evidence.token(currency));
        }
        return digits;
    }

    /**
     * The amount a node states; {@code null} for null, missing and empty text.
     *
     * @throws MappingException {@code mapping.impossible_amount}
     */
    static BigDecimal amount(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            return text.isEmpty() ? null : parse(text);
        }
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isDouble() || node.isFloat()) {
            throw new MappingException(
                    "mapping.inexact_amount",
                    "The mapping calculated an amount of money in floating point; use the money functions.",
                    "");
        }
        if (!node.isNumber()) {
            throw impossible("a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        return bounded(node.decimalValue());
    }

    private static BigDecimal parse(String text) {
        boolean number = text.length() <= LONGEST && !text.isEmpty();
        int point = -1;
        for (int i = 0; number && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                number = point < 0 && i > 0 && i < text.length() - 1 && text.charAt(i - 1) != '-';
                point = i;
            } else {
                number = c >= '0' && c <= '9' || c == '-' && i == 0 && text.length() > 1;
            }
        }
        if (!number) {
            throw impossible(Evidence.number(text));
        }
        return bounded(new BigDecimal(text));
    }

    private static BigDecimal bounded(BigDecimal value) {
        // the scale is looked at first: 1e400 and 1e-400 are never written out
        if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
            throw impossible("more than " + MAX_INTEGER_DIGITS + " digits before the point");
        }
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value;
        if (plain.scale() > MAX_DECIMALS) {
            plain = plain.stripTrailingZeros();
            if (plain.scale() > MAX_DECIMALS) {
                throw impossible("more than " + MAX_DECIMALS + " digits after the point");
            }
        }
        return plain;
    }

    private static MappingException impossible(String evidence) {
        return new MappingException(
                "mapping.impossible_amount", "An amount of money is not a decimal number the hub can keep.", evidence);
    }

    /** The canonical text: all digits that count, padded to {@code minorDigits}. */
    static String text(BigDecimal value, int minorDigits) {
        BigDecimal exact = value;
        if (exact.scale() > minorDigits) {
            exact = exact.stripTrailingZeros();
        }
        if (exact.scale() < minorDigits) {
            exact = exact.setScale(minorDigits, RoundingMode.UNNECESSARY);
        }
        return exact.toPlainString();
    }

    /** The canonical node for what a channel states; the same node when it is canonical already. */
    static JsonNode node(JsonNode stated, String currency) {
        BigDecimal value = amount(stated);
        if (value == null) {
            return com.fasterxml.jackson.databind.node.NullNode.getInstance();
        }
        String text = text(value, minorDigits(currency));
        return stated.isTextual() && stated.textValue().equals(text) ? stated : TextNode.valueOf(text);
    }

    /**
     * Unit price out of a line total, for channels that state only the latter: exact when it divides, else rounded half
     * even to {@value #UNIT_PRICE_DECIMALS} decimals (the total stays the channel's own).
     */
    static BigDecimal each(BigDecimal total, BigDecimal units) {
        return total.divide(units, UNIT_PRICE_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
