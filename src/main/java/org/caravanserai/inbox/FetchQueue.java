package org.caravanserai.inbox;

/**
 * The statements that change {@code inbox_fetch}: events that only name their order wait there until it was fetched. The sender
 * of the account runs them, under its lease.
 *
 * <p>Each begins with the lease rows, {@code with l as (...)}, where {@code l.destination} is {@code account:<id>}.
 */
public final class FetchQueue {

    private static final String CLAIM = """
            , c as materialized (
              select f.id from inbox_fetch f join l on l.destination = 'account:' || f.account_id
              where f.id = any(?) order by f.id for update of f)
            update inbox_fetch f set attempts = f.attempts + 1, next_at = ? from c where f.id = c.id
            returning f.id
            """;

    private static final String RETRY = """
            , c as materialized (
              select f.id, w.next_at, w.uncount, w.why from unnest(?::bigint[], ?::text[], ?::int[], ?::text[]) as w(id, next_at, uncount, why)
              join inbox_fetch f on f.id = w.id join l on l.destination = 'account:' || f.account_id order by f.id for update of f)
            update inbox_fetch f set next_at = c.next_at::timestamptz, attempts = greatest(0, f.attempts - c.uncount), last_error = nullif(c.why, '')
            from c where f.id = c.id
            """;

    private static final String DELETE = """
            , c as materialized (
              select f.id from inbox_fetch f join l on l.destination = 'account:' || f.account_id where f.id = any(?) order by f.id for update of f)
            delete from inbox_fetch f using c where f.id = c.id returning f.id
            """;

    private static final String GIVE_UP = """
            , c as materialized (
              select f.id, f.alone from inbox_fetch f join l on l.destination = 'account:' || f.account_id where f.id = any(?)
              order by f.id for update of f),
            d as (delete from inbox_fetch f using c where f.id = c.id returning f.id, c.alone),
            a as (insert into inbox_attempt (id, unfetched) select id, true from d where alone
                  on conflict (id) do update set unfetched = true),
            t as (insert into inbox_todo (id, lane) select i.id, i.lane from inbox i join d on d.id = i.id where d.alone on conflict do nothing)
            select id from d
            """;

    private FetchQueue() {}

    /** Counts an attempt and moves the next one on: ids, next time. Answers the ids that were still there. */
    public static String claim(String leases) {
        return leases + CLAIM;
    }

    /** Lets events be fetched again: ids, next times, attempts not to be counted, reasons. */
    public static String retry(String leases) {
        return leases + RETRY;
    }

    /** Ends the wait: ids. Answers those that were still there. */
    public static String delete(String leases) {
        return leases + DELETE;
    }

    /**
     * Ends the wait in vain: ids. Those that state an order themselves are worked on as they are. Answers those that were still
     * there.
     */
    public static String giveUp(String leases) {
        return leases + GIVE_UP;
    }
}
