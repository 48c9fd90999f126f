package org.caravanserai.channel.recipe;

import java.time.Duration;
import java.util.Map;

/**
 * What a channel lets one account call.
 *
 * @param kind how it counts
 * @param capacity bucket: how many at once; window: how many per {@code per}; points: the most that can be saved up
 * @param restore how many come back per {@code per} (window: same as {@code capacity})
 * @param per the time in which they do
 * @param costs which operations it pays for, and what each costs
 * @param reads pointers in the answers (or {@code header:<name>}) to the channel's own figures, with which ours are
 *              corrected: remaining, capacity, rate (per second); may be empty
 */
public record BudgetRecipe(
        Kind kind, int capacity, int restore, Duration per, Map<String, Integer> costs, Map<String, String> reads) {

    /** How a channel counts. */
    public enum Kind {
        /** Tokens drip into a bucket of limited size. */
        BUCKET,
        /** Like a bucket, but calls differ in price. */
        POINTS,
        /** So many from the first call on until the window ends. */
        WINDOW,
        /** So many in any 24 hours. */
        DAY
    }
}
