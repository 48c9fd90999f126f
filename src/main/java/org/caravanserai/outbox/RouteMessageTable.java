package org.caravanserai.outbox;

import static org.caravanserai.base.Columns.bytes;
import static org.caravanserai.base.Columns.flags;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.nullableLongs;
import static org.caravanserai.base.Columns.texts;

import java.time.Instant;
import java.util.List;
import org.caravanserai.base.SqlBatch;

/** Writes what routes send into the outbox: once per event and step, however often the event is worked on. */
public final class RouteMessageTable {

    private static final String INSERT = """
            insert into outbox (id, kind, destination, operation, order_id, inbox_id, step, body, sealed, state, next_at, created_at)
            select id, 'send', destination, 'send', order_id, inbox_id, step, body, sealed, state, ?, ?
              from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[], ?::boolean[], ?::text[])
                as n(id, destination, order_id, inbox_id, step, body, sealed, state)
            on conflict (inbox_id, step) where step is not null do nothing
            """;

    /**
     * A message about to be written.
     *
     * @param orderId the hub order its event is about; null when it is about none
     * @param body sealed under the order's key, or in the clear
     * @param shadow only recorded, never sent
     */
    public record SendRow(
            long id, Long orderId, long inboxId, RouteMessage message, byte[] body, boolean sealed, boolean shadow) {}

    private RouteMessageTable() {}

    public static void addNew(SqlBatch sql, List<SendRow> rows, Instant now) {
        if (!rows.isEmpty()) {
            sql.add(
                    INSERT,
                    now,
                    now,
                    longs(rows, SendRow::id),
                    texts(rows, row -> Destination.queue(row.message.queue()).text()),
                    nullableLongs(rows, SendRow::orderId),
                    longs(rows, SendRow::inboxId),
                    texts(rows, row -> row.message.step()),
                    bytes(rows, SendRow::body),
                    flags(rows, SendRow::sealed),
                    texts(rows, row -> (row.shadow ? OutboxState.SHADOW : OutboxState.PENDING).word()));
        }
    }
}
