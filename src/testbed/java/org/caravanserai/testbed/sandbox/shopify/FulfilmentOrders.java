package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/**
 * Fulfilment orders, which Shopify makes in a background job after the order, one per location: right after
 * orders/create they are not there yet. Kept in the order's {@code extra} as {@code fulfilmentOrders:[{id, location,
 * status, lines:[{id, lineId, total, remaining}]}]} and {@code routedAt}.
 */
final class FulfilmentOrders {

    /** Longest time the routing job takes, in documented time. */
    private static final Duration ROUTING = Duration.ofSeconds(8);

    private FulfilmentOrders() {}

    /** Routes the order's lines; {@code location} of each line id says where. */
    static void route(World world, SandboxOrder order, Map<String, String> location) {
        ArrayNode all = order.extra.putArray("fulfilmentOrders");
        for (OrderLine line : order.lines) {
            String at = location.get(line.lineId);
            ObjectNode target = null;
            for (JsonNode one : all) {
                target = one.path("location").asText().equals(at) ? (ObjectNode) one : target;
            }
            if (target == null) {
                target = all.addObject()
                        .put("id", String.valueOf(ShopifyIds.next(world)))
                        .put("location", at)
                        .put("status", "OPEN");
                target.putArray("lines");
            }
            ((ArrayNode) target.path("lines"))
                    .addObject()
                    .put("id", String.valueOf(ShopifyIds.next(world)))
                    .put("lineId", line.lineId)
                    .put("total", line.quantity)
                    .put("remaining", line.quantity);
        }
        long wait = Math.floorMod(order.sequence * 7919, ROUTING.toMillis());
        order.extra.put(
                "routedAt",
                world.clock()
                        .now()
                        .plus(world.clock().real(Duration.ofMillis(500 + wait)))
                        .toString());
    }

    /** The order's fulfilment orders as far as they exist at {@code now}. */
    static List<ObjectNode> of(SandboxOrder order, Instant now) {
        List<ObjectNode> found = new ArrayList<>();
        if (!Instant.parse(order.extra.path("routedAt").asText()).isAfter(now)) {
            order.extra.path("fulfilmentOrders").forEach(n -> found.add((ObjectNode) n));
        }
        return found;
    }

    /** Takes as much of the wanted units as the fulfilment order still expects; answers what was taken. */
    static Map<OrderLine, Integer> take(SandboxOrder order, ObjectNode one, Map<OrderLine, Integer> wanted) {
        Map<OrderLine, Integer> taken = new LinkedHashMap<>();
        if (one.path("status").asText().equals("CLOSED")) {
            return taken;
        }
        for (JsonNode line : one.path("lines")) {
            OrderLine bought = order.line(line.path("lineId").asText());
            int units = Math.min(
                    wanted.getOrDefault(bought, 0), line.path("remaining").asInt());
            if (units > 0) {
                taken.put(bought, units);
                ((ObjectNode) line).put("remaining", line.path("remaining").asInt() - units);
            }
        }
        settle(one);
        return taken;
    }

    /** A parcel was taken back: its units are expected again, by the fulfilment order itself or, when it was closed, a new one. */
    static void reopen(World world, SandboxOrder order, String location, Map<OrderLine, Integer> units) {
        ArrayNode all = order.extra.withArray("fulfilmentOrders");
        ObjectNode open = null;
        for (JsonNode one : all) {
            if (one.path("location").asText().equals(location)
                    && !one.path("status").asText().equals("CLOSED")) {
                open = (ObjectNode) one;
            }
        }
        if (open == null) {
            open = all.addObject()
                    .put("id", String.valueOf(ShopifyIds.next(world)))
                    .put("location", location)
                    .put("status", "OPEN");
            open.putArray("lines");
        }
        for (Map.Entry<OrderLine, Integer> entry : units.entrySet()) {
            ObjectNode line = null;
            for (JsonNode one : open.path("lines")) {
                line = one.path("lineId").asText().equals(entry.getKey().lineId) ? (ObjectNode) one : line;
            }
            if (line == null) {
                line = ((ArrayNode) open.path("lines"))
                        .addObject()
                        .put("id", String.valueOf(ShopifyIds.next(world)))
                        .put("lineId", entry.getKey().lineId)
                        .put("total", entry.getValue())
                        .put("remaining", 0);
            }
            line.put("remaining", line.path("remaining").asInt() + entry.getValue());
        }
    }

    /** Closes what has nothing left to ship. */
    static void settle(ObjectNode fulfilmentOrder) {
        boolean open = false;
        for (JsonNode line : fulfilmentOrder.path("lines")) {
            open |= line.path("remaining").asInt() > 0;
        }
        fulfilmentOrder.put("status", open ? "IN_PROGRESS" : "CLOSED");
    }

    /** The order was cancelled: nothing may be shipped any more. */
    static void close(SandboxOrder order) {
        order.extra.path("fulfilmentOrders").forEach(n -> ((ObjectNode) n).put("status", "CLOSED"));
    }

    /** Units were taken off the order: what remains to be shipped follows. */
    static void shrink(SandboxOrder order) {
        for (JsonNode one : order.extra.path("fulfilmentOrders")) {
            for (JsonNode line : one.path("lines")) {
                OrderLine bought = order.line(line.path("lineId").asText());
                int left = Math.max(0, bought.toLeave() - order.fulfilled(bought.lineId));
                if (line.path("remaining").asInt() > left) {
                    int less = line.path("remaining").asInt() - left;
                    ((ObjectNode) line)
                            .put("remaining", left)
                            .put("total", line.path("total").asInt() - less);
                }
            }
            boolean none = true;
            for (JsonNode line : one.path("lines")) {
                none &= line.path("remaining").asInt() == 0;
            }
            if (none) {
                ((ObjectNode) one).put("status", "CLOSED");
            }
        }
    }
}
