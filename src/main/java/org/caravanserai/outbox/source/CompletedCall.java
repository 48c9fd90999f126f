package org.caravanserai.outbox.source;

import java.time.Instant;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.lease.Lease;

/**
 * A work whose call ended and that is to be settled under the lease it was claimed with.
 *
 * @param endedAt when the call ended
 */
public record CompletedCall(Work work, Lease lease, OperationSpec operation, CallResult result, Instant endedAt) {}
