package org.caravanserai.outbox.sender;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.source.DueWork;
import org.caravanserai.outbox.source.SendCapacity;
import org.caravanserai.outbox.source.WorkSource;

/** Commits the intents of chosen works and hands those that are ours to the threads that call. */
final class WorkStarter {

    private final HeldSenders senders;
    private final CallRunner calls;
    private final Clock clock;
    private final LongSupplier nanos;

    WorkStarter(HeldSenders senders, CallRunner calls, Clock clock, LongSupplier nanos) {
        this.senders = senders;
        this.calls = calls;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** @throws RuntimeException when the claim failed; nothing was called then */
    void start(WorkSource source, Map<DueWork, SendCapacity> picks) {
        long leaseSeenAt = nanos.getAsLong();
        Instant now = clock.instant();
        Map<DueWork, Work> claimed = Map.of();
        try {
            claimed = source.claim(picks, now);
        } catch (RuntimeException e) {
            // The commit may have happened all the same.
            source.doubt(picks);
            throw e;
        } finally {
            for (DueWork pick : picks.keySet()) {
                if (!claimed.containsKey(pick)) {
                    senderOf(pick).giveBack(pick);
                }
            }
        }
        claimed.forEach(
                (pick, work) -> calls.submit(new CallRunner.Claimed(source, pick, work, senderOf(pick)), leaseSeenAt));
    }

    private Sender senderOf(DueWork pick) {
        return senders.find(pick.destination().text());
    }
}
