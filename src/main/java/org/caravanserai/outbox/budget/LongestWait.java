package org.caravanserai.outbox.budget;

import java.time.Duration;

/**
 * How long a channel may have us wait, whatever its {@code Retry-After} says: one answer of a firewall must not silence an
 * account for a day. In the channel's time.
 */
public final class LongestWait {

    /** Reads (polls, fetches, a look at subscriptions) are tried again this soon: what nobody asks for is not found. */
    public static final Duration READS = Duration.ofMinutes(5);

    /** Calls that change something at the channel are held back for no longer. */
    public static final Duration WRITES = Duration.ofHours(1);

    /** An account that is kept waiting for longer than this is a case. */
    public static final Duration UNTOLD = Duration.ofMinutes(15);

    private LongestWait() {}

    /** The longest wait before a work is tried again. @param reads it changes nothing at the channel */
    public static Duration of(boolean reads) {
        return reads ? READS : WRITES;
    }
}
