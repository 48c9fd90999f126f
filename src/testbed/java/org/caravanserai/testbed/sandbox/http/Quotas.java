package org.caravanserai.testbed.sandbox.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** The rate budgets of one caller, a bucket for each plan, and who does not wait for them. */
public final class Quotas {

    /** So many refusals in a row show a caller who does not wait. */
    private static final int STUBBORN = 5;

    private final Function<String, TokenBucket> plans;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusedInARow = new ConcurrentHashMap<>();

    /** @param plans makes the full bucket of a plan */
    public Quotas(Function<String, TokenBucket> plans) {
        this.plans = plans;
    }

    /**
     * Takes points from the plan's bucket, if they are all there.
     *
     * @param stubborn told, once in a row of refusals, how many there were
     */
    public boolean take(String plan, double points, IntConsumer stubborn) {
        if (bucket(plan).take(points)) {
            refusedInARow.remove(plan);
            return true;
        }
        if (refusedInARow.merge(plan, 1, Integer::sum) == STUBBORN) {
            stubborn.accept(STUBBORN);
        }
        return false;
    }

    public TokenBucket bucket(String plan) {
        return buckets.computeIfAbsent(plan, plans);
    }
}
