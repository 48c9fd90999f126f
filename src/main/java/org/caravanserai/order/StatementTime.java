package org.caravanserai.order;

import java.time.Instant;
import java.util.Objects;

/**
 * When a channel stated an order.
 *
 * @param version decides which of two statements is newer
 * @param ours whether the version is a time of the hub's own, because the channel named none that can be believed
 * @param readAt not later than the moment at which the channel read what it states: when it was asked; of a push its version,
 *     but never later than its receipt
 */
public record StatementTime(Instant version, boolean ours, Instant readAt) {

    public StatementTime {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(readAt, "readAt");
    }

    /** The channel names the version. */
    public static StatementTime of(Instant version, Instant readAt) {
        return new StatementTime(version, false, readAt);
    }

    /** The channel names none: the time at which it was asked, or its word received, stands in. */
    public static StatementTime ours(Instant at) {
        return new StatementTime(at, true, at);
    }
}
