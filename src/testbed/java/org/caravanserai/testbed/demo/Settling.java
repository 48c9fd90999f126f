package org.caravanserai.testbed.demo;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Waits until nothing more happens of itself. It is patient as long as anything moves; what stands still for longer than
 * the slowest schedule (a poll every quarter of an hour, and its lag, in the speeded-up time) will not come.
 */
public final class Settling {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STALLED = Duration.ofSeconds(45);
    private static final Duration SLOWEST = Duration.ofMinutes(25);
    /** Deliveries that are tried again and again although their orders are settled are given this long. */
    private static final Duration REPEATS = Duration.ofSeconds(10);

    private final DemoRun demoRun;
    private final Duration stalled;

    public Settling(DemoRun demoRun, double timeFactor) {
        this.demoRun = demoRun;
        this.stalled = STALLED.plus(Duration.ofMillis((long) (SLOWEST.toMillis() / timeFactor)));
    }

    /** Returns whether it settled; false when it stood still before. {@code progress} hears of each look. */
    public boolean await(Consumer<String> progress) {
        return await(progress, Situation::settled);
    }

    /** Like {@link #await(Consumer)}, but without waiting for events that channels deliver again and again. */
    public boolean awaitQuiet(Consumer<String> progress) {
        return await(progress, Situation::quiet);
    }

    private boolean await(Consumer<String> progress, Predicate<Situation> over) {
        Situation before = null;
        long moved = System.nanoTime();
        long begun = moved;
        while (true) {
            Situation now = look(before);
            progress.accept(String.format(
                    "%4d s  %s", (System.nanoTime() - begun) / 1_000_000_000L, now == null ? "starting" : now));
            if (now != null && over.test(now)) {
                return true;
            }
            if (now == null || !now.equals(before)) {
                moved = System.nanoTime();
            }
            long still = System.nanoTime() - moved;
            if (still > stalled.toNanos() || now != null && now.quiet() && still > REPEATS.toNanos()) {
                return false;
            }
            before = now;
            Child.pause(TICK);
        }
    }

    /** Somebody who is being started again cannot be asked for a moment; that is no change. */
    private Situation look(Situation before) {
        try {
            return Situation.of(demoRun);
        } catch (DemoException e) {
            if (!demoRun.hub().child().process().isAlive()) {
                throw e;
            }
            return before;
        }
    }
}
