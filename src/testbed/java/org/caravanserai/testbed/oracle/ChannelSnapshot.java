package org.caravanserai.testbed.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The sandbox's ledger: what was really sold, delivered and told.
 *
 * @param strays deliveries about no order, or about one that does not exist
 * @param brokenCalls by channel, how many of the hub's calls were failed on purpose
 */
record ChannelSnapshot(
        Map<OrderId, Sold> orders,
        List<Delivery> strays,
        List<Violation> violations,
        Map<String, Integer> brokenCalls) {

    /** A channel's order. */
    record OrderId(String channel, String account, String order) {
        @Override
        public String toString() {
            return channel + "/" + account + " order " + order;
        }
    }

    /**
     * A line that was sold.
     *
     * @param removed units taken out again, those that came back included
     * @param returned of these, units that had left before
     */
    record Line(
            String lineId,
            String sku,
            int quantity,
            int removed,
            int returned,
            int fulfilled,
            BigDecimal unitPrice,
            boolean ships) {
        /** Units that are to leave or have left. */
        int wanted() {
            return quantity - removed + returned;
        }
    }

    /**
     * One attempt to deliver an event.
     *
     * @param id one per message, shared by the attempts to deliver it
     * @param eventId the channel's own id of the event, shared by its repetitions
     * @param madeAt when what it tells of happened
     * @param status HTTP status, 0 without an answer; 200 for a queue's message that was fetched
     */
    record Delivery(
            String id,
            String eventId,
            String orderId,
            String topic,
            boolean lost,
            boolean forged,
            boolean done,
            Instant madeAt,
            Instant at,
            int status,
            long ms) {
        boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * What people did to an order without the hub, as its channel saw it.
     *
     * @param cancelledAt null when the order is not cancelled
     * @param cancelledBy buyer, staff, channel, or seller: the hub by the channel's API
     * @param erased whether it was deleted for good
     * @param address mark of the newest address
     * @param sent parcels that went out by hand and were not taken back
     * @param onlyMarked whether their channel shows no more of them than that all is sent
     */
    record People(
            Instant cancelledAt,
            String cancelledBy,
            boolean erased,
            String address,
            List<Deed> deeds,
            List<Parcel> sent,
            boolean onlyMarked) {

        static final People NONE = new People(null, "", false, "", List.of(), List.of(), false);

        /** Units of a line that went out by hand. */
        int sent(String lineId) {
            return sent.stream()
                    .mapToInt(parcel -> parcel.units().getOrDefault(lineId, 0))
                    .sum();
        }

        /** The last time somebody did one of these; empty when nobody did. */
        Optional<Deed> last(Predicate<Deed> which) {
            return deeds.stream().filter(which).reduce((one, later) -> later);
        }
    }

    /**
     * One thing somebody did.
     *
     * @param units by line id, where units were moved
     */
    record Deed(Instant at, String act, Map<String, Integer> units, String detail) {
        @Override
        public String toString() {
            return act + (units.isEmpty() ? "" : " " + units) + (detail.isEmpty() ? "" : " (" + detail + ")") + " at "
                    + at;
        }
    }

    /** A parcel as the channel was told about it; {@code units} by line id, empty where the channel takes no quantities. */
    record Parcel(Instant at, String tracking, String carrier, Map<String, Integer> units) {}

    /**
     * An order that was sold.
     *
     * @param kind everyday, two_locations, unshippable or scripted
     * @param parcels those the hub told
     */
    record Sold(
            OrderId id,
            String number,
            String kind,
            Instant placedAt,
            boolean paid,
            String currency,
            boolean cancelled,
            boolean cancelRequested,
            boolean test,
            boolean channelFulfils,
            boolean told,
            List<Line> lines,
            List<Delivery> deliveries,
            List<Parcel> parcels,
            People people) {

        boolean ships() {
            return lines.stream().anyMatch(line -> line.ships() && line.wanted() > 0);
        }

        Line line(String lineId) {
            return lines.stream()
                    .filter(line -> line.lineId.equals(lineId))
                    .findFirst()
                    .orElse(null);
        }
    }

    record Violation(String channel, String account, String orderId, String code, String what) {}

    static ChannelSnapshot read(JsonNode ledger) {
        Map<OrderId, Sold> orders = new LinkedHashMap<>();
        for (JsonNode order : ledger.path("orders")) {
            Sold sold = sold(order);
            orders.put(sold.id, sold);
        }
        List<Violation> violations = new ArrayList<>();
        for (JsonNode one : ledger.path("violations")) {
            violations.add(new Violation(
                    one.path("channel").asText(),
                    one.path("shop").asText(),
                    one.path("orderId").asText(),
                    one.path("code").asText(),
                    one.path("what").asText()));
        }
        Map<String, Integer> broken = new LinkedHashMap<>();
        for (JsonNode call : ledger.path("calls")) {
            call.path("byOutcome").properties().stream()
                    .filter(outcome -> outcome.getKey().startsWith("fault:"))
                    .forEach(outcome -> broken.merge(
                            call.path("channel").asText(), outcome.getValue().asInt(), Integer::sum));
        }
        return new ChannelSnapshot(orders, deliveries(ledger.path("strays")), violations, broken);
    }

    private static Sold sold(JsonNode order) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            lines.add(new Line(
                    line.path("lineId").asText(),
                    line.path("sku").asText(),
                    line.path("quantity").asInt(),
                    line.path("removed").asInt(),
                    line.path("returned").asInt(),
                    line.path("fulfilled").asInt(),
                    new BigDecimal(line.path("unitPrice").asText()),
                    line.path("requiresShipping").asBoolean()));
        }
        List<Parcel> told = new ArrayList<>();
        List<Parcel> byHand = new ArrayList<>();
        for (JsonNode parcel : order.path("fulfilments")) {
            if (!parcel.hasNonNull("takenBackAt")) {
                (parcel.path("byHand").asBoolean() ? byHand : told).add(parcel(parcel));
            }
        }
        return new Sold(
                new OrderId(
                        order.path("channel").asText(),
                        order.path("shop").asText(),
                        order.path("orderId").asText()),
                order.path("number").asText(),
                order.path("kind").asText(),
                Instant.parse(order.path("placedAt").asText()),
                order.path("paid").asBoolean(),
                order.path("currency").asText(),
                order.path("cancelled").asBoolean(),
                order.path("cancelRequested").asBoolean(),
                order.path("test").asBoolean(),
                !order.path("fulfilledBy").asText().equals("MERCHANT"),
                order.path("told").asBoolean(),
                lines,
                deliveries(order.path("deliveries")),
                told,
                people(order, byHand));
    }

    private static Parcel parcel(JsonNode parcel) {
        return new Parcel(
                Instant.parse(parcel.path("at").asText()),
                parcel.path("tracking").asText(),
                parcel.path("carrier").asText(),
                units(parcel.path("lines")));
    }

    private static Map<String, Integer> units(JsonNode lines) {
        Map<String, Integer> units = new LinkedHashMap<>();
        lines.forEach(part ->
                units.merge(part.path("lineId").asText(), part.path("quantity").asInt(), Integer::sum));
        return units;
    }

    private static People people(JsonNode order, List<Parcel> byHand) {
        List<Deed> deeds = new ArrayList<>();
        for (JsonNode one : order.path("history")) {
            Map<String, Integer> units = new LinkedHashMap<>();
            one.path("units")
                    .properties()
                    .forEach(part -> units.put(part.getKey(), part.getValue().asInt()));
            deeds.add(new Deed(
                    Instant.parse(one.path("at").asText()),
                    one.path("act").asText(),
                    units,
                    one.path("detail").asText()));
        }
        return new People(
                order.hasNonNull("cancelledAt")
                        ? Instant.parse(order.path("cancelledAt").asText())
                        : null,
                order.path("cancelledBy").asText(""),
                order.path("erased").asBoolean(),
                order.path("address").asText(""),
                deeds,
                byHand,
                order.path("fulfilments").findValues("onlyMarked").stream().anyMatch(JsonNode::asBoolean));
    }

    private static Instant time(JsonNode at) {
        return at.isTextual() ? Instant.parse(at.asText()) : Instant.EPOCH;
    }

    private static List<Delivery> deliveries(JsonNode list) {
        List<Delivery> deliveries = new ArrayList<>();
        for (JsonNode one : list) {
            deliveries.add(new Delivery(
                    one.path("id").asText(),
                    one.path("webhookId").asText(),
                    one.path("orderId").asText(),
                    one.path("topic").asText(),
                    one.path("lost").asBoolean(),
                    one.path("forged").asBoolean(),
                    one.path("done").asBoolean(),
                    time(one.path("madeAt")),
                    time(one.path("at")),
                    one.path("status").asInt(),
                    one.path("ms").asLong()));
        }
        return deliveries;
    }
}
