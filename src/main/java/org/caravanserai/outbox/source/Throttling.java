package org.caravanserai.outbox.source;

import java.time.Instant;

/**
 * How often a call was put off for its rate before this time, one after the other.
 *
 * @param since when that began; null: never
 */
record Throttling(int times, Instant since) {

    /** Not before. */
    static final Throttling NONE = new Throttling(0, null);

    /** And once more. */
    Throttling again(Instant now) {
        return new Throttling(times + 1, since == null ? now : since);
    }
}
