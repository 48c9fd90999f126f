package org.caravanserai.allocate.batch;

import java.time.Instant;
import java.util.Map;

/** A parcel that has left, with its units by line number. */
public record ParcelRow(
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
