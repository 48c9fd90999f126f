package org.caravanserai.testbed.sandbox.base;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The one clock of the sandbox. Instants are wall-clock time; durations of a channel (retry schedules, background jobs,
 * rate windows) pass {@code factor} times faster than the channel's documentation says.
 *
 * @param clock  source of instants
 * @param factor how many times faster schedules run; above 0
 */
public record SandboxClock(Clock clock, double factor) {

    public SandboxClock {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("--time-factor " + factor + " must be above 0");
        }
    }

    /** Now, to the millisecond. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** How long {@code documented} really lasts here; at least 1 ms unless zero. */
    public Duration real(Duration documented) {
        return documented.isZero()
                ? documented
                : Duration.ofNanos(Math.max(1_000_000L, (long) (documented.toNanos() / factor)));
    }

    /** How many per real second are allowed when the channel documents {@code perSecond}. */
    public double rate(double perSecond) {
        return perSecond * factor;
    }
}
