package org.caravanserai.allocate.hold;

import java.sql.SQLException;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.order.WorkingOrder;

/**
 * One cause that keeps orders from going on. It is asked about every order the batch works on, places its hold when the cause
 * is there and lifts it when it is not. It changes nothing else.
 */
@FunctionalInterface
public interface HoldRule {

    /** What it says of the orders of one round. */
    @FunctionalInterface
    interface Decision {

        void decide(WorkingOrder order);
    }

    /** Reads, once for the whole round, what it decides by. */
    Decision prepare(Round round) throws SQLException;
}
