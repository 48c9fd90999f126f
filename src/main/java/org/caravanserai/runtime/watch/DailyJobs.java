package org.caravanserai.runtime.watch;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets one hub of all do a day's job: the first that asks after midnight (UTC). */
public final class DailyJobs {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final long owner;

    /** @param owner this hub instance */
    public DailyJobs(JdbcClient jdbc, Clock clock, long owner) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.owner = owner;
    }

    /** Whether this hub is to do today's run of the job; true once a day over all hubs. */
    public boolean claim(String job) {
        OffsetDateTime today = clock.instant().truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC);
        return jdbc.sql("insert into job_run (job, due, owner) values (?, ?, ?) on conflict do nothing")
                        .params(job, today, owner)
                        .update()
                == 1;
    }

    /** Deletes the notes on jobs that were due before. @return how many */
    public int deleteRuns(Instant dueBefore) {
        return jdbc.sql("delete from job_run where due < ?")
                .param(dueBefore.atOffset(ZoneOffset.UTC))
                .update();
    }
}
