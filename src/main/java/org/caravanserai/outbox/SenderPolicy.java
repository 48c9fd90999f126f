package org.caravanserai.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.outbox.budget.BudgetSpec;

/**
 * How the sender of one destination works.
 *
 * @param budgets what the destination lets us call; empty: as fast as it answers
 * @param operations by name; an operation that is not listed repeats as {@code fallback} says
 * @param fallback for operations the recipe does not name
 * @param concurrency calls at once
 * @param claim rows whose intent is committed at once; at least {@code concurrency}
 * @param listAbove when more orders than this wait to be fetched, one {@code list} call replaces many {@code fetch}
 */
public record SenderPolicy(
        List<BudgetSpec> budgets,
        Map<String, OperationSpec> operations,
        OperationSpec fallback,
        int concurrency,
        int claim,
        int listAbove) {

    /** For warehouses and queues of ours: each message carries a key, the broker drops the second one. */
    public static final SenderPolicy QUEUE = new SenderPolicy(
            List.of(),
            Map.of(),
            OperationSpec.of("send", Repeat.KEY, Duration.ZERO, Map.of()),
            4,
            64,
            Integer.MAX_VALUE);

    public SenderPolicy {
        budgets = List.copyOf(budgets);
        operations = Map.copyOf(operations);
    }

    /** A channel account: calls are made one intent at a time; unknown operations are never repeated. */
    public static SenderPolicy account(
            List<BudgetSpec> budgets, Map<String, OperationSpec> operations, int concurrency) {
        return new SenderPolicy(
                budgets,
                operations,
                OperationSpec.of("other", Repeat.NEVER, OperationSpec.SETTLE, Map.of()),
                concurrency,
                concurrency,
                20);
    }

    /** The same, but with another number of waiting orders above which one list call replaces many. */
    public SenderPolicy listingAbove(int orders) {
        return new SenderPolicy(budgets, operations, fallback, concurrency, claim, orders);
    }

    public OperationSpec operation(String name) {
        return operations.getOrDefault(name, fallback);
    }

    public boolean declares(String name) {
        return operations.containsKey(name);
    }
}
