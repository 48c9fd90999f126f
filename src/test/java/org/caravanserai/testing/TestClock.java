package org.caravanserai.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of tests whose fixtures are dated: it starts on the fixtures' day whatever the day of the run, and is moved by
 * hand. A ticking one goes on by itself besides, as fast as real time, for tests that await threads; a standing one does
 * not. Microseconds, as PostgreSQL stores them. Every clock has its own time; threads may share one.
 */
public final class TestClock extends Clock {

    /** Noon of the day on which the fixtures' orders are placed. */
    public static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final AtomicReference<Instant> start;
    private final boolean ticks;
    private final long began = System.nanoTime();

    private TestClock(Instant start, boolean ticks) {
        this.start = new AtomicReference<>(start);
        this.ticks = ticks;
    }

    /** Starts at {@link #START} and goes on by itself. */
    public static TestClock ticking() {
        return new TestClock(START, true);
    }

    /** Starts at {@link #START} and shows it until it is moved. */
    public static TestClock standing() {
        return new TestClock(START, false);
    }

    /** Moves the time on, or back when {@code by} is negative. */
    public void move(Duration by) {
        start.updateAndGet(at -> at.plus(by));
    }

    @Override
    public Instant instant() {
        Instant at = start.get();
        return ticks ? at.plusNanos(System.nanoTime() - began).truncatedTo(ChronoUnit.MICROS) : at;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not needed: the hub's times are UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the hub's times are UTC");
    }
}
