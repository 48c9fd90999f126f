package org.caravanserai.outbox.source;

import java.util.Set;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.outbox.lease.Lease;

/**
 * A destination that can take more work now.
 *
 * @param lease under which its works are claimed
 * @param kinds which a running route serves
 * @param limit due works to look for at most
 */
public record SendCapacity(Lease lease, SenderTarget target, SenderPolicy policy, Set<WorkKind> kinds, int limit) {

    /** The destination as it stands in the database. */
    String destination() {
        return lease.destination();
    }
}
