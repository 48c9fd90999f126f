package org.caravanserai.outbox.source;

import org.caravanserai.outbox.WorkAccount;

/**
 * A destination as the database describes it.
 *
 * @param account null for warehouses and queues of ours
 * @param mode {@code off}, {@code shadow} or {@code live}
 * @param paused the sender rests, intake goes on
 * @param stockBuffer units never shown to the channel
 */
public record SenderTarget(String destination, WorkAccount account, String mode, boolean paused, int stockBuffer) {

    /** Works may be started: it is neither off nor paused. */
    public boolean active() {
        return !paused && !mode.equals("off");
    }

    boolean shadow() {
        return mode.equals("shadow");
    }

    /** The channel; empty for warehouses and queues of ours. */
    public String channel() {
        return account == null ? "" : account.channel();
    }
}
