package org.caravanserai.outbox;

import static org.caravanserai.base.Columns.bytes;
import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.nullableLongs;
import static org.caravanserai.base.Columns.texts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.caravanserai.base.SqlBatch;

/** Writes messages into the outbox, in the transaction of whoever decided to send them. */
public final class OutboxTable {

    private static final String INSERT = """
            insert into outbox (id, kind, destination, operation, order_id, group_id, body, state, deadline, next_at, created_at)
            select id, kind, destination, operation, order_id, group_id, body, state, deadline::timestamptz, ?, ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bytea[], ?::text[], ?::text[])
                as n(id, kind, destination, operation, order_id, group_id, body, state, deadline)
            """;

    private static final String SEND_AGAIN = """
            update outbox set state = 'pending', attempts = 0, next_at = ?, last_error = coalesce(last_error, 'it is tried again')
             where id = any(?) and state = 'case'
            """;

    private static final String NOT_NEEDED = """
            update outbox set state = 'dropped', last_error = 'the channel''s own statement names it'
             where id = any(?) and state in ('pending', 'case') and attempts > 0
            """;

    private OutboxTable() {}

    public static void addNew(SqlBatch sql, List<NewMessage> messages, Instant now) {
        if (!messages.isEmpty()) {
            sql.add(
                    INSERT,
                    now,
                    now,
                    longs(messages, NewMessage::id),
                    texts(messages, one -> one.kind().word()),
                    texts(messages, one -> one.destination().text()),
                    texts(messages, NewMessage::operation),
                    nullableLongs(messages, NewMessage::orderId),
                    nullableLongs(messages, NewMessage::groupId),
                    bytes(messages, one -> one.body().getBytes(StandardCharsets.UTF_8)),
                    texts(messages, one -> (one.shadow() ? OutboxState.SHADOW : OutboxState.PENDING).word()),
                    instants(messages, NewMessage::deadline));
        }
    }

    /** Messages that became cases are to be sent after all; others are left alone. */
    public static void addSendAgain(SqlBatch sql, List<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            sql.add(SEND_AGAIN, now, ids.toArray(Long[]::new));
        }
    }

    /** Messages that were tried and whose outcome nobody knew: the other side turned out to have them. */
    public static void addNotNeeded(SqlBatch sql, List<Long> ids) {
        if (!ids.isEmpty()) {
            sql.add(NOT_NEEDED, (Object) ids.toArray(Long[]::new));
        }
    }
}
