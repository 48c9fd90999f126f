package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.caravanserai.order.due.Counting;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.SubscriptionWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.budget.BudgetSpec;

/**
 * How one channel speaks: everything the hub knows of it that is not a mapping. Read from
 * {@code transformers/<channel>/channel.yaml} by {@link RecipeReader}; {@code channel.schema.json} says what each word means,
 * its unit, default and an example.
 *
 * @param channel the name, same as the folder's
 * @param title what people call it
 * @param directory where its mappings and scripts lie
 * @param webhook how it pushes events, or null
 * @param queue how events are pulled from a queue, or null
 * @param events how an event is told from another
 * @param shapes the forms in which an order arrives, by name
 * @param counts how the channel counts what was sent
 * @param auth how our calls are authorised
 * @param fetch how one order is asked for, or null
 * @param list how all changed orders are asked for, or null
 * @param subscriptions what the channel is to push, where the hub looks after that, or null
 * @param budgets what the channel lets us call, by name
 * @param money how amounts are written: decimal-text, decimal-number or minor-units
 * @param totals what is done about an order whose sums do not add up: alert (it goes on) or strict (it is held)
 * @param carriers the channel's word for each of our carrier words
 * @param callsAtOnce how many calls one account may have under way
 * @param deadlines what to assume when the channel names no time
 * @param operations what we tell the channel, by name
 * @param requiredSettings settings an account cannot do without, each a name or several with a bar between them, of which one is needed
 * @param byHand what a person does at the channel about an operation that it does not take from us, by name
 */
public record ChannelRecipe(
        String channel,
        String title,

        @JacksonInject(value = RecipeReader.DIRECTORY, useInput = OptBoolean.FALSE)
        Path directory,

        WebhookRecipe webhook,
        QueueRecipe queue,
        EventRecipe events,
        Map<String, ShapeRecipe> shapes,
        Counting counts,
        AuthRecipe auth,
        FetchRecipe fetch,
        ListRecipe list,
        SubscriptionRecipe subscriptions,
        Map<String, BudgetSpec> budgets,
        String money,
        String totals,
        Map<String, String> carriers,
        int callsAtOnce,
        DeadlineRecipe deadlines,
        Map<String, OperationSpec> operations,
        List<String> requiredSettings,
        Map<String, String> byHand) {

    public ChannelRecipe {
        title = title == null ? channel : title;
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
        carriers = Collections.unmodifiableMap(new LinkedHashMap<>(carriers));
        requiredSettings = List.copyOf(requiredSettings);
        byHand = Map.copyOf(byHand);
        Map<String, BudgetSpec> known = named(budgets, BudgetSpec::named);
        budgets = known;
        operations = named(operations, (operation, name) -> operation.named(name, costs(known, name)));
    }

    /**
     * The secrets an account cannot do without.
     *
     * @param withQueue whether its settings name a queue
     */
    public Set<String> requiredSecrets(boolean withQueue) {
        Set<String> names = new LinkedHashSet<>();
        if (webhook != null && webhook.signature() instanceof SignatureRecipe.HmacSha256 signature) {
            names.add(signature.secret());
        }
        if (auth instanceof AuthRecipe.Header header) {
            names.add(header.secret());
        } else if (auth instanceof AuthRecipe.Basic basic) {
            names.addAll(List.of(basic.user(), basic.password()));
        } else if (auth instanceof AuthRecipe.Lwa lwa) {
            names.addAll(List.of(lwa.clientId(), lwa.clientSecret(), lwa.refreshToken()));
        }
        if (queue != null && withQueue) {
            names.addAll(List.of(queue.accessKey(), queue.secretKey()));
        }
        return names;
    }

    /** How statements of a shape count what was sent. */
    public Counting countsOf(String shape) {
        ShapeRecipe own = shapes.get(shape);
        return own == null || own.counts() == null ? counts : own.counts();
    }

    /** The budget that pays for an operation, {@code fetch} or {@code list}; null when the channel sets none. */
    public BudgetSpec budgetOf(String operation) {
        return budgets.values().stream()
                .filter(budget -> budget.costs().containsKey(operation))
                .findFirst()
                .orElse(null);
    }

    /** How the sender of each of the channel's accounts works. Reading may always be repeated. */
    public SenderPolicy senderPolicy() {
        Map<String, OperationSpec> all = new HashMap<>(operations);
        if (fetch != null) {
            all.put(FetchWork.OPERATION, reading(FetchWork.OPERATION));
        }
        if (list != null) {
            all.put(Work.LIST, reading(Work.LIST));
        }
        if (subscriptions != null) {
            // each attempt looks first, so that one whose outcome nobody knows may be made again
            all.put(SubscriptionWork.OPERATION, reading(SubscriptionWork.OPERATION));
        }
        SenderPolicy policy = SenderPolicy.account(new ArrayList<>(budgets.values()), all, callsAtOnce);
        return fetch == null ? policy : policy.listingAbove(fetch.many());
    }

    private OperationSpec reading(String name) {
        return OperationSpec.of(name, Repeat.KEY, OperationSpec.SETTLE, costs(budgets, name));
    }

    private static Map<String, Long> costs(Map<String, BudgetSpec> budgets, String operation) {
        Map<String, Long> costs = new HashMap<>();
        budgets.forEach((name, budget) -> {
            if (budget.costs().containsKey(operation)) {
                costs.put(name, budget.costs().get(operation));
            }
        });
        return costs;
    }

    /** In the file's order, each knowing its name. */
    private static <T> Map<String, T> named(Map<String, T> all, BiFunction<T, String, T> name) {
        Map<String, T> named = new LinkedHashMap<>();
        all.forEach((key, one) -> named.put(key, name.apply(one, key)));
        return Collections.unmodifiableMap(named);
    }
}
