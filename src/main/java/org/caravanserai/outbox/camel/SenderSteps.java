package org.caravanserai.outbox.camel;

import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.lease.LeaseLostException;

/** Steps for routes that consume {@code outbox:}; bound as bean {@code senderSteps}. */
public final class SenderSteps {

    /**
     * Stands right before every outward request: ends the route when this hub is no longer the destination's sender.
     *
     * @throws LeaseLostException when it is not; the work is left to the next sender, nothing is written
     */
    public void requireLease(Exchange exchange) {
        SendPermit permit = exchange.getProperty(SendPermit.PROPERTY, SendPermit.class);
        if (permit == null) {
            throw new IllegalStateException("sender.requireLease only works in a route that consumes outbox:");
        }
        permit.requireLease();
    }

    /** The other side has taken it. */
    @Leaves(properties = {HubHeaders.OUTCOME})
    public void accepted(Exchange exchange) {
        exchange.setProperty(Outcome.PROPERTY, Outcome.ok());
    }
}
