package org.caravanserai.channel.recipe;

import java.nio.file.Path;
import java.util.Map;

/**
 * How one channel speaks: everything the hub knows of it that is not a mapping. Read from
 * {@code transformers/<channel>/channel.yaml} by {@link RecipeReader}.
 *
 * @param channel the name, same as the folder's
 * @param title what people call it
 * @param directory where its mappings and scripts lie
 * @param webhook how it pushes events, or null
 * @param queue how events are pulled from a queue, or null
 * @param events how an event is told from another
 * @param shapes the forms in which an order arrives, by name
 * @param auth how our calls are authorised
 * @param fetch how one order is asked for, or null
 * @param list how all changed orders are asked for, or null
 * @param subscriptions what the channel is to push, where the hub looks after that, or null
 * @param budgets what the channel lets us call, by name
 * @param money how amounts are written: decimal-text, decimal-number or minor-units
 * @param strictTotals hold orders whose sums do not add up
 * @param carriers the channel's word for each of our carrier words
 * @param callsAtOnce how many calls one account may have under way
 * @param deadlines what to assume when the channel names no time
 * @param operations what we tell the channel, by name
 */
public record ChannelRecipe(
        String channel,
        String title,
        Path directory,
        WebhookRecipe webhook,
        QueueRecipe queue,
        EventRecipe events,
        Map<String, ShapeRecipe> shapes,
        AuthRecipe auth,
        FetchRecipe fetch,
        ListRecipe list,
        SubscriptionRecipe subscriptions,
        Map<String, BudgetRecipe> budgets,
        String money,
        boolean strictTotals,
        Map<String, String> carriers,
        int callsAtOnce,
        DeadlineRecipe deadlines,
        Map<String, OperationRecipe> operations) {

    /** The budget that pays for an operation, {@code fetch} or {@code list}; null when the channel sets none. */
    public BudgetRecipe budgetOf(String operation) {
        return budgets.values().stream()
                .filter(budget -> budget.costs().containsKey(operation))
                .findFirst()
                .orElse(null);
    }
}
