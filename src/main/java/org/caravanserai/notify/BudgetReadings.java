package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.caravanserai.outbox.budget.BudgetReading;
import org.caravanserai.outbox.budget.BudgetSpec;

/** What a channel's answers say about its budgets: the places are the recipe's {@code reads}. */
final class BudgetReadings {

    private BudgetReadings() {}

    /** Passes on what the answer says about the budgets the operation costs. */
    static void pass(OperationContext context, ChannelAnswer answer) {
        context.recipe().budgets().forEach((name, budget) -> {
            if (!budget.reads().isEmpty() && budget.costs().containsKey(context.operation())) {
                BigDecimal remaining = figure(budget, "remaining", answer);
                BigDecimal capacity = figure(budget, "capacity", answer);
                BigDecimal rate = figure(budget, "rate", answer);
                if (remaining != null || capacity != null || rate != null) {
                    context.permit()
                            .correct(new BudgetReading(
                                    name,
                                    whole(remaining),
                                    whole(capacity),
                                    rate == null ? null : rate.doubleValue(),
                                    null));
                }
            }
        });
    }

    private static Long whole(BigDecimal number) {
        return number == null ? null : number.longValue();
    }

    private static BigDecimal figure(BudgetSpec budget, String what, ChannelAnswer answer) {
        String place = budget.reads().get(what);
        if (place == null) {
            return null;
        }
        if (place.startsWith("header:")) {
            String text = answer.headers().get(place.substring(7).toLowerCase(Locale.ROOT));
            return text != null && text.matches("-?[0-9]{1,12}(\\.[0-9]{1,9})?") ? new BigDecimal(text) : null;
        }
        JsonNode node = answer.body() == null ? null : answer.body().at(place);
        return node != null && node.isNumber() ? node.decimalValue() : null;
    }
}
