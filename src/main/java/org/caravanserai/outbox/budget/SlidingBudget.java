package org.caravanserai.outbox.budget;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * So many calls in any span of the window's length, counted in 96 slots (15 minutes of a day). Where one says "empty on
 * take-over", this one assumes that the sender before us spent the budget evenly over the last window: an empty day would
 * silence the account for 24 hours. The counters in the answers put it right.
 */
final class SlidingBudget implements Budget {

    private static final int SLOTS = 96;

    private final LongSupplier nanos;
    private final long slotLength;
    private final long[] spent = new long[SLOTS];
    private long capacity;
    private long total;
    private long slot;
    private long blockedUntil;
    private boolean blocked;

    SlidingBudget(long capacity, Duration window, LongSupplier nanos) {
        this.capacity = capacity;
        this.nanos = nanos;
        this.slotLength = Math.max(1, window.toNanos() / SLOTS);
        this.slot = nanos.getAsLong() / slotLength;
        spread(capacity);
    }

    @Override
    public synchronized Duration waitFor(long cost) {
        roll();
        long now = nanos.getAsLong();
        if (blocked && now - blockedUntil < 0) {
            return Duration.ofNanos(blockedUntil - now);
        }
        blocked = false;
        long missing = total + Math.min(cost, capacity) - capacity;
        if (missing <= 0) {
            return Duration.ZERO;
        }
        // The oldest slots leave first; wait until enough of them have.
        long freed = 0;
        int steps = 0;
        while (freed < missing && steps < SLOTS) {
            steps++;
            freed += spent[index(slot + steps)];
        }
        return Duration.ofNanos(Math.max(1, (slot + steps) * slotLength - now));
    }

    @Override
    public synchronized void take(long cost) {
        roll();
        add(Math.min(cost, capacity));
    }

    @Override
    public synchronized void giveBack(long cost) {
        roll();
        add(-Math.min(cost, capacity));
    }

    @Override
    public synchronized void correct(BudgetReading reading) {
        roll();
        if (reading.capacity() != null && reading.capacity() > 0) {
            capacity = reading.capacity();
        }
        if (reading.remaining() != null) {
            long used = Math.max(0, capacity - reading.remaining());
            if (used > total) {
                add(used - total);
            } else if (used < total) {
                spread(used);
            }
        }
    }

    @Override
    public synchronized void block(Duration time) {
        long until = nanos.getAsLong() + time.toNanos();
        blockedUntil = blocked ? Math.max(blockedUntil, until) : until;
        blocked = true;
    }

    private void spread(long used) {
        Arrays.fill(spent, used / SLOTS);
        for (int i = 1; i <= used % SLOTS; i++) {
            spent[index(slot + i)]++;
        }
        total = used;
    }

    private void add(long cost) {
        spent[index(slot)] += cost;
        total += cost;
    }

    private void roll() {
        long now = nanos.getAsLong() / slotLength;
        for (long i = Math.max(slot + 1, now - SLOTS + 1); i <= now; i++) {
            total -= spent[index(i)];
            spent[index(i)] = 0;
        }
        slot = Math.max(slot, now);
    }

    private static int index(long slot) {
        return Math.floorMod(slot, SLOTS);
    }
}
