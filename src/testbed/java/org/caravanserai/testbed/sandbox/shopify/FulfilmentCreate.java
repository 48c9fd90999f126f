package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * {@code fulfillmentCreate}: checks in the recorded order (quantities, existence, one order, one location, status, lines
 * and what remains), then books one parcel. It takes no idempotency key: the same call twice ships twice as long as
 * quantities remain.
 */
final class FulfilmentCreate {

    private final World world;
    private final Carriers carriers = new Carriers();

    FulfilmentCreate(World world) {
        this.world = world;
    }

    /** One fulfilment order of the request with its order. */
    private record Group(SandboxOrder order, ObjectNode fulfilmentOrder, List<Map<String, Object>> lines) {}

    /** What the mutation does: either an order and its new parcel, or a user error. */
    record Outcome(SandboxOrder order, Fulfilment parcel, List<String> field, String error) {
        static Outcome refused(List<String> field, String error) {
            return new Outcome(null, null, field, error);
        }
    }

    private static final List<String> FULFILLMENT = List.of("fulfillment");

    @SuppressWarnings("unchecked")
    Outcome apply(Shop shop, Map<String, Object> input) {
        List<Map<String, Object>> wanted = (List<Map<String, Object>>) input.get("lineItemsByFulfillmentOrder");
        Map<String, Object> tracking = (Map<String, Object>) input.getOrDefault("trackingInfo", Map.of());
        for (int g = 0; g < wanted.size(); g++) {
            List<Map<String, Object>> lines = lines(wanted.get(g));
            for (int l = 0; l < lines.size(); l++) {
                if ((Integer) lines.get(l).get("quantity") <= 0) {
                    violation(shop, "", "bad-quantity", "a fulfilment with a quantity below 1 was sent");
                    return Outcome.refused(
                            List.of(
                                    "fulfillment",
                                    "lineItemsByFulfillmentOrder",
                                    String.valueOf(g),
                                    "fulfillmentOrderLineItems",
                                    String.valueOf(l),
                                    "quantity"),
                            "Quantity must be greater than 0");
                }
            }
        }
        List<Group> groups = new ArrayList<>();
        for (Map<String, Object> one : wanted) {
            Group group = find(shop, Gid.id("FulfillmentOrder", one.get("fulfillmentOrderId")), lines(one));
            if (group == null) {
                violation(shop, "", "wrong-id", "fulfillmentCreate named a fulfilment order that does not exist");
                return Outcome.refused(FULFILLMENT, "Fulfillment order does not exist.");
            }
            groups.add(group);
        }
        if (groups.isEmpty()) {
            violation(shop, "", "empty-fulfilment", "fulfillmentCreate named no fulfilment order");
            return Outcome.refused(FULFILLMENT, "Fulfillment orders can't be blank");
        }
        return together(shop, groups, tracking);
    }

    private Outcome together(Shop shop, List<Group> groups, Map<String, Object> tracking) {
        SandboxOrder order = groups.get(0).order();
        List<String> orders = groups.stream().map(g -> g.order().id).distinct().toList();
        if (orders.size() > 1) {
            violation(shop, order.id, "mixed-fulfilment-orders", "one fulfillmentCreate spanned several orders");
            return Outcome.refused(
                    FULFILLMENT,
                    "All fulfillment orders must belong to the same order. Multiple orders with ids " + orders
                            + " were found.");
        }
        List<String> locations = groups.stream()
                .map(g -> g.fulfilmentOrder().path("location").asText())
                .distinct()
                .toList();
        if (locations.size() > 1) {
            violation(shop, order.id, "mixed-fulfilment-orders", "one fulfillmentCreate spanned several locations");
            return Outcome.refused(
                    FULFILLMENT,
                    "All fulfillment orders must be assigned to a single location. Multiple " + "locations with ids "
                            + locations + " were found.");
        }
        String number = number(tracking);
        for (Group group : groups) {
            String status = group.fulfilmentOrder().path("status").asText();
            if (!status.equals("OPEN") && !status.equals("IN_PROGRESS")) {
                refusedRepeat(shop, order, number, tracking);
                return Outcome.refused(
                        FULFILLMENT,
                        "Fulfillment order "
                                + group.fulfilmentOrder().path("id").asText() + " has an unfulfillable status= "
                                + status.toLowerCase(java.util.Locale.ROOT) + ".");
            }
        }
        return book(shop, order, groups, tracking, number);
    }

    private Outcome book(
            Shop shop, SandboxOrder order, List<Group> groups, Map<String, Object> tracking, String number) {
        Fulfilment parcel = new Fulfilment();
        List<Runnable> changes = new ArrayList<>();
        for (Group group : groups) {
            List<Map<String, Object>> lines =
                    group.lines().isEmpty() ? everything(group.fulfilmentOrder()) : group.lines();
            if (lines.size() > 512) {
                violation(shop, order.id, "too-many-lines", "a fulfilment may name at most 512 lines");
                return Outcome.refused(FULFILLMENT, "Fulfillment order line items exceeds the maximum of 512.");
            }
            for (Map<String, Object> line : lines) {
                ObjectNode there = line(group.fulfilmentOrder(), Gid.id("FulfillmentOrderLineItem", line.get("id")));
                if (there == null) {
                    violation(
                            shop,
                            order.id,
                            "wrong-id",
                            "fulfillmentCreate named a line that is not in its fulfilment order");
                    return Outcome.refused(FULFILLMENT, "Fulfillment order line item does not exist.");
                }
                int units = (Integer) line.get("quantity");
                String lineId = there.path("lineId").asText();
                int already = parcel.units(lineId);
                if (units + already > there.path("remaining").asInt()) {
                    refusedRepeat(shop, order, number, tracking);
                    return Outcome.refused(FULFILLMENT, "Invalid fulfillment order line item quantity requested.");
                }
                parcel.lines.add(new Fulfilment.Part(lineId, units));
                changes.add(() -> {
                    there.put("remaining", there.path("remaining").asInt() - units);
                    shop.listing(order.line(lineId).sku)
                            .ifPresent(l -> Levels.ship(
                                    l, group.fulfilmentOrder().path("location").asText(), units));
                });
            }
        }
        changes.forEach(Runnable::run);
        groups.forEach(g -> FulfilmentOrders.settle(g.fulfilmentOrder()));
        fill(
                order,
                parcel,
                tracking,
                number,
                groups.get(0).fulfilmentOrder().path("location").asText());
        judge(shop, order, parcel);
        world.parcels().book(shop, order, parcel);
        return new Outcome(order, parcel, null, null);
    }

    private void fill(
            SandboxOrder order, Fulfilment parcel, Map<String, Object> tracking, String number, String location) {
        parcel.id = String.valueOf(ShopifyIds.next(world));
        parcel.at = world.clock().now();
        parcel.tracking = number;
        parcel.carrier = (String) tracking.get("company");
        parcel.url = (String) tracking.get("url");
        parcel.viaOperation = "fulfillmentCreate";
        parcel.extra.put("location", location).put("name", order.number + "-F" + (order.fulfilments.size() + 1));
    }

    private void judge(Shop shop, SandboxOrder order, Fulfilment parcel) {
        if (parcel.tracking == null || parcel.tracking.isBlank()) {
            violation(shop, order.id, "no-tracking", "a fulfilment was told without a tracking number");
        }
        carriers.fault(parcel.carrier, parcel.url).ifPresent(f -> violation(shop, order.id, f[0], f[1]));
    }

    /** A refused call is a fault of the hub unless the buyer's cancellation came in between. */
    private void refusedRepeat(Shop shop, SandboxOrder order, String number, Map<String, Object> tracking) {
        Optional<Fulfilment> first = world.parcels().twin(order, number, (String) tracking.get("company"));
        if (first.isPresent()) {
            violation(
                    shop,
                    order.id,
                    "repeat-without-lookup",
                    "parcel " + number + " was sent again at " + world.clock().now()
                            + " although the order shows it since " + first.get().at
                            + "; read fulfillments before repeating");
        } else if (!order.cancelled()
                && !order.sentByHand()
                && order.lines.stream().noneMatch(l -> l.removed > 0)) {
            violation(shop, order.id, "over-ship", "more units were told as shipped than remain to be shipped");
        }
    }

    private static String number(Map<String, Object> tracking) {
        Object numbers = tracking.get("numbers");
        Object number = tracking.get("number");
        return number != null
                ? (String) number
                : numbers instanceof List<?> list && !list.isEmpty()
                        ? String.join(",", list.stream().map(String::valueOf).toList())
                        : null;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> lines(Map<String, Object> group) {
        Object lines = group.get("fulfillmentOrderLineItems");
        return lines == null ? List.of() : (List<Map<String, Object>>) lines;
    }

    private static List<Map<String, Object>> everything(ObjectNode fulfilmentOrder) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (JsonNode line : fulfilmentOrder.path("lines")) {
            if (line.path("remaining").asInt() > 0) {
                all.add(Map.of(
                        "id",
                        Gid.of("FulfillmentOrderLineItem", line.path("id").asText()),
                        "quantity",
                        line.path("remaining").asInt()));
            }
        }
        return all;
    }

    private Group find(Shop shop, String id, List<Map<String, Object>> lines) {
        for (SandboxOrder order : shop.shown().toList()) {
            for (ObjectNode one : FulfilmentOrders.of(order, world.clock().now())) {
                if (one.path("id").asText().equals(id)) {
                    return new Group(order, one, lines);
                }
            }
        }
        return null;
    }

    private static ObjectNode line(ObjectNode fulfilmentOrder, String id) {
        for (JsonNode line : fulfilmentOrder.path("lines")) {
            if (line.path("id").asText().equals(id)) {
                return (ObjectNode) line;
            }
        }
        return null;
    }

    private void violation(Shop shop, String orderId, String code, String what) {
        world.violations().add(shop, orderId, code, what);
    }
}
