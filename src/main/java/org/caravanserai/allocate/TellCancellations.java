package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.CancellationMessage;
import org.caravanserai.allocate.change.UntoldCancellations;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelOperation;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.OrderLoader;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.WorkKind;

/**
 * Tells channels what commands of ours took off their orders: once it is decided, that is when no warehouse is still asked to
 * give any of it back, and only what the channel has not taken off by itself meanwhile. Where a channel takes no such call, a
 * case says what a person does there.
 */
public final class TellCancellations {

    private final BatchDependencies dependencies;
    private final UntoldCancellations untold;

    public TellCancellations(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.untold = new UntoldCancellations(dependencies);
    }

    public Batch tell(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        List<WorkingOrder> waiting = new ArrayList<>();
        for (WorkingOrder order : round.orders().all()) {
            if (!order.cancellations().isEmpty()) {
                count(round, order);
                if (isDecided(order)) {
                    waiting.add(order);
                }
            }
        }
        OrderLoader.references(dependencies.connection(), waiting);
        for (WorkingOrder order : waiting) {
            for (WorkingCancellation one : order.cancellations()) {
                if (!one.decided()) {
                    decide(round, order, one);
                }
            }
        }
        return batch;
    }

    /** What the channel has taken off needs nobody to tell it any more. */
    private static void count(Round round, WorkingOrder order) {
        order.lines().all().forEach(line -> order.cancellations().count(line.lineNo(), line.withdrawn()));
        for (WorkingCancellation one : order.cancellations()) {
            if (one.caseId() != null && one.isCounted()) {
                round.cases().resolve(one.caseId());
                one.waitFor(null);
            }
        }
    }

    /** Whether something is to be told, and no warehouse is still asked to give the order back. */
    private static boolean isDecided(WorkingOrder order) {
        return order.cancellations().stream().anyMatch(one -> !one.decided())
                && order.groups().stream()
                        .noneMatch(group -> group.state() == GroupState.CANCEL_REQUESTED
                                && group.recalledFor() == RecallReason.CANCEL);
    }

    private void decide(Round round, WorkingOrder order, WorkingCancellation one) {
        Map<Integer, Integer> units = new TreeMap<>();
        one.units().forEach((lineNo, asked) -> {
            WorkingLine line = order.lines().get(lineNo);
            // what a warehouse did not give back is shipped: the channel goes on expecting it
            int kept = one.whole() ? order.surplus(lineNo) : 0;
            int left = line.withdrawn() - order.cancellations().uncountedBeside(one, lineNo) - kept;
            if (Math.min(asked, left) > 0) {
                units.put(lineNo, Math.min(asked, left));
            }
        });
        one.decide(units);
        if (units.isEmpty()) {
            return;
        }
        Account account = dependencies.account(order.accountId());
        ChannelRecipe recipe = dependencies.recipes().find(account.channel()).orElse(null);
        if (recipe != null && recipe.operations().containsKey(ChannelOperation.CANCEL.word())) {
            send(round, order, one, account);
        } else if (recipe != null) {
            untold.askPeople(round, order, one, account, recipe);
        }
        if (recipe != null) {
            record(round, order, one);
        }
    }

    private void send(Round round, WorkingOrder order, WorkingCancellation one, Account account) {
        long id = dependencies.ids().next();
        one.tellBy(id);
        round.messages()
                .add(new NewMessage(
                        id,
                        WorkKind.STATUS,
                        Destination.account(account.id()),
                        ChannelOperation.CANCEL.word(),
                        order.id(),
                        null,
                        CancellationMessage.of(order, one).toString(),
                        order.head().shipBy(),
                        round.isShadow(account.id())));
    }

    private static void record(Round round, WorkingOrder order, WorkingCancellation one) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("cancellation", one.id());
        data.put(
                        "units",
                        one.units().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .put("reason", one.reason());
        String action = one.outboxId() == null ? "cancellation.by-hand" : "cancellation.to-tell";
        round.audit().add(action, one.actor(), order.id(), null, data);
    }
}
