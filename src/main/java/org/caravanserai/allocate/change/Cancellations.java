package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * Cancels what the warehouse does not know of yet at once, asks the warehouse for what it has, and says so when the parcel
 * has already left.
 */
public final class Cancellations {

    /** The alert of an order whose buyer asked the channel to cancel. */
    public static final String REQUESTED = "cancel.requested";

    private final BatchDependencies tools;
    private final Reservations promises;
    private final Recalls recalls;

    public Cancellations(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
        this.recalls = new Recalls(tools);
    }

    public void cancel(Batch batch, WorkingOrder order, EventContext one, String reason) {
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
                batch.except(
                        tools.ids().next(),
                        CaseCode.CANCEL_AFTER_SHIPMENT,
                        order,
                        null,
                        one.event().id(),
                        "The order was cancelled after group " + group.id() + " had been shipped",
                        "{\"group\":" + group.id() + "}");
            }
        }
    }

    private static void record(Batch batch, WorkingOrder order, EventContext one, WorkingGroup group, String reason) {
        batch.audit()
                .add(
                        "group.cancelled",
                        "hub",
                        order.id(),
                        one.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .put("reason", reason));
    }
}
