package org.caravanserai.testbed.sandbox.http;

import java.util.function.LongSupplier;
import org.caravanserai.testbed.sandbox.base.SandboxClock;

/** A leaky bucket as channels publish it: so many points at most, so many back per second of sandbox time. */
public final class TokenBucket {

    private final double capacity;
    private final double perSecond;
    private final double factor;
    private final LongSupplier nanos;
    private double tokens;
    private long last;

    /**
     * @param capacity  most points it holds; it begins full
     * @param perSecond points that come back per documented second
     */
    public TokenBucket(double capacity, double perSecond, SandboxClock clock) {
        this(capacity, perSecond, clock.factor(), System::nanoTime);
    }

    TokenBucket(double capacity, double perSecond, double factor, LongSupplier nanos) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.factor = factor;
        this.nanos = nanos;
        this.tokens = capacity;
        this.last = nanos.getAsLong();
    }

    /** Takes the points if they are all there. */
    public synchronized boolean take(double points) {
        refill();
        if (tokens + 1e-9 < points) {
            return false;
        }
        tokens -= points;
        return true;
    }

    /** Points there now. */
    public synchronized double available() {
        refill();
        return tokens;
    }

    /** Gives points back that a call did not use. */
    public synchronized void giveBack(double points) {
        tokens = Math.min(capacity, tokens + points);
    }

    public double capacity() {
        return capacity;
    }

    public double perSecond() {
        return perSecond;
    }

    private void refill() {
        long now = nanos.getAsLong();
        tokens = Math.min(capacity, tokens + (now - last) / 1e9 * perSecond * factor);
        last = now;
    }
}
