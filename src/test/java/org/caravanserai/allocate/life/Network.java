package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.TimeScale;
import org.caravanserai.fulfil.ReleaseGroups;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.Destination;
import org.caravanserai.testing.ProcessingHub;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what senders do, for all orders at once: releases groups, commits intents and outcomes of calls, ends fetches. */
final class Network {

    private final ProcessingHub hub;
    private final ReleaseGroups admission;
    private final TransactionTemplate transaction;
    private final List<Long> begun = new ArrayList<>();
    private final List<Life.Made> ended = new ArrayList<>();
    private final List<Long> fetched = new ArrayList<>();

    Network(ProcessingHub hub) {
        this.hub = hub;
        this.admission = new ReleaseGroups(hub.database().dataSource(), TimeScale.REAL);
        this.transaction = new TransactionTemplate(
                new DataSourceTransactionManager(hub.database().dataSource()));
    }

    /** The intent to make the call is committed. */
    void begun(HubView.Call call) {
        begun.add(call.id());
    }

    /** The hub learns what became of it: as senders do, by an event of the order. */
    NewEvent ended(int account, String orderId, long hubId, Life.Made made) {
        ended.add(made);
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("outboxId", Long.toString(made.call().id()))
                .put("operation", made.call().operation())
                .put("orderId", Long.toString(hubId))
                .put("outcome", made.word())
                .put("channelIds", made.channelId())
                .put("endedAt", hub.clock().instant().toString())
                .toString();
        return new NewEvent(
                account,
                EventKind.OUTCOME,
                EventSource.SENDER,
                made.call().operation(),
                "",
                orderId,
                (made.call().id() + made.word() + hub.clock().instant()).getBytes(StandardCharsets.UTF_8),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                false,
                null);
    }

    /** The channel was asked. */
    void fetched(List<Long> ids) {
        fetched.addAll(ids);
    }

    /** Writes what was noted since. */
    void flush() {
        Timestamp now = Timestamp.from(hub.clock().instant());
        hub.sql()
                .sql("update outbox set state = 'sending', intent_at = ? where id = any(?)")
                .params(Timestamp.from(hub.clock().instant().minusSeconds(2)), ids(begun))
                .update();
        hub.sql()
                .sql("update outbox set state = 'sent', sent_at = ? where id = any(?)")
                .params(now, ids(calls("accepted")))
                .update();
        hub.sql()
                .sql("update outbox set state = 'case' where id = any(?)")
                .params((Object) ids(calls("refused")))
                .update();
        hub.sql()
                .sql("update outbox set state = 'pending' where id = any(?)")
                .params((Object) ids(calls("unknown")))
                .update();
        hub.sql()
                .sql("delete from inbox_fetch where id = any(?)")
                .params((Object) ids(fetched))
                .update();
        begun.clear();
        ended.clear();
        fetched.clear();
    }

    private List<Long> calls(String word) {
        return ended.stream()
                .filter(made -> made.word().equals(word))
                .map(made -> made.call().id())
                .toList();
    }

    private static Long[] ids(List<Long> ids) {
        return ids.toArray(Long[]::new);
    }

    /** Messages for warehouses go out, those of these orders. */
    void release(List<Long> orders) {
        if (orders.isEmpty()) {
            return;
        }
        List<Admission.Due> due = hub.sql()
                .sql(
                        "select id, destination, operation, order_id, group_id from outbox where kind = 'dispatch' and state = 'pending' and order_id = any(?) order by id")
                .param(ids(orders))
                .query((row, n) -> new Admission.Due(
                        row.getLong(1),
                        new Destination(row.getString(2)),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        0))
                .list();
        if (due.isEmpty()) {
            return;
        }
        Set<Long> sent = new HashSet<>(transaction.execute(
                status -> admission.admit(due, hub.clock().instant()).send()));
        hub.sql()
                .sql("update outbox set state = case when id = any(?) then 'sent' else 'dropped' end where id = any(?)")
                .params(
                        sent.toArray(Long[]::new),
                        due.stream().map(Admission.Due::id).toArray(Long[]::new))
                .update();
    }
}
