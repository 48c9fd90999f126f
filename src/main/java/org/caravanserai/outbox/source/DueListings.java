package org.caravanserai.outbox.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The look over all listings for those that show another quantity than there is. Its cost grows with the catalogue, so the
 * looks keep to a small share of the time.
 */
final class DueListings {

    private static final String DUE = """
            select i.account_id, i.id
            from listing i join unnest(?::int[], ?::int[]) as d(account_id, buffer) on d.account_id = i.account_id
            """ + ListingLevels.STOCK + """
            where i.next_at <= ? and s.counted and (s.version <> i.told_version or i.believed is null)
              and i.believed is distinct from greatest(0, s.free - d.buffer)
            order by (s.free <= d.buffer) desc, i.next_at limit ?
            """;

    /** Most changes of stock are orders of the channel itself, which it has subtracted already: nothing to send. */
    private static final String SAME = LeaseRows.CTE + """
            , c as (
              select i.id, s.version, greatest(0, s.free - d.buffer) as target
              from listing i join unnest(?::int[], ?::int[]) as d(account_id, buffer) on d.account_id = i.account_id
              join l on l.destination = 'account:' || i.account_id
            """ + ListingLevels.STOCK + """
              where s.version <> i.told_version)
            update listing i set told_version = c.version, attempts = 0, last_error = null from c
            where i.id = c.id and i.believed = c.target
            """;

    /** Looks take at most one part in this many of the time. */
    private static final int SHARE = 20;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LIMIT = 500;

    private final JdbcClient jdbc;
    private final Backoff backoff;
    private final LongSupplier nanos;
    private boolean looked;
    private long nextLook;

    DueListings(JdbcClient jdbc, Backoff backoff, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.backoff = backoff;
        this.nanos = nanos;
    }

    /** Listings to be changed, those that must show nothing first; none before it is time for the next look. */
    List<DueListing> look(Collection<SendCapacity> capacities, Instant now) {
        long start = nanos.getAsLong();
        if (looked && start - nextLook < 0) {
            return List.of();
        }
        Map<Integer, SendCapacity> byAccount = capacities.stream()
                .filter(one -> one.target().tellsStock())
                .collect(Collectors.toMap(one -> one.target().account().id(), Function.identity()));
        Integer[] accounts = byAccount.keySet().toArray(Integer[]::new);
        Integer[] buffers = byAccount.values().stream()
                .map(one -> one.target().stockBuffer())
                .toArray(Integer[]::new);
        LeaseRows.of(capacities)
                .statement(jdbc, SAME)
                .param(accounts)
                .param(buffers)
                .update();
        List<DueListing> due = jdbc.sql(DUE)
                .params(accounts, buffers, now.atOffset(ZoneOffset.UTC), LIMIT)
                .query((rs, n) ->
                        new DueListing(byAccount.get(rs.getInt(1)).target().account(), rs.getLong(2)))
                .list();
        long took = nanos.getAsLong() - start;
        nextLook =
                start + (due.size() == LIMIT ? 0 : Math.max(backoff.plain(LOOK).toNanos(), took * SHARE));
        looked = true;
        return due;
    }
}
