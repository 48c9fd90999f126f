package org.caravanserai.runtime.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what is only kept for a time; a little at once, so that no statement takes long and none holds many rows.
 *
 */
public final class RetentionJobs {

    private static final int AT_ONCE = 5_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Supplier<Set<Long>> alive;

    /** @param alive ids of the hub runs that live */
    public RetentionJobs(JdbcClient jdbc, Clock clock, Supplier<Set<Long>> alive) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.alive = alive;
    }

    /** Keys of events received longer ago: a delivery repeated after that is taken as new, and its order merges it by version. */
    public int inboxKeys(int days) {
        return delete(
                "delete from inbox_key where ctid = any(array(select ctid from inbox_key where received_at < ? limit "
                        + AT_ONCE + "))",
                days);
    }

    /** Notes on days' jobs. */
    public int jobRuns(int days) {
        return jdbc.sql("delete from job_run where due < ?").param(before(days)).update();
    }

    /** Registrations of hub runs that began longer ago and live no more; those with a worker's note stay until it is read. */
    public int deadHubs(int days) {
        return jdbc.sql("""
                        delete from hub_owner_run r where r.started_at < ? and r.id <> all(?)
                           and not exists (select from worker_note n where n.owner = r.id)""")
                .params(before(days), alive.get().toArray(Long[]::new))
                .update();
    }

    private int delete(String statement, int days) {
        OffsetDateTime before = before(days);
        int all = 0;
        int last;
        do {
            last = jdbc.sql(statement).param(before).update();
            all += last;
        } while (last == AT_ONCE);
        return all;
    }

    private OffsetDateTime before(int days) {
        return clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
    }
}
