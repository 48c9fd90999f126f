package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Do a channel's numbers add up? Only compared, never corrected: the total the channel states against the sum of the
 * parts it states,
 *
 * <pre>lines (total - discount) + shipping + fees + tax when prices are without it</pre>
 *
 * where tax is the order's stated tax. Not compared when a part is missing (an order without prices yet) or when units
 * were cancelled or refunded, because channels differ in whether the total then goes down.
 */
public final class Totals {

    /**
     * @param stated the channel's total
     * @param parts the sum of the channel's parts
     */
    public record Mismatch(BigDecimal stated, BigDecimal parts) {

        /** Both sums and what lies between, for the alert. */
        public String detail() {
            return "stated " + stated.toPlainString() + ", parts give " + parts.toPlainString() + ", difference "
                    + stated.subtract(parts).toPlainString();
        }
    }

    private Totals() {}

    /**
     * Shops keep the tax of a line unrounded and round their sums: one minor unit per line is no difference.
     *
     * @param order a valid order.v1
     */
    public static Optional<Mismatch> compare(JsonNode order) {
        BigDecimal stated = Money.amount(order.path("totals").path("total"));
        BigDecimal parts = stated == null ? null : parts(order);
        if (parts == null) {
            return Optional.empty();
        }
        int lines = Math.max(1, order.path("lines").size());
        BigDecimal tolerance = BigDecimal.valueOf(
                lines, Money.minorDigits(order.path("currency").textValue()));
        return stated.subtract(parts).abs().compareTo(tolerance) > 0
                ? Optional.of(new Mismatch(stated, parts))
                : Optional.empty();
    }

    private static BigDecimal parts(JsonNode order) {
        BigDecimal sum = order.path("taxesIncluded").booleanValue()
                ? BigDecimal.ZERO
                : Money.amount(order.path("totals").path("tax"));
        for (JsonNode line : order.path("lines")) {
            BigDecimal total = Money.amount(line.path("total"));
            BigDecimal discount = Money.amount(line.path("discount"));
            if (sum == null
                    || total == null
                    || discount == null
                    || line.path("cancelled").intValue()
                                    + line.path("returned").intValue()
                                    + line.path("unclear").intValue()
                            > 0) {
                return null;
            }
            sum = sum.add(total).subtract(discount);
        }
        return add(add(sum, order.path("shipping"), "price"), order.path("fees"), "total");
    }

    private static BigDecimal add(BigDecimal sum, JsonNode parts, String field) {
        BigDecimal all = sum;
        for (JsonNode part : parts) {
            BigDecimal amount = Money.amount(part.path(field));
            all = all == null || amount == null ? null : all.add(amount);
        }
        return all;
    }
}
