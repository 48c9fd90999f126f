package org.caravanserai.outbox.source;

import java.util.Set;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.lease.Lease;

/**
 * A destination that can take more work now.
 *
 * @param kinds which a running route serves
 * @param limit candidates to look for at most
 */
public record SendCapacity(Lease lease, SenderTarget target, SenderPolicy policy, Set<String> kinds, int limit) {

    String destination() {
        return lease.destination();
    }
}
