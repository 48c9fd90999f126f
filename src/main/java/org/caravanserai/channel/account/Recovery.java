package org.caravanserai.channel.account;

import java.time.Duration;
import java.time.Instant;

/**
 * A look back through all orders of an account that changed in a span of time. It goes on slice by slice, so that what a hub did
 * before it died is not done again.
 *
 * @param since where it began
 * @param until where it ends; the poll does what comes after
 * @param through done to here
 */
public record Recovery(int accountId, Instant since, Instant until, Instant through) {

    /** However long the span is, it takes no more slices than this. */
    private static final int MOST_SLICES = 100;

    /** The end of the next slice. @param least how long a slice is at least */
    public Instant nextSlice(Duration least) {
        Duration share = Duration.between(since, until).dividedBy(MOST_SLICES);
        Instant end = through.plus(share.compareTo(least) > 0 ? share : least);
        return end.isBefore(until) ? end : until;
    }
}
