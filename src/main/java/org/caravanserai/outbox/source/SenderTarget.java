package org.caravanserai.outbox.source;

import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.WorkAccount;

/**
 * A destination as the database describes it.
 *
 * @param account null for warehouses and queues of ours
 * @param active whether works may be started: it is neither switched off nor paused
 * @param shadow whether what would be sent is recorded instead
 * @param stockBuffer units never shown to the channel
 */
public record SenderTarget(
        Destination destination, WorkAccount account, boolean active, boolean shadow, int stockBuffer) {

    /** A warehouse or a queue of ours. */
    public static SenderTarget ours(Destination destination) {
        return new SenderTarget(destination, null, true, false, 0);
    }

    /** The channel; empty for warehouses and queues of ours. */
    public String channel() {
        return account == null ? "" : account.channel();
    }
}
