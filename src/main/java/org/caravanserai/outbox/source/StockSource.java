package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stock out, level-triggered: a listing is due when the stock it was told is not the stock there is. The target is
 * computed when the intent is committed, never queued; nothing is sent when the channel already shows it.
 *
 * <p>{@code believed} is decremented by the batch that takes in an order of the account, since the channel decrements
 * itself. After an accepted push it becomes the target minus what was decremented meanwhile, if the channel compared
 * before it set: then such an order came after the push. A channel that just overwrites may have overwritten that order's
 * decrement as well; what it shows is then unknown, and the next look pushes again.
 *
 * <p>A look over all listings costs time in proportion to the catalogue, so the looks keep to a small share of the time.
 */
public final class StockSource implements WorkSource {

    private static final String LEVELS = """
            cross join lateral (
              select coalesce(sum(s.version), 0) as version, coalesce(sum(s.on_hand - s.reserved), 0) as free
              from stock s join location p on p.code = s.location and p.active where s.sku = i.sku) s
            """;

    private static final String DUE = """
            select i.account_id, i.channel_sku, i.attempts
            from listing i join unnest(?::int[], ?::int[]) as d(account_id, buffer) on d.account_id = i.account_id
            """ + LEVELS + """
            where i.next_at <= ? and (s.version <> i.told_version or i.believed is null)
              and i.believed is distinct from greatest(0, s.free - d.buffer)
            order by (s.free <= d.buffer) desc, i.next_at limit ?
            """;

    /** Most changes of stock are orders of the channel itself, which it has subtracted already: nothing to send. */
    private static final String SAME = LeaseRows.CTE + """
            , c as (
              select i.account_id, i.channel_sku, s.version, greatest(0, s.free - d.buffer) as target
              from listing i join unnest(?::int[], ?::int[]) as d(account_id, buffer) on d.account_id = i.account_id
              join l on l.destination = 'account:' || i.account_id
            """ + LEVELS + """
              where s.version <> i.told_version)
            update listing i set told_version = c.version, attempts = 0, last_error = null from c
            where i.account_id = c.account_id and i.channel_sku = c.channel_sku and i.believed = c.target
            """;

    private static final String LOCK = LeaseRows.CTE + """
            select i.account_id, i.channel_sku from listing i
            join unnest(?::int[], ?::text[]) as w(account_id, channel_sku) on w.account_id = i.account_id and w.channel_sku = i.channel_sku
            join l on l.destination = 'account:' || i.account_id
            where i.next_at <= ? order by i.account_id, i.channel_sku for update of i
            """;

    private static final String COMPUTE = """
            select i.account_id, i.channel_sku, i.sku, i.reference, i.believed, i.attempts, s.version, s.free
            from listing i join unnest(?::int[], ?::text[]) as w(account_id, channel_sku) on w.account_id = i.account_id and w.channel_sku = i.channel_sku
            """ + LEVELS + """
            where s.version <> i.told_version or i.believed is null
            """;

    private static final String TOLD = """
            update listing i set told_version = w.version, attempts = 0, last_error = null
            from unnest(?::int[], ?::text[], ?::bigint[]) as w(account_id, channel_sku, version)
            where w.account_id = i.account_id and w.channel_sku = i.channel_sku
            """;

    private static final String INTENT = """
            update listing i set next_at = ?, attempts = i.attempts + 1
            from unnest(?::int[], ?::text[]) as w(account_id, channel_sku) where w.account_id = i.account_id and w.channel_sku = i.channel_sku
            """;

    /** Looks take at most one part in this many of the time. */
    private static final int SHARE = 20;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LIMIT = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final Backoff backoff;
    private final Clock clock;
    private final ListingOutcomeWriter marks;
    private final ShadowListings shadow;
    private long nextLook = Long.MIN_VALUE;

    record Due(WorkAccount account, String channelSku, int attempts) implements DueWork {
        @Override
        public String kind() {
            return "stock";
        }

        @Override
        public String destination() {
            return account.destination();
        }

        @Override
        public String operation() {
            return "stock";
        }

        @Override
        public String serialKey() {
            return "listing:" + channelSku;
        }
    }

    record Level(
            int accountId,
            String channelSku,
            String sku,
            String reference,
            Integer believed,
            int attempts,
            long version,
            int target) {}

    public StockSource(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy settlement,
            Backoff backoff,
            CaseOpener cases,
            PollTrigger polls,
            Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.backoff = backoff;
        this.clock = clock;
        this.marks = new ListingOutcomeWriter(jdbc, tx, settlement, backoff, cases, polls, clock);
        this.shadow = new ShadowListings(jdbc, backoff);
    }

    @Override
    public Set<String> kinds() {
        return Set.of("stock");
    }

    @Override
    public List<Due> due(Collection<SendCapacity> rooms, Instant now) {
        long start = System.nanoTime();
        if (nextLook != Long.MIN_VALUE && start - nextLook < 0) {
            return List.of();
        }
        Map<Integer, SendCapacity> byAccount = rooms.stream()
                .collect(Collectors.toMap(room -> room.target().account().id(), room -> room));
        LeaseRows leases = new LeaseRows(rooms.stream().map(SendCapacity::lease).toList());
        Integer[] accounts = byAccount.keySet().toArray(Integer[]::new);
        Integer[] buffers = byAccount.values().stream()
                .map(room -> room.target().stockBuffer())
                .toArray(Integer[]::new);
        jdbc.sql(SAME)
                .params(leases.destinations, leases.epochs, leases.owner, accounts, buffers)
                .update();
        List<Due> due = jdbc.sql(DUE)
                .params(accounts, buffers, now.atOffset(ZoneOffset.UTC), LIMIT)
                .query((rs, n) ->
                        new Due(byAccount.get(rs.getInt(1)).target().account(), rs.getString(2), rs.getInt(3)))
                .list();
        long took = System.nanoTime() - start;
        nextLook =
                start + (due.size() == LIMIT ? 0 : Math.max(backoff.plain(LOOK).toNanos(), took * SHARE));
        return due;
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        LeaseRows leases =
                new LeaseRows(picks.values().stream().map(SendCapacity::lease).toList());
        Map<String, DueWork> byKey = new HashMap<>();
        Map<Integer, SendCapacity> rooms = new HashMap<>();
        picks.forEach((pick, room) -> {
            byKey.put(key(((Due) pick).account.id(), ((Due) pick).channelSku), pick);
            rooms.put(room.target().account().id(), room);
        });
        return tx.execute(status -> {
            List<Object[]> locked = jdbc.sql(LOCK)
                    .params(
                            leases.destinations,
                            leases.epochs,
                            leases.owner,
                            accounts(picks.keySet()),
                            skus(picks.keySet()),
                            now.atOffset(ZoneOffset.UTC))
                    .query((rs, n) -> new Object[] {rs.getInt(1), rs.getString(2)})
                    .list();
            // A statement of its own, so that it sees the stock of whoever held these listings before us.
            List<Level> levels = jdbc.sql(COMPUTE)
                    .params(
                            locked.stream().map(one -> (Integer) one[0]).toArray(Integer[]::new),
                            locked.stream().map(one -> (String) one[1]).toArray(String[]::new))
                    .query((rs, n) -> {
                        int account = rs.getInt("account_id");
                        return new Level(
                                account,
                                rs.getString("channel_sku"),
                                rs.getString("sku"),
                                rs.getString("reference"),
                                rs.getObject("believed", Integer.class),
                                rs.getInt("attempts"),
                                rs.getLong("version"),
                                (int) Math.max(
                                        0,
                                        rs.getLong("free")
                                                - rooms.get(account).target().stockBuffer()));
                    })
                    .list();
            return split(levels, rooms, byKey, now);
        });
    }

    private Map<DueWork, Work> split(
            List<Level> levels, Map<Integer, SendCapacity> rooms, Map<String, DueWork> byKey, Instant now) {
        List<Level> shown = new ArrayList<>();
        List<Level> recorded = new ArrayList<>();
        List<Level> send = new ArrayList<>();
        for (Level level : levels) {
            if (level.believed != null && level.believed == level.target) {
                shown.add(level);
            } else if (rooms.get(level.accountId).target().shadow()) {
                recorded.add(level);
            } else {
                send.add(level);
            }
        }
        if (!shown.isEmpty()) {
            jdbc.sql(TOLD)
                    .params(
                            shown.stream().map(Level::accountId).toArray(Integer[]::new),
                            shown.stream().map(Level::channelSku).toArray(String[]::new),
                            shown.stream().map(Level::version).toArray(Long[]::new))
                    .update();
        }
        shadow.record(recorded, now);
        if (send.isEmpty()) {
            return Map.of();
        }
        Instant back = now.plus(backoff.plain(OperationSpec.SETTLE));
        jdbc.sql(INTENT)
                .params(
                        back.atOffset(ZoneOffset.UTC),
                        send.stream().map(Level::accountId).toArray(Integer[]::new),
                        send.stream().map(Level::channelSku).toArray(String[]::new))
                .update();
        Map<DueWork, Work> works = new HashMap<>();
        send.forEach(level -> {
            WorkAccount account = rooms.get(level.accountId).target().account();
            works.put(
                    byKey.get(key(level.accountId, level.channelSku)),
                    new StockWork(
                            new StockWork.Listing(account, level.channelSku, level.sku, level.reference),
                            level.target,
                            level.believed,
                            level.version,
                            level.attempts + 1));
        });
        return works;
    }

    @Override
    public void settle(List<CompletedCall> done) {
        marks.write(done);
    }

    private static Integer[] accounts(Collection<DueWork> picks) {
        return picks.stream().map(pick -> ((Due) pick).account.id()).toArray(Integer[]::new);
    }

    private static String[] skus(Collection<DueWork> picks) {
        return picks.stream().map(pick -> ((Due) pick).channelSku).toArray(String[]::new);
    }

    private static String key(int account, String channelSku) {
        return account + "/" + channelSku;
    }
}
