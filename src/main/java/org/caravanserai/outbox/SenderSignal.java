package org.caravanserai.outbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes this hub's senders before their next look at the database: whoever committed work for them calls it afterwards. */
public final class SenderSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean pending;

    /** There may be work for this destination. Cheap; many calls become one look. */
    public void wake(String destination) {
        wake();
    }

    /** There may be work for some destination. */
    public void wake() {
        lock.lock();
        try {
            pending = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until woken or until {@code longest} is over. */
    public void await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!pending && left > 0) {
                left = woken.awaitNanos(left);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }
}
