package org.caravanserai.outbox.budget;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.caravanserai.base.TimeScale;

/** A bucket into which calls or cost points flow back at a steady rate. */
final class FlowBudget implements Budget {

    private static final double NANOS = 1e9;
    /** An answer may not slow a budget down by more than this: a rate of nearly nothing would silence the account. */
    private static final double SLOWEST = 0.1;

    private final TimeScale timeScale;
    private final LongSupplier nanos;
    private double capacity;
    private final double declared;
    private double perSecond;
    private double level;
    private long filledAt;

    FlowBudget(long capacity, TimeScale timeScale, double perSecond, LongSupplier nanos) {
        this.capacity = capacity;
        this.timeScale = timeScale;
        this.declared = perSecond;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.filledAt = nanos.getAsLong();
    }

    @Override
    public synchronized Duration waitFor(long cost) {
        fill();
        double missing = Math.min(cost, capacity) - level;
        return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS));
    }

    @Override
    public synchronized void take(long cost) {
        fill();
        level -= Math.min(cost, capacity);
    }

    @Override
    public synchronized void giveBack(long cost) {
        fill();
        level = Math.min(capacity, level + Math.min(cost, capacity));
    }

    @Override
    public synchronized void correct(BudgetReading reading) {
        fill();
        if (reading.capacity() != null && reading.capacity() > 0) {
            capacity = reading.capacity();
        }
        if (reading.perSecond() != null && reading.perSecond() > 0) {
            perSecond = Math.max(declared * SLOWEST, timeScale.rate(reading.perSecond()));
        }
        if (reading.remaining() != null) {
            level = Math.max(-capacity, Math.min(capacity, reading.remaining()));
        }
    }

    @Override
    public synchronized void block(Duration time) {
        fill();
        // one call may have to flow back first: what was thought to be left was not
        level = Math.min(level, 1 - Math.max(1, time.toNanos() / NANOS * perSecond));
    }

    private void fill() {
        long now = nanos.getAsLong();
        level = Math.min(capacity, level + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
