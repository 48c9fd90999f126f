package org.caravanserai.outbox;

import org.caravanserai.base.HubHeaders;
import org.caravanserai.outbox.budget.BudgetReading;

/**
 * The right to make one call, as a route sees it. The lease was checked in the transaction that committed the intent; a
 * route asks {@link #requireLease} right before every outward request, since the hub may have been frozen in between.
 */
public interface SendPermit {

    /** Exchange property that holds it. */
    String PROPERTY = HubHeaders.SEND_PERMIT;

    /** No sender stands behind: a call made on somebody's demand, which nobody counts. */
    SendPermit FREE = new SendPermit() {
        @Override
        public void requireLease() {
            // nobody else would call
        }

        @Override
        public void charge(String budget, long cost) {
            // nobody counts
        }

        @Override
        public void correct(BudgetReading reading) {
            // nobody counts
        }
    };

    /**
     * @throws org.caravanserai.outbox.lease.LeaseLostException when this hub is no longer the destination's sender, or
     *     cannot find out in time
     */
    void requireLease();

    /**
     * Takes more of a budget than the operation's declared costs: a further request, a dearer query.
     *
     * @param cost calls or points
     */
    void charge(String budget, long cost);

    /** Passes on what an answer said about a budget. */
    void correct(BudgetReading reading);
}
