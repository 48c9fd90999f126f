package org.caravanserai.runtime.wiring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.channel.recipe.BudgetRecipe;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.OperationRecipe;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.SenderPolicies;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.budget.BudgetSpec;

/** What a channel's recipe says about calling it, in the senders' words. Reading may always be repeated. */
final class RecipePolicies implements SenderPolicies {

    private final ChannelRecipes recipes;

    RecipePolicies(ChannelRecipes recipes) {
        this.recipes = recipes;
    }

    @Override
    public SenderPolicy of(String channel) {
        return recipes.find(channel)
                .map(RecipePolicies::policy)
                .orElseGet(() -> SenderPolicy.account(List.of(), Map.of(), 1));
    }

    private static SenderPolicy policy(ChannelRecipe recipe) {
        List<BudgetSpec> budgets = new ArrayList<>();
        recipe.budgets().forEach((name, budget) -> budgets.add(budget(name, budget)));
        Map<String, OperationSpec> operations = new HashMap<>();
        recipe.operations().forEach((name, operation) -> operations.put(name, operation(recipe, operation)));
        reading(recipe, operations, "fetch", "fetch");
        reading(recipe, operations, Work.LIST, Work.LIST);
        if (recipe.subscriptions() != null) {
            // each attempt looks first, so that one whose outcome nobody knows may be made again
            operations.put(
                    "subscriptions",
                    OperationSpec.of(
                            "subscriptions", Repeat.KEY, OperationSpec.SETTLE, costs(recipe, "subscriptions")));
        }
        SenderPolicy policy = SenderPolicy.account(budgets, operations, recipe.callsAtOnce());
        return recipe.fetch() == null
                ? policy
                : new SenderPolicy(
                        policy.budgets(),
                        policy.operations(),
                        policy.fallback(),
                        policy.concurrency(),
                        policy.claim(),
                        recipe.fetch().many());
    }

    private static void reading(
            ChannelRecipe recipe, Map<String, OperationSpec> operations, String name, String paidAs) {
        if (paidAs.equals("list") ? recipe.list() != null : recipe.fetch() != null) {
            operations.put(name, OperationSpec.of(name, Repeat.KEY, OperationSpec.SETTLE, costs(recipe, paidAs)));
        }
    }

    private static OperationSpec operation(ChannelRecipe recipe, OperationRecipe operation) {
        return new OperationSpec(
                operation.name(),
                Repeat.valueOf(operation.repeat().name()),
                operation.settle(),
                costs(recipe, operation.name()),
                operation.compareAndSet(),
                operation.attempts());
    }

    private static Map<String, Long> costs(ChannelRecipe recipe, String operation) {
        Map<String, Long> costs = new HashMap<>();
        recipe.budgets().forEach((name, budget) -> {
            if (budget.costs().containsKey(operation)) {
                costs.put(name, budget.costs().get(operation).longValue());
            }
        });
        return costs;
    }

    private static BudgetSpec budget(String name, BudgetRecipe budget) {
        double perSecond = budget.restore() * 1000.0 / Math.max(1, budget.per().toMillis());
        return switch (budget.kind()) {
            case BUCKET -> BudgetSpec.bucket(name, budget.capacity(), perSecond);
            case POINTS -> BudgetSpec.points(name, budget.capacity(), perSecond);
            case WINDOW -> BudgetSpec.window(name, budget.capacity(), budget.per());
            case DAY -> BudgetSpec.slidingDay(name, budget.capacity());
        };
    }
}
