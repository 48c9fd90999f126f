package org.caravanserai.inbox;

/** Wakes the workers of this hub when something was stored, so that they need not wait for their next look. */
public final class InboxSignal {

    private long count;

    public synchronized void wake() {
        count++;
        notifyAll();
    }

    /** What {@link #await} compares with. */
    public synchronized long count() {
        return count;
    }

    /** Returns when {@link #wake} was called since {@code seen} was read, or after {@code millis}. */
    public synchronized void await(long seen, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (count == seen) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
