package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.NewShipment;

/** The document {@code status.v1}: what a channel is told about a parcel that has left. */
final class StatusMessage {

    private StatusMessage() {}

    /** To be made before the parcel is added to those the order has under its tracking number. */
    static ObjectNode of(WorkingOrder order, NewShipment shipment, String carrierName) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("schema", "status.v1")
                .put("orderId", Long.toString(order.id()))
                .put("channelOrderId", order.channelOrderId())
                .put("number", order.number())
                .put("parcelNo", shipment.parcelNo())
                .put("shipmentId", Long.toString(shipment.id()))
                .put("carrier", shipment.carrier())
                .put("carrierName", carrierName)
                .put("service", shipment.service())
                .put("trackingNumber", shipment.tracking())
                .put("trackingUrl", shipment.trackingUrl())
                .put("shippedAt", shipment.shippedAt().toString())
                .put("complete", completes(order));
        ArrayNode lines = status.putArray("lines");
        shipment.units().forEach((no, quantity) -> {
            WorkingLine line = order.lines().get(no);
            lines.addObject()
                    .put("line", no)
                    .put("lineId", line.channelLineId())
                    .put("sku", line.channelSku())
                    .put("quantity", quantity);
        });
        // the channel is told parcel by parcel in their order: what it holds under this number before this one is the
        // sisters'
        Map<Integer, Integer> before = order.parcels().under(shipment.tracking());
        if (!before.isEmpty()) {
            ArrayNode alreadyTold = status.putArray("alreadyTold");
            before.forEach((no, quantity) -> alreadyTold
                    .addObject()
                    .put("lineId", order.lines().get(no).channelLineId())
                    .put("quantity", quantity));
        }
        if (!order.references().isEmpty()) {
            status.set("references", order.references());
        }
        return status;
    }

    /** Whether nothing of the order is left to be shipped. */
    static boolean completes(WorkingOrder order) {
        return order.groups().stream().allMatch(group -> group.state().isTerminal() || group.shippedAll());
    }
}
