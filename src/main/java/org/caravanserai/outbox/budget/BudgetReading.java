package org.caravanserai.outbox.budget;

import java.time.Duration;

/**
 * What an answer said about a budget. The channel's own count wins over ours.
 *
 * @param budget name of the budget
 * @param remaining calls or points left; null when the answer did not say
 * @param capacity the most there can be; null when the answer did not say
 * @param perSecond what flows back each second; null when the answer did not say
 * @param resetIn when a window ends, in the channel's time; null when the answer did not say
 */
public record BudgetReading(String budget, Long remaining, Long capacity, Double perSecond, Duration resetIn) {

    public static BudgetReading remaining(String budget, long remaining) {
        return new BudgetReading(budget, remaining, null, null, null);
    }
}
