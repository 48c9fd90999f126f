package org.caravanserai.base;

import java.time.Duration;

/**
 * How fast schedules run: 1 in production; the demo and the tests speed up every waiting time of the hub (backoff,
 * settle, poll interval) and every rate budget by the same factor as the sandbox speeds its own. Timestamps are never
 * touched.
 */
public record TimeScale(double factor) {

    public static final TimeScale REAL = new TimeScale(1);

    public TimeScale {
        if (!(factor > 0)) {
            throw new ConfigException("hub.time.factor = " + factor + " must be above 0");
        }
    }

    /** The waiting time to use instead of {@code duration}; at least one millisecond when {@code duration} is. */
    public Duration of(Duration duration) {
        return factor == 1 ? duration : Duration.ofNanos(Math.max(1_000_000L, (long) (duration.toNanos() / factor)));
    }

    /** The rate to use instead of {@code perSecond}. */
    public double rate(double perSecond) {
        return perSecond * factor;
    }
}
