package org.caravanserai.outbox.budget;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.caravanserai.base.TimeScale;

/** So many calls per window; the first window is taken as used up, since we do not know who called before us. */
final class WindowBudget implements Budget {

    private final TimeScale timeScale;
    private final LongSupplier nanos;
    private final long window;
    private long capacity;
    private long left;
    private long endsAt;
    private boolean open = true;
    private boolean blocked;

    WindowBudget(long capacity, TimeScale timeScale, Duration window, LongSupplier nanos) {
        this.capacity = capacity;
        this.timeScale = timeScale;
        this.window = timeScale.of(window).toNanos();
        this.nanos = nanos;
        this.endsAt = nanos.getAsLong() + this.window;
    }

    @Override
    public synchronized Duration waitFor(long cost) {
        roll();
        return left >= Math.min(cost, capacity)
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(1, endsAt - nanos.getAsLong()));
    }

    @Override
    public synchronized void take(long cost) {
        roll();
        if (!open) {
            open = true;
            endsAt = nanos.getAsLong() + window;
        }
        left -= Math.min(cost, capacity);
    }

    @Override
    public synchronized void giveBack(long cost) {
        roll();
        left = Math.min(capacity, left + Math.min(cost, capacity));
    }

    @Override
    public synchronized void correct(BudgetReading reading) {
        roll();
        if (reading.capacity() != null && reading.capacity() > 0) {
            capacity = reading.capacity();
        }
        if (reading.remaining() != null) {
            left = Math.min(capacity, reading.remaining());
            if (!open) {
                open = true;
                endsAt = nanos.getAsLong() + window;
            }
        }
        if (reading.resetIn() != null) {
            open = true;
            endsAt = nanos.getAsLong() + timeScale.of(reading.resetIn()).toNanos();
        }
    }

    @Override
    public synchronized void block(Duration time) {
        roll();
        long until = nanos.getAsLong() + Math.max(1, time.toNanos());
        endsAt = blocked ? Math.max(endsAt, until) : until;
        blocked = true;
        open = true;
        left = Math.min(left, 0);
    }

    private void roll() {
        if (open && nanos.getAsLong() - endsAt >= 0) {
            open = false;
            blocked = false;
            left = capacity;
        }
    }
}
