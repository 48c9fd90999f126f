package org.caravanserai.outbox.source;

import java.time.Instant;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.lease.Lease;

/**
 * A work whose call ended; how it ended is to be written down under the lease it was claimed with.
 *
 * @param operation how the channel wants the work to be repeated
 * @param endedAt when the call ended
 */
public record CompletedCall(Work work, Lease lease, OperationSpec operation, CallResult result, Instant endedAt) {

    /** How it ended. */
    Outcome outcome() {
        return result.outcome();
    }
}
