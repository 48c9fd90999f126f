package org.caravanserai.outbox.send;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.outbox.budget.BudgetReading;
import org.caravanserai.outbox.budget.Budgets;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.lease.Leases;

/**
 * The right to make one call, as the route sees it. The lease was checked in the transaction that committed the intent;
 * a route calls {@link #requireLease} right before every outward request, since the hub may have been frozen in between.
 */
public final class Call {

    /** Exchange property that holds the call. */
    public static final String PROPERTY = HubHeaders.CALL;

    /** A lease check older than this is made again; far below the lease time, so that a thawed hub notices in time. */
    static final Duration FRESH = Duration.ofSeconds(3);

    private static final int TRIES = 3;

    private final Lease lease;
    private final Leases leases;
    private final Budgets budgets;
    private final LongSupplier nanos;
    private long checkedAt;

    Call(Lease lease, long checkedAt, Leases leases, Budgets budgets, LongSupplier nanos) {
        this.lease = lease;
        this.checkedAt = checkedAt;
        this.leases = leases;
        this.budgets = budgets;
        this.nanos = nanos;
    }

    /** @throws LeaseLostException when this hub is no longer the destination's sender, or cannot find out in time */
    public void requireLease() {
        for (int i = 0; i < TRIES; i++) {
            long now = nanos.getAsLong();
            if (now - checkedAt < FRESH.toNanos()) {
                return;
            }
            if (!leases.confirm(lease)) {
                throw new LeaseLostException(lease);
            }
            checkedAt = now;
        }
        throw new LeaseLostException(lease);
    }

    /** Takes more of a budget than the operation's declared costs: a further request, a dearer query. */
    public void charge(String budget, long cost) {
        budgets.take(Map.of(budget, cost));
    }

    /** Passes on what an answer said about a budget. */
    public void correct(BudgetReading reading) {
        budgets.correct(reading);
    }
}
