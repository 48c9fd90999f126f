package org.caravanserai.testbed.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Which request is sent next and when, and how long its answer took. Shared by the threads of the load. */
final class LoadPlan {

    private final byte[][] requests;
    private final long interval;
    private final long[] latencies;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private long startNanos;
    private long startMicros;

    /** @param rate requests a second, 0: as fast as answers come */
    LoadPlan(byte[][] requests, int rate) {
        this.requests = requests;
        this.interval = rate == 0 ? 0 : 1_000_000_000L / rate;
        this.latencies = new long[requests.length];
    }

    void start() {
        startNanos = System.nanoTime();
        startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** The next request that is due, -1 when none is yet, -2 when all have been taken. */
    int take() {
        for (; ; ) {
            int index = next.get();
            if (index >= requests.length) {
                return -2;
            }
            if (interval > 0 && System.nanoTime() - startNanos < dueNanos(index)) {
                return -1;
            }
            if (next.compareAndSet(index, index + 1)) {
                return index;
            }
        }
    }

    /** Milliseconds until the next request is due, at least 1. */
    long wait(int connections) {
        long nanos = dueNanos(next.get()) - (System.nanoTime() - startNanos);
        return Math.max(1, nanos / 1_000_000);
    }

    /** @param sentNanos when it was sent; where there is a rate the answer's time counts from when it was due */
    void answered(int index, long sentNanos, boolean accepted) {
        long from = interval > 0 ? startNanos + dueNanos(index) : sentNanos;
        latencies[index] = System.nanoTime() - from;
        if (!accepted) {
            refused.incrementAndGet();
        }
        answered.incrementAndGet();
    }

    boolean done() {
        return answered.get() == requests.length;
    }

    byte[] request(int index) {
        return requests[index];
    }

    long dueNanos(int index) {
        return interval * index;
    }

    int count() {
        return requests.length;
    }

    int refused() {
        return refused.get();
    }

    long startMicros() {
        return startMicros;
    }

    double secondsSinceStart() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Nanoseconds, by request. */
    long[] latencies() {
        return latencies;
    }
}
