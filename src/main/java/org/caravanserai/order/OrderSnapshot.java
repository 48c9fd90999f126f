package org.caravanserai.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.caravanserai.base.Json;
import org.caravanserai.order.due.Counting;

/**
 * An order as one channel states it at one moment, in the form that {@code transformers/canonical/order.v1.schema.json}
 * describes. The document has been validated; this is the part of it the hub decides by.
 *
 * @param version the channel's modification time: what decides which of two snapshots is newer
 * @param shipBy when it must have left, null when the channel does not say; {@code deliverBy} alike
 * @param channelFulfilled the channel ships it itself: recorded, never reserved
 * @param total in {@code currency}, null when not stated; {@code presentmentTotal} is what the buyer saw
 * @param postcodePrefix what of the postcode is no personal data
 * @param cancelRequested the buyer has asked the channel to cancel
 * @param counting how the channel counts what was sent
 * @param parcels every parcel the channel knows of; empty where its snapshots do not list them
 * @param document the canonical order without its personal block
 * @param personal the personal block
 * @param documentBytes the document as it is hashed and stored: written once, as writing costs more than most steps
 * @param personalBytes the same of the personal block
 */
public record OrderSnapshot(
        String channelOrderId,
        String number,
        Instant version,
        SnapshotStatus status,
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
        List<SnapshotLine> lines,
        Counting counting,
        Optional<List<SnapshotParcel>> parcels,
        JsonNode document,
        JsonNode personal,
        byte[] documentBytes,
        byte[] personalBytes) {

    /**
     * Reads a validated canonical order. The node is taken over: its personal block is cut out of it.
     *
     * @throws IllegalArgumentException when it was not validated: a status or a time that the schema does not allow
     */
    public static OrderSnapshot of(ObjectNode order) {
        return of(order, UnaryOperator.identity());
    }

    /** As {@link #of(ObjectNode)}. @param believed what counts of the time at which it says it was placed; the document keeps that */
    public static OrderSnapshot of(ObjectNode order, UnaryOperator<Instant> believed) {
        JsonNode personal = order.remove("personal");
        JsonNode totals = order.path("totals");
        JsonNode destination = order.path("destination");
        List<SnapshotLine> lines = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            lines.add(new SnapshotLine(
                    line.path("lineId").asText(),
                    new ListingKey(
                            line.at("/listing/product").asText(""),
                            line.at("/listing/variant").asText(""),
                            line.path("sku").asText("")),
                    line.path("ordered").asInt(),
                    line.path("open").isNumber() ? line.path("open").intValue() : null,
                    line.path("fulfilled").asInt(),
                    line.path("cancelled").asInt(),
                    line.path("returned").asInt(),
                    line.path("unclear").asInt(),
                    line.path("sent").asBoolean(),
                    line.path("requiresShipping").asBoolean(true)));
        }
        return new OrderSnapshot(
                order.path("orderId").asText(),
                order.path("number").asText(""),
                instant(order, "version"),
                SnapshotStatus.of(order.path("status").asText()),
                channelStatus(order.path("channelStatus")),
                believed.apply(instant(order, "placedAt")),
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
                counting(order, lines),
                parcels(order.path("parcels")),
                order,
                personal,
                bytes(order),
                bytes(personal));
    }

    /** Whoever says of a line how many units are open counts units, unless it is said that another word holds. */
    private static Counting counting(JsonNode order, List<SnapshotLine> lines) {
        boolean counts = lines.stream().allMatch(line -> line.open() != null);
        Counting said = Counting.of(order.path("counts").asText()).orElse(Counting.UNITS);
        return said == Counting.UNITS && !counts ? Counting.ORDER : said;
    }

    private static Optional<List<SnapshotParcel>> parcels(JsonNode stated) {
        if (!stated.isArray()) {
            return Optional.empty();
        }
        List<SnapshotParcel> parcels = new ArrayList<>();
        for (JsonNode parcel : stated) {
            Map<String, Integer> units = new HashMap<>();
            parcel.path("lines")
                    .forEach(line -> units.merge(
                            line.path("lineId").asText(), line.path("quantity").asInt(), Integer::sum));
            parcels.add(new SnapshotParcel(
                    parcel.path("id").asText(""), parcel.path("trackingNumber").asText(""), Map.copyOf(units)));
        }
        return Optional.of(List.copyOf(parcels));
    }

    /** The channel's id of the order that this one is a part of. */
    public Optional<String> parentOrder() {
        return Optional.ofNullable(document.path("parentOrder").textValue());
    }

    /** Its lines by the channel's id, in their order. */
    public Map<String, SnapshotLine> byId() {
        Map<String, SnapshotLine> named = new LinkedHashMap<>();
        lines.forEach(line -> named.put(line.lineId(), line));
        return named;
    }

    /** The channel marks all lines as sent. */
    public boolean isMarkedSent() {
        return !lines.isEmpty() && lines.stream().allMatch(SnapshotLine::sent);
    }

    public boolean isCancelled() {
        return status == SnapshotStatus.CANCELLED;
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a canonical order cannot be written as JSON", e);
        }
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
