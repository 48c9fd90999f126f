package org.caravanserai.outbox.sender;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.caravanserai.base.TimeScale;
import org.caravanserai.outbox.budget.LongestWait;
import org.caravanserai.outbox.source.Backoff;

/** Since when, and how long yet, a channel keeps one account waiting. Safe for several threads. */
final class KeptWaiting {

    private static final int MOST_DOUBLINGS = 20;

    private final TimeScale timeScale;
    private final LongSupplier nanos;
    private int inARow;
    private long since;
    private long until;
    private boolean mayBeTold = true;

    KeptWaiting(TimeScale timeScale, LongSupplier nanos) {
        this.timeScale = timeScale;
        this.nanos = nanos;
    }

    /**
     * The channel said "too many", or "not now".
     *
     * @param asked how long to wait, in its time; null: it did not say, then each time in a row the wait is doubled
     * @return how long, in the channel's time
     */
    synchronized Duration refused(Duration asked) {
        long now = nanos.getAsLong();
        if (inARow == 0) {
            since = now;
            until = now;
        }
        Duration doubled = Backoff.BASE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, inARow));
        Duration wait = asked != null ? asked : least(doubled, LongestWait.READS);
        inARow++;
        until = Math.max(
                until, now + timeScale.of(least(wait, LongestWait.WRITES)).toNanos());
        return wait;
    }

    /** The channel answered a call as it should. While a wait it asked for lasts, that is the answer to a read only. */
    synchronized void answered() {
        if (inARow > 0 && nanos.getAsLong() - until >= 0) {
            inARow = 0;
        }
    }

    /** Whether it lasts, or will last, so long that people have to know. */
    synchronized boolean isLong() {
        return inARow > 0
                && Math.max(until, nanos.getAsLong()) - since
                        >= timeScale.of(LongestWait.UNTOLD).toNanos();
    }

    /** How long yet, in our time. */
    synchronized Duration left() {
        return Duration.ofNanos(inARow == 0 ? 0 : Math.max(0, until - nanos.getAsLong()));
    }

    /** Whether a case of an account that waits no more may be open: always at first, somebody before us may have opened it. */
    synchronized boolean isOver() {
        return inARow == 0 && mayBeTold;
    }

    /** People know of it, or know that it is over. */
    synchronized void told(boolean open) {
        mayBeTold = open;
    }

    /** The account is reached in another way now. */
    synchronized void forget() {
        inARow = 0;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
