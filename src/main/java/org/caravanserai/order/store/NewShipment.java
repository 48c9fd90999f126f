package org.caravanserai.order.store;

import java.time.Instant;
import java.util.Map;

/**
 * A parcel that has left.
 *
 * @param reference the warehouse's name of its message
 * @param parcelNo numbers the parcels of the order from 1
 * @param units units by line number
 */
public record NewShipment(
        long id,
        long orderId,
        long groupId,
        String reference,
        int parcelNo,
        String carrier,
        String service,
        String tracking,
        String trackingUrl,
        Instant shippedAt,
        Map<Integer, Integer> units) {}
