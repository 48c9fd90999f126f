package org.caravanserai.base;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Wakes whoever waits for work before the next look at the database is due: to be called after work was committed. Cheap;
 * many calls become one look. Safe for use by many threads, and for any number that wait.
 */
public final class WorkSignal {

    private long count;

    /** There may be work. */
    public synchronized void wake() {
        count++;
        notifyAll();
    }

    /** How often it was woken so far: to be read before looking for work, so that no call in between is missed. */
    public synchronized long count() {
        return count;
    }

    /**
     * Returns when {@link #wake} was called since {@code seen} was read, at once if it was already, or after {@code longest}.
     *
     * @param seen an earlier {@link #count}
     */
    public synchronized void await(long seen, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); count == seen && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
