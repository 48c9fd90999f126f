package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.OrderChanges;
import org.caravanserai.allocate.store.ContentHash;
import org.caravanserai.allocate.store.ShipToHash;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.order.CanonicalOrder;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Lets the channel's newest word about each order hold. Older statements are recorded and change nothing, whatever order
 * they arrive in; an equally old one with other content is not believed before the channel has been asked.
 */
public final class MergeStatements {

    private final OrderChanges changes;
    private final ContentHash hash;
    private final ShipToHash shipTo;

    public MergeStatements(BatchDependencies tools, ContentHash hash) {
        this.changes = new OrderChanges(tools);
        this.hash = hash;
        this.shipTo = new ShipToHash(hash);
    }

    public void merge(Batch batch) {
        for (EventContext one : batch.with(Content.Statement.class).toList()) {
            Content.Statement statement = (Content.Statement) one.content();
            CanonicalOrder stated = statement.order();
            WorkingOrder order = batch.order(new OrderRef(one.account().id(), stated.channelOrderId()));
            if (order == null) {
                record(batch, one, "order.draft", null, stated);
            } else {
                merge(batch, one, order, statement);
            }
        }
    }

    private void merge(Batch batch, EventContext one, WorkingOrder order, Content.Statement statement) {
        CanonicalOrder stated = statement.order();
        byte[] content = hash.of(statement.document(), statement.personal());
        if (order.version() == null) {
            take(batch, one, order, stated, content, "order.accepted");
            order.shipTo(shipTo.of(order, stated));
            changes.found(batch, order, stated);
            return;
        }
        int age = stated.version().compareTo(order.version());
        boolean same = Arrays.equals(content, order.contentHash());
        if (age < 0) {
            record(batch, one, "order.stale", order, stated);
        } else if (age == 0 && same) {
            record(batch, one, "order.same", order, stated);
        } else if (age == 0 && one.event().source() != EventSource.FETCH) {
            batch.fetches().add(one);
            record(batch, one, "order.contradicted", order, stated);
        } else {
            take(batch, one, order, stated, content, "order.updated");
            changes.change(batch, one, order, stated, order.shipTo(shipTo.of(order, stated)));
        }
    }

    private static void take(
            Batch batch, EventContext one, WorkingOrder order, CanonicalOrder stated, byte[] content, String action) {
        order.state(stated, content);
        one.alerts().forEach(order::alert);
        batch.statedBy().put(order.id(), one);
        record(batch, one, action, order, stated);
    }

    private static void record(
            Batch batch, EventContext one, String action, WorkingOrder order, CanonicalOrder stated) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("channelOrderId", stated.channelOrderId())
                .put("version", stated.version().toString())
                .put("source", one.event().source().word())
                .put("topic", one.event().topic())
                .put("status", stated.status());
        if (order != null && order.version() != null && !order.version().equals(stated.version())) {
            data.put("known", order.version().toString());
        }
        batch.audit()
                .add(
                        action,
                        "channel:" + one.account().channel() + "/"
                                + one.account().name(),
                        order == null ? null : order.id(),
                        one.event().id(),
                        data);
    }
}
