package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingOrder;

/**
 * Nothing leaves with a total that cannot be meant: below zero, a line of goods below zero, or far above what the order is made
 * of. A small difference is an alert elsewhere; a total far below is a discount.
 */
public final class SaneTotals implements HoldRule {

    static final String NEGATIVE = CaseCode.NEGATIVE_TOTAL.code();
    static final String ABSURD = CaseCode.ABSURD_TOTAL.code();

    private final HoldSettings settings;

    public SaneTotals(HoldSettings settings) {
        this.settings = settings;
    }

    @Override
    public Decision prepare(Round round) {
        return this::decide;
    }

    private void decide(WorkingOrder order) {
        order.statement().ifPresent(stated -> {
            boolean asked = StatementFacts.mayLeave(order);
            StatementFacts.decide(order, settings, NEGATIVE, asked ? negative(order, stated) : Optional.empty(), "{}");
            StatementFacts.decide(order, settings, ABSURD, asked ? absurd(order, stated) : Optional.empty(), "{}");
        });
    }

    private static Optional<String> negative(WorkingOrder order, OrderSnapshot stated) {
        if (stated.total() != null && stated.total().signum() < 0) {
            return Optional.of("Order " + order.number() + " has a total below zero: "
                    + stated.total().toPlainString() + " " + stated.currency() + " (/totals/total)");
        }
        int at = 0;
        for (JsonNode line : stated.document().path("lines")) {
            BigDecimal total = money(line.path("total"));
            boolean goods = order.lines()
                    .byChannelId(line.path("lineId").asText())
                    .map(one -> !one.notStocked())
                    .orElse(false);
            if (goods
                    && total != null
                    && total.signum() < 0
                    && line.path("ordered").asInt() > 0) {
                return Optional.of("Order " + order.number() + " has a line below zero: " + total.toPlainString() + " "
                        + stated.currency() + " (/lines/" + at + "/total)");
            }
            at++;
        }
        return Optional.empty();
    }

    private Optional<String> absurd(WorkingOrder order, OrderSnapshot stated) {
        BigDecimal made = BigDecimal.ZERO;
        for (JsonNode line : stated.document().path("lines")) {
            BigDecimal total = money(line.path("total"));
            if (total == null) {
                return Optional.empty();
            }
            made = made.add(total.abs());
        }
        for (String name : new String[] {"shipping", "tax", "fees"}) {
            BigDecimal sum = money(stated.document().path("totals").path(name));
            made = made.add(sum == null ? BigDecimal.ZERO : sum.abs());
        }
        if (stated.total() == null || stated.total().compareTo(made.multiply(settings.totalFactor())) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Order " + order.number() + " has a total of " + stated.total().toPlainString() + " "
                        + stated.currency() + " (/totals/total), but its lines, shipping, tax and fees add up to "
                        + made.toPlainString());
    }

    private static BigDecimal money(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.textValue()) : null;
    }
}
