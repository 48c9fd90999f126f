package org.caravanserai.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads validated canonical documents other than orders. */
final class Documents {

    private Documents() {
    }

    static Content.Shipped shipped(JsonNode document, AccountRef account) {
        List<Content.Parcel> parcels = new ArrayList<>();
        for (JsonNode parcel : document.path("parcels")) {
            List<Content.ParcelLine> lines = new ArrayList<>();
            for (JsonNode line : parcel.path("lines")) {
                lines.add(new Content.ParcelLine(line.path("line").asInt(0), line.path("lineId").asText(""), line.path("sku").asText(""),
                        line.path("quantity").asInt()));
            }
            parcels.add(new Content.Parcel(parcel.path("carrier").asText(), parcel.path("carrierName").asText(""), parcel.path("service").asText(""),
                    parcel.path("trackingNumber").asText(), parcel.path("trackingUrl").asText(""), List.copyOf(lines)));
        }
        String dispatch = document.path("dispatchId").asText("");
        OrderRef order = document.has("order") ? new OrderRef(document.path("order").path("accountId").asInt(account.id()),
                document.path("order").path("orderId").asText()) : null;
        return new Content.Shipped(document.path("reference").asText(), dispatch.isEmpty() ? null : Long.valueOf(dispatch), order,
                document.path("location").asText(""), Instant.parse(document.path("shippedAt").asText()), List.copyOf(parcels));
    }

    static Content.Counted counted(JsonNode document) {
        List<Content.Count> counts = new ArrayList<>();
        for (JsonNode level : document.path("levels")) {
            counts.add(new Content.Count(level.path("sku").asText(), level.path("location").asText(), level.path("onHand").asInt()));
        }
        return new Content.Counted(document.path("reference").asText(), Instant.parse(document.path("asOf").asText()), List.copyOf(counts));
    }

    static Content.Cancel cancel(JsonNode document) {
        JsonNode order = document.path("order");
        return new Content.Cancel(document.hasNonNull("orderId") ? Long.valueOf(document.path("orderId").asText()) : null,
                order.isObject() ? new OrderRef(order.path("accountId").asInt(), order.path("orderId").asText()) : null,
                document.path("reason").asText("requested"));
    }

    static Content.Redrive redrive(JsonNode document) {
        return new Content.Redrive(document.path("caseId").asLong(), longOrNull(document, "orderId"), longOrNull(document, "inboxId"),
                document.path("actor").asText("hub"));
    }

    private static Long longOrNull(JsonNode document, String field) {
        return document.hasNonNull(field) ? Long.valueOf(document.path(field).asText()) : null;
    }
}
