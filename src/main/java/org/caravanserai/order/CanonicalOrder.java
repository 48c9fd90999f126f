package org.caravanserai.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An order as one channel states it at one moment, in the form that {@code transformers/canonical/order.v1.schema.json}
 * describes. The document has been validated; this is the part of it the hub decides by.
 *
 * @param version the channel's modification time: what decides which of two statements is newer
 * @param status open, pending, cancelled or draft
 * @param document the canonical order without its personal block
 * @param personal the personal block
 */
public record CanonicalOrder(
        String channelOrderId,
        String number,
        Instant version,
        String status,
        String channelStatus,
        Instant placedAt,
        Instant shipBy,
        Instant deliverBy,
        String serviceLevel,
        boolean channelFulfilled,
        boolean test,
        String currency,
        BigDecimal total,
        String presentmentCurrency,
        BigDecimal presentmentTotal,
        String country,
        String region,
        String postcodePrefix,
        boolean cancelRequested,
        List<CanonicalLine> lines,
        JsonNode document,
        JsonNode personal) {

    /** Reads a validated canonical order. The node is taken over: its personal block is cut out of it. */
    public static CanonicalOrder of(ObjectNode order) {
        JsonNode personal = order.remove("personal");
        JsonNode totals = order.path("totals");
        JsonNode destination = order.path("destination");
        List<CanonicalLine> lines = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            lines.add(new CanonicalLine(
                    line.path("lineId").asText(),
                    line.path("sku").asText(""),
                    line.path("ordered").asInt(),
                    line.path("open").isInt() ? line.path("open").intValue() : null,
                    line.path("fulfilled").asInt(),
                    line.path("cancelled").asInt(),
                    line.path("returned").asInt(),
                    line.path("unclear").asInt(),
                    line.path("sent").asBoolean(),
                    line.path("requiresShipping").asBoolean(true)));
        }
        return new CanonicalOrder(
                order.path("orderId").asText(),
                order.path("number").asText(""),
                instant(order, "version"),
                order.path("status").asText(),
                channelStatus(order.path("channelStatus")),
                instant(order, "placedAt"),
                instant(order, "shipBy"),
                instant(order, "deliverBy"),
                order.path("serviceLevel").path("level").asText(""),
                order.path("fulfilledBy").asText().equals("channel"),
                order.path("test").asBoolean(),
                order.path("currency").asText(""),
                money(totals, "total"),
                order.path("presentmentCurrency").asText(""),
                money(totals, "presentmentTotal"),
                destination.path("country").asText(""),
                destination.path("region").asText(""),
                destination.path("postcodePrefix").asText(""),
                order.path("cancellation").path("requested").asBoolean(),
                List.copyOf(lines),
                order,
                personal);
    }

    private static Instant instant(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? Instant.parse(value.textValue()) : null;
    }

    private static BigDecimal money(JsonNode totals, String field) {
        JsonNode value = totals.path(field);
        return value.isTextual() ? new BigDecimal(value.textValue()) : null;
    }

    private static String channelStatus(JsonNode status) {
        List<String> words = new ArrayList<>();
        status.fields().forEachRemaining(word -> {
            if (!word.getValue().isNull()) {
                words.add(word.getKey() + "=" + word.getValue().asText());
            }
        });
        return String.join(" ", words);
    }
}
