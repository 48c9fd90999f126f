package org.caravanserai.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.caravanserai.base.Json;

/** What a channel is told: the input of its {@code shipment} and {@code cancel}. */
final class ToldWork {

    private ToldWork() {}

    static ObjectNode parcel(
            Clock clock, String order, int number, String tracking, String line, int quantity, boolean complete) {
        ObjectNode work = Json.MAPPER.createObjectNode();
        ObjectNode status = work.putObject("status");
        status.put("schema", "status.v1")
                .put("channelOrderId", order)
                .put("rawRef", "")
                .put("parcelNo", number)
                .put("shipmentId", Integer.toString(500 + number))
                .put("carrier", "ups")
                .put("carrierName", "")
                .put("trackingNumber", tracking)
                .put("trackingUrl", "")
                .put("service", "")
                .put("complete", complete)
                .put("shippedAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        ArrayNode lines = status.putArray("lines");
        lines.addObject().put("line", 1).put("lineId", line).put("quantity", quantity);
        return work;
    }

    static ObjectNode cancellation(String order, String id, boolean whole, String line, int quantity, int open) {
        ObjectNode work = Json.MAPPER.createObjectNode();
        ObjectNode status = work.putObject("status");
        status.put("schema", "status.v1")
                .put("channelOrderId", order)
                .put("cancellationId", id)
                .put("reason", "buyer")
                .put("whole", whole);
        status.putArray("lines")
                .addObject()
                .put("line", 1)
                .put("lineId", line)
                .put("quantity", quantity)
                .put("open", open);
        return work;
    }
}
