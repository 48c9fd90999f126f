package org.caravanserai.outbox.source;

import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.WorkAccount;

/**
 * A destination as the database describes it.
 *
 * @param account null for warehouses and queues of ours
 * @param active whether works may be started: it is neither switched off nor paused
 * @param shadow whether what would be sent is recorded instead
 * @param stockConfirmed whether a person has seen what the first push of stock changes, and let it go
 * @param stockBuffer units never shown to the channel
 * @param reach what decides how the account is reached: address, settings, where its secrets are; empty for ours
 */
public record SenderTarget(
        Destination destination,
        WorkAccount account,
        boolean active,
        boolean shadow,
        boolean stockConfirmed,
        int stockBuffer,
        String reach) {

    /** A warehouse or a queue of ours. */
    public static SenderTarget ours(Destination destination) {
        return new SenderTarget(destination, null, true, false, false, 0, "");
    }

    /** Whether its listings are looked at: they are told, or it is recorded what they would be told. */
    boolean tellsStock() {
        return shadow || stockConfirmed;
    }

    /** The channel; empty for warehouses and queues of ours. */
    public String channel() {
        return account == null ? "" : account.channel();
    }
}
