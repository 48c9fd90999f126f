package org.caravanserai.outbox.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The leases of this hub instance. Every destination has one row; the one that rendezvous hashing names among the live ones
 * takes it, with the epoch grown by one. A run is live while its advisory lock is held <em>and</em> it renewed its own
 * row ({@code owner:<id>}) within the lease time: a dead hub's leases are free at once, a frozen hub's (its lock is
 * still held) when they expire. A run that is no longer the one named drains the destination and gives the lease back.
 *
 * <p>All times are the database's, see {@link DatabaseClock}. A holder learns of a loss from {@link #refresh}, from {@link #confirm} before a call,
 * and from every write, which names the epoch.
 */
public final class Leases {

    /** How long a lease lasts without being renewed. Real time: a frozen process does not freeze faster in a demo. */
    public static final Duration LEASE_TIME = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final String HUB = "owner:";
    private static final long NOBODY = 0;

    private final JdbcClient jdbc;
    private final Owner owner;
    private final Duration leaseTime;
    private final DatabaseClock clock;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();

    private record Seen(String destination, long owner, long epoch, boolean expired) {}

    public Leases(JdbcClient jdbc, Owner owner) {
        this(jdbc, owner, LEASE_TIME);
    }

    public Leases(JdbcClient jdbc, Owner owner, Duration leaseTime) {
        this(jdbc, owner, leaseTime, DatabaseClock.REAL);
    }

    Leases(JdbcClient jdbc, Owner owner, Duration leaseTime, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.owner = owner;
        this.leaseTime = leaseTime;
        this.clock = clock;
    }

    /** What {@link #refresh} found: the leases this run holds, and those of them that another live run should have. */
    public record View(Map<String, Lease> held, Set<String> unwanted) {}

    /** Renews what this run holds, takes what it should have and nobody holds, forgets what it lost. */
    public View refresh(Collection<String> destinations) {
        long me = owner.id();
        renew(me);
        Map<String, Seen> rows = new HashMap<>();
        jdbc.sql("select destination, owner, epoch, taken_at < " + clock.sql()
                        + " - ? * interval '1 millisecond' from sender_lease")
                .param(leaseTime.toMillis())
                .query((rs, n) -> new Seen(rs.getString(1), rs.getLong(2), rs.getLong(3), rs.getBoolean(4)))
                .list()
                .forEach(row -> rows.put(row.destination, row));
        Set<Long> live = live(me, rows.values());
        Set<String> unwanted = new HashSet<>();
        for (String destination : new TreeSet<>(destinations)) {
            Seen row = rows.get(destination);
            boolean mine = row != null && row.owner == me;
            boolean named = Rendezvous.choose(destination, live) == me;
            if (mine && !named) {
                unwanted.add(destination);
            } else if (named && !mine && (row == null || !live.contains(row.owner))) {
                take(destination, me, row);
            }
        }
        return new View(Map.copyOf(held), unwanted);
    }

    /** Reads the lease row: whether it is still this run's, with the same epoch. */
    public boolean confirm(Lease lease) {
        boolean ours = jdbc.sql("select 1 from sender_lease where destination = ? and owner = ? and epoch = ?")
                .params(lease.destination(), lease.owner(), lease.epoch())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!ours) {
            held.remove(lease.destination(), lease);
        }
        return ours;
    }

    /** Whether this run held the lease when it last looked. */
    public boolean holds(String destination) {
        return held.containsKey(destination);
    }

    /** Gives one lease back, so that the run that should have it can take it at once. */
    public void release(Lease lease) {
        held.remove(lease.destination(), lease);
        jdbc.sql("update sender_lease set owner = ?, taken_at = " + clock.sql()
                        + " where destination = ? and owner = ? and epoch = ?")
                .params(NOBODY, lease.destination(), lease.owner(), lease.epoch())
                .update();
    }

    /** Gives all back; for an orderly stop. */
    public void releaseAll() {
        for (Lease lease : List.copyOf(held.values())) {
            release(lease);
        }
        jdbc.sql("delete from sender_lease where destination = ?")
                .param(HUB + owner.id())
                .update();
    }

    private void renew(long me) {
        jdbc.sql("""
                insert into sender_lease (destination, owner, epoch, taken_at) values (?, ?, 1, %s)
                on conflict (destination) do update set taken_at = excluded.taken_at""".formatted(clock.sql())).params(HUB + me, me).update();
        // Locked in one order with every other statement that locks several leases.
        List<Lease> mine = jdbc.sql("""
                with mine as materialized (
                  select destination from sender_lease where owner = ? and destination not like 'owner:%%' order by destination for update)
                update sender_lease l set taken_at = %s from mine where l.destination = mine.destination
                returning l.destination, l.owner, l.epoch""".formatted(clock.sql()))
                .param(me)
                .query((rs, n) -> new Lease(rs.getString(1), rs.getLong(2), rs.getLong(3)))
                .list();
        Map<String, Lease> now = new HashMap<>();
        mine.forEach(lease -> now.put(lease.destination(), lease));
        held.forEach((destination, lease) -> {
            if (!lease.equals(now.get(destination))) {
                LOG.warn("lost the lease of {} (epoch {})", destination, lease.epoch());
            }
        });
        held.keySet().retainAll(now.keySet());
        held.putAll(now);
    }

    private Set<Long> live(long me, Collection<Seen> rows) {
        Set<Long> live = new HashSet<>();
        live.add(me);
        for (Seen row : rows) {
            if (!row.destination.startsWith(HUB) || row.owner == me) {
                continue;
            }
            if (!owner.isAlive(row.owner)) {
                jdbc.sql("delete from sender_lease where destination = ?")
                        .param(row.destination)
                        .update();
            } else if (!row.expired) {
                live.add(row.owner);
            }
        }
        return live;
    }

    private void take(String destination, long me, Seen seen) {
        // The condition on what was seen decides a race of two takers; a new row's conflict loses likewise.
        jdbc.sql("""
                insert into sender_lease as l (destination, owner, epoch, taken_at) values (?, ?, 1, %s)
                on conflict (destination) do update set owner = excluded.owner, epoch = l.epoch + 1, taken_at = excluded.taken_at
                where l.owner = ? and l.epoch = ?
                returning epoch""".formatted(clock.sql()))
                .params(destination, me, seen == null ? -1L : seen.owner, seen == null ? -1L : seen.epoch)
                .query(Long.class)
                .optional()
                .ifPresent(epoch -> {
                    held.put(destination, new Lease(destination, me, epoch));
                    LOG.info("took the lease of {} (epoch {})", destination, epoch);
                });
    }
}
