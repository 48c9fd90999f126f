package org.caravanserai.outbox.source;

import java.time.Duration;
import java.util.Random;
import org.caravanserai.base.TimeScale;

/**
 * Waiting times between attempts: exponential with full jitter, so that everything that failed together does not come
 * back together. What the other side asked for is the least; the time scale of the hub applies to both.
 */
public final class Backoff {

    /** Upper bound of the first wait after a failure. */
    public static final Duration BASE = Duration.ofSeconds(1);
    /** Upper bound of the first wait when the other side is merely not ready. */
    public static final Duration NOT_READY = Duration.ofSeconds(5);
    /** No wait is drawn from more than this. */
    public static final Duration CAP = Duration.ofMinutes(5);

    private final TimeScale timeScale;
    private final Random random;

    public Backoff(TimeScale timeScale, Random random) {
        this.timeScale = timeScale;
        this.random = random;
    }

    /**
     * @param attempt the one that just failed, from 1
     * @param asked what the other side asked for; null when nothing
     */
    public Duration after(int attempt, Duration base, Duration asked) {
        long bound = Math.min(CAP.toNanos(), base.toNanos() << Math.min(20, Math.max(0, attempt - 1)));
        long drawn = (long) (random.nextDouble() * bound);
        return timeScale.of(Duration.ofNanos(drawn + (asked == null ? 0 : asked.toNanos())));
    }

    /** A fixed waiting time on the hub's time scale. */
    public Duration plain(Duration time) {
        return timeScale.of(time);
    }
}
