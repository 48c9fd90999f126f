package org.caravanserai.outbox.sender;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.budget.BudgetReading;
import org.caravanserai.outbox.budget.Budgets;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.lease.Leases;

/** The permit of a sender that holds its destination's lease. Not for several threads at once. */
final class LeasedPermit implements SendPermit {

    /** A lease check older than this is made again; far below the lease time, so that a thawed hub notices in time. */
    static final Duration FRESH = Duration.ofSeconds(3);

    private static final int TRIES = 3;

    private final Lease lease;
    private final Leases leases;
    private final Budgets budgets;
    private final LongSupplier nanos;
    private long checkedAt;

    /** @param checkedAt when the lease was last seen to be ours, of the clock {@code nanos} */
    LeasedPermit(Lease lease, long checkedAt, Leases leases, Budgets budgets, LongSupplier nanos) {
        this.lease = lease;
        this.checkedAt = checkedAt;
        this.leases = leases;
        this.budgets = budgets;
        this.nanos = nanos;
    }

    @Override
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

    @Override
    public void charge(String budget, long cost) {
        budgets.take(Map.of(budget, cost));
    }

    @Override
    public void correct(BudgetReading reading) {
        budgets.correct(reading);
    }
}
