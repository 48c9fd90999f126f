package org.caravanserai.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.caravanserai.exceptions.Cause;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/**
 * Cancels what the warehouse does not know of yet at once, asks the warehouse for what it has, and says so when the parcel
 * has already left.
 */
final class Cancellations {

    /** The alert of an order whose buyer asked the channel to cancel. */
    static final String REQUESTED = "cancel.requested";

    private final Tools tools;
    private final Promises promises;
    private final Recalls recalls;

    Cancellations(Tools tools) {
        this.tools = tools;
        this.promises = new Promises(tools.ids());
        this.recalls = new Recalls(tools);
    }

    void cancel(Batch batch, WorkingOrder order, Observation one, String reason) {
        order.calm(REQUESTED);
        for (WorkingGroup group : order.groups()) {
            if (group.state().isUnreleased()) {
                promises.releaseAll(batch, order, group);
                batch.goesOn(group);
                group.become(GroupState.CANCELLED, null, null);
                record(batch, order, one, group, reason);
            } else if (group.state().isAtWarehouse()) {
                recalls.ask(batch, order, one, group, RecallReason.CANCEL, reason);
            } else if (group.state() == GroupState.SHIPPED || group.state() == GroupState.DELIVERED) {
                batch.except(tools.ids().next(), Cause.CANCEL_AFTER_SHIPMENT, order, null, one.event().id(),
                        "The order was cancelled after group " + group.id() + " had been shipped", "{\"group\":" + group.id() + "}");
            }
        }
    }

    private static void record(Batch batch, WorkingOrder order, Observation one, WorkingGroup group, String reason) {
        batch.audit().add("group.cancelled", "hub", order.id(), one.event().id(),
                JsonNodeFactory.instance.objectNode().put("group", group.id()).put("location", group.location()).put("reason", reason));
    }
}
