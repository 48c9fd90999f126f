package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.ShippedParcels;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingParcel;
import org.caravanserai.order.due.Counting;
import org.caravanserai.order.due.StatementFinding;
import org.caravanserai.order.due.TellState.TellPhase;
import org.caravanserai.translate.EventContext;

/**
 * A statement names a parcel of ours: the channel has it. A call about it that was refused, or whose outcome nobody knows, is not
 * made again, and its case is over.
 */
final class NamedParcels {

    void note(
            Round round,
            EventContext event,
            WorkingOrder order,
            OrderSnapshot stated,
            StatementFinding.Accepted accepted) {
        WorkingParcel parcel = order.parcels().byId(accepted.parcelId()).orElse(null);
        if (parcel == null || isOneOfSeveral(order, parcel)) {
            return;
        }
        boolean unsettled =
                parcel.tell().phase() == TellPhase.UNKNOWN || parcel.tell().phase() == TellPhase.REFUSED;
        if (unsettled && isHalfDone(parcel, stated)) {
            return;
        }
        if (unsettled) {
            round.messagesNotNeeded().add(parcel.outboxId());
            round.audit()
                    .add(
                            "parcel.named",
                            event.actor(),
                            order.id(),
                            event.event().id(),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("parcel", parcel.number())
                                    .put("channelId", accepted.channelId()));
        }
        parcel.namedAs(accepted.channelId(), round.now());
    }

    /** The call was to mark the order as sent besides, and the statement does not: the rest of it is still to be done. */
    private static boolean isHalfDone(WorkingParcel parcel, OrderSnapshot stated) {
        return stated.counting() != Counting.UNITS
                && parcel.tell().marksSent()
                && !stated.isMarkedSent()
                && !stated.isCancelled();
    }

    /** Of parcels that share a tracking number the statement does not say which it means; one without is known by the channel's id. */
    private static boolean isOneOfSeveral(WorkingOrder order, WorkingParcel parcel) {
        String number = ShippedParcels.normal(parcel.tracking());
        return !number.isEmpty()
                && order.parcels().stream()
                                .filter(one ->
                                        ShippedParcels.normal(one.tracking()).equals(number))
                                .count()
                        > 1;
    }
}
