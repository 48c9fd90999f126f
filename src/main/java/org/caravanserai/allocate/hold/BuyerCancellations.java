package org.caravanserai.allocate.hold;

import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Cancellations;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingOrder;

/** The buyer asked the channel to cancel: nothing more is released before a person has decided. */
public final class BuyerCancellations implements HoldRule {

    private static final String CAUSE = CaseCode.BUYER_WANTS_CANCEL.code();
    private static final String SOURCE = "statement";

    @Override
    public Decision prepare(Round round) {
        return this::decide;
    }

    private void decide(WorkingOrder order) {
        if (order.alerts().has(Cancellations.REQUESTED)) {
            order.holds()
                    .place(
                            CAUSE,
                            HoldStep.RELEASE,
                            SOURCE,
                            null,
                            "The buyer asked the channel to cancel order " + order.number());
        } else {
            order.holds().lift(CAUSE, SOURCE);
        }
    }
}
