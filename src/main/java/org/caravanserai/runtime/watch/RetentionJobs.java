package org.caravanserai.runtime.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.caravanserai.inbox.InboxRetention;
import org.caravanserai.outbox.source.Attempts;
import org.caravanserai.runtime.instance.EndedInstances;

/** Has each owner of what is only kept for a time delete what is older. Each answers how many rows. */
public final class RetentionJobs {

    private final InboxRetention inbox;
    private final Attempts attempts;
    private final DailyJobs jobs;
    private final EndedInstances instances;
    private final Clock clock;

    public RetentionJobs(
            InboxRetention inbox, Attempts attempts, DailyJobs jobs, EndedInstances instances, Clock clock) {
        this.inbox = inbox;
        this.attempts = attempts;
        this.jobs = jobs;
        this.instances = instances;
        this.clock = clock;
    }

    /** @param days how long a repeated delivery is recognised */
    public int deleteInboxKeys(int days) {
        inbox.deletePaces(before(days));
        return inbox.deleteKeys(before(days));
    }

    /** @param days how long it is known which calls went wrong */
    public int deleteAttempts(int days) {
        return attempts.delete(before(days));
    }

    /** @param days how long it is known which days' jobs were done */
    public int deleteJobRuns(int days) {
        return jobs.deleteRuns(before(days));
    }

    /** @param days how long after its start an ended hub stays registered */
    public int deleteEndedHubs(int days) {
        return instances.delete(before(days));
    }

    private Instant before(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }
}
