package org.caravanserai.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;

/** Puts stored events into a queue once more, in the transaction of whoever asks for it. */
public final class InboxQueue {

    private static final String AGAIN = """
            with a as (select id, account_id, order_key, lane, notification_only from inbox where id = any(?)),
            u as (update inbox_attempt t set unfetched = false, failures = 0, deaths = 0 from a where t.id = a.id),
            f as (insert into inbox_fetch (id, account_id, order_key, next_at)
                  select id, account_id, order_key, ? from a where notification_only on conflict do nothing)
            insert into inbox_todo (id, lane) select id, lane from a where not notification_only on conflict do nothing
            """;

    private static final String FETCH = """
            with n as (
              select * from unnest(?::bigint[], ?::int[], ?::text[]) as n(id, account_id, order_key)),
            p as (
              insert into fetch_pace as p (account_id, order_key, fetch_at)
              select distinct account_id, order_key, ?::timestamptz from n order by account_id, order_key
              on conflict (account_id, order_key) do update
                set fetch_at = case when p.fetch_at > excluded.fetch_at then p.fetch_at
                                    else greatest(excluded.fetch_at, p.fetch_at + ? * interval '1 ms') end
              returning account_id, order_key, fetch_at)
            insert into inbox_fetch (id, account_id, order_key, next_at, alone)
            select n.id, n.account_id, n.order_key, p.fetch_at, true from n join p using (account_id, order_key)
            on conflict do nothing
            """;

    // the event of the statement that holds stands for the question: it is what the answer is newer than
    private static final String FETCH_LATER = """
            insert into inbox_fetch (id, account_id, order_key, next_at)
            select o.inbox_id, o.account_id, o.channel_order_id, n.at::timestamptz
              from orders o join unnest(?::bigint[], ?::text[]) as n(order_id, at) on n.order_id = o.id
            on conflict (id) do update set next_at = least(inbox_fetch.next_at, excluded.next_at)
            """;

    private InboxQueue() {}

    /** Orders whose channels are to be asked for them, each at its time. */
    public static void addFetchLater(SqlBatch sql, Map<Long, Instant> orders) {
        if (!orders.isEmpty()) {
            List<Map.Entry<Long, Instant>> sorted = orders.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .toList();
            sql.add(
                    FETCH_LATER,
                    Columns.longs(sorted, Map.Entry::getKey),
                    Columns.instants(sorted, Map.Entry::getValue));
        }
    }

    /** Events that are to be worked on once more; those that only name an order have it fetched once more. */
    public static void addAgain(SqlBatch sql, List<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            sql.add(AGAIN, ids.toArray(Long[]::new), now);
        }
    }

    /**
     * Events whose order is to be fetched from the channel before anybody believes them. One that comes before the next fetch
     * of its order may be made is answered by that one.
     *
     * @param pace the least time between two such fetches of one order
     */
    public static void addFetch(SqlBatch sql, List<InboxEvent> events, Instant now, Duration pace) {
        if (!events.isEmpty()) {
            sql.add(
                    FETCH,
                    Columns.longs(events, InboxEvent::id),
                    Columns.ints(events, InboxEvent::accountId),
                    Columns.texts(events, InboxEvent::orderKey),
                    now,
                    pace.toMillis());
        }
    }
}
