package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.OrderCases;
import org.caravanserai.allocate.change.OrderChanges;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.ContentHash;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.Precedence.Verdict;
import org.caravanserai.order.StatementTime;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.OrderLoader;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * An order that its channel has no more. When the channel told us of the deletion before, the order is cancelled as if it said
 * so itself; when it did not, a person has to look: rights that were taken away look the same.
 */
public final class ApplyAbsences {

    private final BatchDependencies dependencies;
    private final OrderChanges changes;
    private final ContentHash hash;

    public ApplyAbsences(BatchDependencies dependencies, ContentHash hash) {
        this.dependencies = dependencies;
        this.changes = new OrderChanges(dependencies);
        this.hash = hash;
    }

    public Batch apply(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.Absent.class).toList()) {
            Content.Absent absent = (Content.Absent) event.content();
            WorkingOrder order = round.orders().get(absent.order());
            if (order == null || order.head().version() == null) {
                unknown(round, event, absent);
            } else {
                apply(round, event, order, absent);
            }
        }
        return batch;
    }

    private void apply(Round round, EventContext event, WorkingOrder order, Content.Absent absent) throws SQLException {
        StatementTime time = StatementTime.ours(absent.askedAt());
        Verdict verdict = dependencies
                .precedence()
                .judge(order.head().time(), time, false, event.event().receivedAt(), true, false, Duration.ZERO);
        ObjectNode document = document(order);
        if (verdict == Verdict.STALE) {
            record(round, event, order, "order.stale", absent);
        } else if (document.path("status").asText().equals("cancelled")) {
            record(round, event, order, "order.absent", absent);
        } else if (absent.noticed()) {
            OrderSnapshot deleted = deleted(document);
            order.state(deleted, time, hash.of(deleted.documentBytes(), deleted.personalBytes()));
            record(round, event, order, "order.deleted", absent);
            changes.change(round, event, order, deleted, false);
        } else {
            record(round, event, order, "order.absent", absent);
            OrderCases.open(
                    round,
                    CaseCode.ORDER_NOT_FOUND,
                    order,
                    0,
                    event.event().id(),
                    "The channel does not hand out order " + order.number()
                            + " any more and has not said that it was deleted",
                    "{}");
        }
    }

    /** What the order says itself once it is deleted: the newest statement, cancelled. */
    private ObjectNode document(WorkingOrder order) throws SQLException {
        if (order.snapshot().isPresent()) {
            OrderSnapshot stated = order.snapshot().get();
            ObjectNode document = (ObjectNode) stated.document().deepCopy();
            document.set("personal", stated.personal());
            return document;
        }
        OrderLoader.documents(dependencies.connection(), List.of(order));
        JsonNode stored = order.document();
        return stored instanceof ObjectNode document ? document.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    private static OrderSnapshot deleted(ObjectNode document) {
        document.put("status", "cancelled");
        document.withObject("/channelStatus").put("order", "deleted");
        document.set(
                "cancellation",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("reason", "deleted")
                        .putNull("by")
                        .put("requested", false)
                        .putNull("at"));
        return OrderSnapshot.of(document);
    }

    private void unknown(Round round, EventContext event, Content.Absent absent) {
        if (absent.noticed()) {
            record(round, event, null, "order.absent", absent);
        } else {
            round.fail(
                    event,
                    CaseCode.NOT_HANDED_OUT,
                    event.account().channel() + " account " + event.account().name() + " told us of order "
                            + absent.order().channelOrderId() + " but does not hand it out",
                    Json.text(Map.of("channelOrderId", absent.order().channelOrderId())));
        }
    }

    private static void record(
            Round round, EventContext event, WorkingOrder order, String action, Content.Absent absent) {
        round.audit()
                .add(
                        action,
                        "channel:" + event.account().channel() + "/"
                                + event.account().name(),
                        order == null ? null : order.id(),
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("channelOrderId", absent.order().channelOrderId())
                                .put("askedAt", absent.askedAt().toString())
                                .put("noticed", absent.noticed()));
    }
}
