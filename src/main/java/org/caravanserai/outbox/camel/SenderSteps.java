package org.caravanserai.outbox.camel;

import org.apache.camel.Exchange;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.sender.LeasedPermit;

/** Steps for routes that consume {@code outbox:}; bound as bean {@code sender}. */
public final class SenderSteps {

    /**
     * Stands right before every outward request: ends the route when this hub is no longer the destination's sender.
     *
     * @throws LeaseLostException when it is not; the work is left to the next sender, nothing is written
     */
    public void requireLease(Exchange exchange) {
        LeasedPermit call = exchange.getProperty(LeasedPermit.PROPERTY, LeasedPermit.class);
        if (call == null) {
            throw new IllegalStateException("sender.requireLease only works in a route that consumes outbox:");
        }
        call.requireLease();
    }

    /** The other side has taken it. */
    public void accepted(Exchange exchange) {
        exchange.setProperty(Outcome.PROPERTY, Outcome.ok());
    }
}
