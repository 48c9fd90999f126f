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
                recalls.ask(
                        round,
                        order,
                        event,
                        group,
                        RecallReason.CANCEL,
                        "cancelled by " + event.actor() + (reason.isEmpty() ? "" : ": " + reason));
            } else if (group.state() == GroupState.SHIPPED) {
                hasLeft(round, order, event, group);
            }
        }
    }

    /** A channel that knew that it had left has taken it off all the same: that is a return. Anybody else is told that it has left. */
    private static void hasLeft(Round round, WorkingOrder order, EventContext event, WorkingGroup group) {
        boolean byChannel = event.actor().startsWith("channel:");
        if (byChannel && order.parcels().areAllTold()) {
            round.audit()
                    .add(
                            "group.to-come-back",
                            event.actor(),
                            order.id(),
                            event.event().id(),
                            JsonNodeFactory.instance.objectNode().put("group", group.id()));
            return;
        }
        CancellationCases.open(
                round,
                CaseCode.CANCEL_AFTER_SHIPMENT,
                order,
                group,
                event.event().id(),
                "Order " + order.number() + " was cancelled by " + event.actor() + " after its group " + group.id()
                        + " had left " + group.location());
    }

    private static void record(Round round, WorkingOrder order, EventContext event, WorkingGroup group, String reason) {
        round.audit()
                .add(
                        "group.cancelled",
                        event.actor(),
                        order.id(),
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .put("reason", reason.isEmpty() ? "" : "for reason " + reason));
    }
}
