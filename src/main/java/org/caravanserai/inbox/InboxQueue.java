package org.caravanserai.inbox;

import java.time.Instant;
import java.util.List;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;

/** Puts stored events into a queue once more, in the transaction of whoever asks for it. */
public final class InboxQueue {

    private static final String AGAIN = """
            insert into inbox_todo (id, lane) select id, lane from inbox where id = any(?) on conflict do nothing
            """;

    private static final String FETCH = """
            insert into inbox_fetch (id, account_id, order_key, next_at)
            select id, account_id, order_key, ? from unnest(?::bigint[], ?::int[], ?::text[]) as n(id, account_id, order_key)
            on conflict do nothing
            """;

    private InboxQueue() {}

    /** Events that are to be worked on once more. */
    public static void addAgain(SqlBatch sql, List<Long> ids) {
        if (!ids.isEmpty()) {
            sql.add(AGAIN, (Object) ids.toArray(Long[]::new));
        }
    }

    /** Events whose order is to be fetched from the channel before anybody believes them. */
    public static void addFetch(SqlBatch sql, List<InboxEvent> events, Instant now) {
        if (!events.isEmpty()) {
            sql.add(
                    FETCH,
                    now,
                    Columns.longs(events, InboxEvent::id),
                    Columns.ints(events, InboxEvent::accountId),
                    Columns.texts(events, InboxEvent::orderKey));
        }
    }
}
