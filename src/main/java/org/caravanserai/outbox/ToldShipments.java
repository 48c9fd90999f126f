package org.caravanserai.outbox;

import java.time.Instant;
import java.util.List;

/** Where the senders say which parcels a channel has been told of. */
@FunctionalInterface
public interface ToldShipments {

    /**
     * Writes it down in the transaction that is running. A parcel that was told before keeps its first time.
     *
     * @param shipmentIds sorted, of table {@code shipment}; an id that is none is passed over
     */
    void told(List<Long> shipmentIds, Instant at);
}
