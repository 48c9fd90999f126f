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
}
