package org.caravanserai.allocate.hold;

import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingOrder;

/** The channel marked the order as a test: nothing of it is reserved. */
public final class TestOrders implements HoldRule {

    private static final String CAUSE = CaseCode.TEST_ORDER.code();
    private static final String SOURCE = "statement";

    @Override
    public Decision prepare(Round round) {
        return this::decide;
    }

    private void decide(WorkingOrder order) {
        if (order.head().test()) {
            order.holds()
                    .place(
                            CAUSE,
                            HoldStep.ALLOCATE,
                            SOURCE,
                            null,
                            "Order " + order.number() + " is a test order of the channel");
        } else {
            order.holds().lift(CAUSE, SOURCE);
        }
    }
}
