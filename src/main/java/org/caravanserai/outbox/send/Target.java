package org.caravanserai.outbox.send;

import org.caravanserai.outbox.AccountRef;

/**
 * A destination as the database describes it.
 *
 * @param account null for warehouses and queues of ours
 * @param mode {@code off}, {@code shadow} or {@code live}
 * @param paused the sender rests, intake goes on
 * @param stockBuffer units never shown to the channel
 */
record Target(String destination, AccountRef account, String mode, boolean paused, int stockBuffer) {

    /** Works may be started: it is neither off nor paused. */
    boolean active() {
        return !paused && !mode.equals("off");
    }

    boolean shadow() {
        return mode.equals("shadow");
    }

    /** The channel; empty for warehouses and queues of ours. */
    String channel() {
        return account == null ? "" : account.channel();
    }
}
