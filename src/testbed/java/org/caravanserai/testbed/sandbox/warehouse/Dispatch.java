package org.caravanserai.testbed.sandbox.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the hub asked one warehouse to ship. Of the address it keeps a digest only: the label is printed and forgotten. */
final class Dispatch {

    String dispatchId;
    /** The sender's id of the first message. A redelivery has the same; a broker that was killed does not know that it is one. */
    String messageId;

    String orderId;
    String channel;
    String account;
    String channelOrderId;
    String location;
    /** Digest of the address on the label. */
    String shipTo = "";

    Instant receivedAt;
    /** How often the hub sent it, redeliveries of the broker included. */
    int timesReceived;

    List<Line> lines = new ArrayList<>();
    List<Confirmation> shipments = new ArrayList<>();
    /** Null as long as no recall came; then what was answered. */
    Boolean recalled;

    record Line(int line, String lineId, String sku, int quantity) {}

    /** A parcel with its canonical carrier word. */
    record Parcel(
            String carrier,
            String carrierName,
            String service,
            String trackingNumber,
            String trackingUrl,
            List<Packed> lines) {}

    record Packed(int line, String sku, int quantity) {}

    /** A shipment confirmation, planned and then sent {@code copies} times under the same reference. */
    static final class Confirmation {
        String reference;
        Instant dueAt;
        int copies;
        int sent;
        /** Its message is being sent: nobody can keep the parcel any more. */
        boolean leaving;

        List<Parcel> parcels = new ArrayList<>();
    }

    boolean anythingShipped() {
        return shipments.stream().anyMatch(s -> s.leaving || s.sent > 0);
    }
}
