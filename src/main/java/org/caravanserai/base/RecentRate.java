package org.caravanserai.base;

import java.util.function.LongSupplier;

/** Counts what happened in each of the last sixty seconds. Safe for use by many threads. */
public final class RecentRate {

    private static final int SECONDS = 60;
    private static final long NANOS = 1_000_000_000L;

    private final LongSupplier nanos;
    private final long[] counts = new long[SECONDS];
    private long second;

    /** @param nanos a clock like {@link System#nanoTime} */
    public RecentRate(LongSupplier nanos) {
        this.nanos = nanos;
        this.second = nanos.getAsLong() / NANOS;
    }

    public synchronized void count(int times) {
        roll();
        counts[Math.floorMod(second, SECONDS)] += times;
    }

    /** Average over the last minute. */
    public synchronized double perSecond() {
        roll();
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return (double) total / SECONDS;
    }

    private void roll() {
        long now = nanos.getAsLong() / NANOS;
        for (long i = Math.max(second + 1, now - SECONDS + 1); i <= now; i++) {
            counts[Math.floorMod(i, SECONDS)] = 0;
        }
        second = Math.max(second, now);
    }
}
