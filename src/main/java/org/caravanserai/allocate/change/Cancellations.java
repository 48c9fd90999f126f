package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
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

    private final BatchDependencies dependencies;
    private final Reservations reservations;
    private final Recalls recalls;

    public Cancellations(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
        this.recalls = new Recalls(dependencies);
    }

    public void cancel(Round round, WorkingOrder order, EventContext event, String reason) {
        order.alerts().clear(REQUESTED);
        for (WorkingGroup group : order.groups()) {
            if (group.state().isUnreleased()) {
                reservations.releaseAll(round, order, group);
                round.cases().resolveOf(group);
                group.stopAt(GroupState.CANCELLED);
                record(round, order, event, group, reason);
            } else if (group.state().isAtWarehouse()) {
                recalls.ask(round, order, event, group, RecallReason.CANCEL, reason);
            } else if (group.state() == GroupState.SHIPPED || group.state() == GroupState.DELIVERED) {
                round.cases()
                        .open(
                                CaseCode.CANCEL_AFTER_SHIPMENT,
                                order,
                                event.event().id(),
                                "The order was cancelled after group " + group.id() + " had been shipped",
                                "{\"group\":" + group.id() + "}");
            }
        }
    }

    private static void record(Round round, WorkingOrder order, EventContext event, WorkingGroup group, String reason) {
        round.audit()
                .add(
                        "group.cancelled",
                        "hub",
                        order.id(),
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .put("reason", reason));
    }
}
