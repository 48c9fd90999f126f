package org.caravanserai.order.store;

import java.time.Instant;
import java.util.Map;
import org.caravanserai.order.WorkingParcel;
import org.caravanserai.order.due.TellState;
import org.caravanserai.order.due.TellState.TellPhase;

/**
 * A parcel that has left.
 *
 * @param outboxId the message that tells the channel; null when it is told of nothing
 * @param completes nothing of the order is left to be shipped after it: the message may mark the order as sent
 * @param reference the warehouse's name of its message
 * @param parcelNo numbers the parcels of the order from 1
 * @param units units by line number
 */
public record NewShipment(
        long id,
        long orderId,
        long groupId,
        Long outboxId,
        boolean completes,
        String reference,
        int parcelNo,
        String carrier,
        String service,
        String tracking,
        String trackingUrl,
        Instant shippedAt,
        Map<Integer, Integer> units) {

    /** As the order that it left knows it from now on. */
    public WorkingParcel working() {
        TellState tell = new TellState(TellPhase.NONE, null, null, null, completes);
        WorkingParcel parcel = new WorkingParcel(id, parcelNo, tracking, outboxId, tell, "", false, shippedAt);
        units.forEach(parcel::put);
        return parcel;
    }
}
