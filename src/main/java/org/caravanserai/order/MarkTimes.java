package org.caravanserai.order;

import java.time.Instant;

/**
 * Since when a channel that says no more marks a line as sent, by the versions of its statements; null while there is none.
 *
 * @param unmarkedAt the newest one that does not mark the line as sent
 * @param markedAt the first one that marks it, of those that mark it now
 */
public record MarkTimes(Instant unmarkedAt, Instant markedAt) {

    static final MarkTimes NONE = new MarkTimes(null, null);

    MarkTimes marked(boolean sent, Instant version) {
        return sent ? new MarkTimes(unmarkedAt, markedAt == null ? version : markedAt) : new MarkTimes(version, null);
    }
}
