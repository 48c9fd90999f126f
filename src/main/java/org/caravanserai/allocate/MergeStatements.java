package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Cancellations;
import org.caravanserai.allocate.change.ExcessReservations;
import org.caravanserai.allocate.change.OrderCases;
import org.caravanserai.allocate.change.OrderChanges;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.order.ContentHash;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.Precedence.Verdict;
import org.caravanserai.order.ShipToHash;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * Lets the channel's newest word about each order hold. Older snapshots are recorded and change nothing, whatever order
 * they arrive in; an equally old one with other content is not believed before the channel has been asked.
 */
public final class MergeStatements {

    /** Alerts about what the hub itself found: they end with their cause, not with the next statement. */
    private static final Set<String> FOUND_BY_US = Stream.concat(
                    Stream.of(ExcessReservations.SHORT, Cancellations.REQUESTED), OrderCases.ALERTS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final BatchDependencies dependencies;
    private final OrderChanges changes;
    private final ContentHash hash;
    private final ShipToHash shipTo;

    public MergeStatements(BatchDependencies dependencies, ContentHash hash) {
        this.dependencies = dependencies;
        this.changes = new OrderChanges(dependencies);
        this.hash = hash;
        this.shipTo = new ShipToHash(hash);
    }

    public Batch merge(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.stated().toList()) {
            OrderSnapshot stated = event.snapshot();
            WorkingOrder order = round.orders().get(new OrderRef(event.account().id(), stated.channelOrderId()));
            if (order == null) {
                record(round, event, "order.draft", null, stated);
            } else {
                merge(round, event, order, stated);
            }
        }
        return batch;
    }

    private void merge(Round round, EventContext event, WorkingOrder order, OrderSnapshot stated) {
        byte[] content = hash.of(stated.documentBytes(), stated.personalBytes());
        if (order.head().version() == null) {
            take(round, event, order, stated, content, "order.accepted");
            order.shipTo(shipTo.of(order, stated));
            changes.found(round, order, stated);
            return;
        }
        boolean same = Arrays.equals(content, order.head().contentHash());
        Verdict verdict = dependencies
                .precedence()
                .judge(
                        order.head().time(),
                        event.time(),
                        same,
                        event.event().receivedAt(),
                        event.fetched(),
                        dependencies.mayAsk(event),
                        dependencies.settle(order.accountId()));
        switch (verdict) {
            case STALE -> record(round, event, "order.stale", order, stated);
            case SAME -> record(round, event, "order.same", order, stated);
            case ASK -> {
                round.ask(event);
                record(round, event, "order.contradicted", order, stated);
            }
            case ASK_LATER -> {
                round.askAgain(order, order.head().time().readAt().plus(dependencies.settle(order.accountId())));
                record(round, event, "order.contradicted", order, stated);
            }
            case DOUBT -> {
                if (OlderStatements.asksForNoMore(order, stated)) {
                    change(round, event, order, stated, content, "order.updated");
                } else {
                    OlderStatements.open(round, event, order, stated);
                    record(round, event, "order.contradicted", order, stated);
                }
            }
            case TAKE -> change(round, event, order, stated, content, same ? "order.same" : "order.updated");
        }
    }

    private void change(
            Round round, EventContext event, WorkingOrder order, OrderSnapshot stated, byte[] content, String action) {
        take(round, event, order, stated, content, action);
        OlderStatements.end(round, order);
        changes.change(round, event, order, stated, order.shipTo(shipTo.of(order, stated)));
    }

    private static void take(
            Round round, EventContext event, WorkingOrder order, OrderSnapshot stated, byte[] content, String action) {
        order.state(stated, event.time(), content);
        order.alerts().keepOnly(FOUND_BY_US);
        event.alerts().forEach(order.alerts()::raise);
        round.orders().stated(order, event);
        record(round, event, action, order, stated);
    }

    private static void record(
            Round round, EventContext event, String action, WorkingOrder order, OrderSnapshot stated) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("channelOrderId", stated.channelOrderId())
                .put("version", stated.version().toString())
                .put("source", event.event().source().word())
                .put("topic", event.event().topic())
                .put("status", stated.status().word());
        if (order != null
                && order.head().version() != null
                && !order.head().version().equals(stated.version())) {
            data.put("known", order.head().version().toString());
        }
        round.audit()
                .add(
                        action,
                        "channel:" + event.account().channel() + "/"
                                + event.account().name(),
                        order == null ? null : order.id(),
                        event.event().id(),
                        data);
    }
}
