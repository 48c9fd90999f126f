package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * {@code refundCreate} without money: units taken off an order. The {@code @idempotent} key must be there and is bound to its
 * parameters; everything is checked before anything is booked. The order keeps it as {@link Refunds} shows them.
 */
final class RefundCreate {

    private final World world;
    private final BiConsumer<Shop, SandboxOrder> touched;
    private final Map<String, JsonNode> keys = new ConcurrentHashMap<>();

    RefundCreate(World world, BiConsumer<Shop, SandboxOrder> touched) {
        this.world = world;
        this.touched = touched;
        world.journal().replay("shopify-refund-key", keys::put);
    }

    private record Part(OrderLine line, int units, String restockType, String location) {}

    /** The mutation's payload. {@code key} is null when the directive is missing. */
    Map<String, Object> create(Shop shop, Map<String, Object> input, String key) {
        if (key == null) {
            throw new GraphqlFault(
                    "BAD_REQUEST",
                    "The @idempotent directive is required for this mutation but was not provided.",
                    true);
        }
        String full = shop.key() + "|" + key;
        String parameters = SandboxJson.MAPPER.valueToTree(input).toString();
        JsonNode before = keys.get(full);
        if (before != null) {
            return before.path("parameters").asText().equals(parameters)
                    ? payload(before.path("refund").asText(), null)
                    : payload(null, "The same idempotency key cannot be used with different operation parameters.");
        }
        SandboxOrder order = shop.orders().get(Gid.id("Order", input.get("orderId")));
        if (order == null) {
            return payload(null, "Order does not exist");
        }
        List<Part> parts = new ArrayList<>();
        String wrong = read(shop, order, input, parts);
        if (wrong != null) {
            return payload(null, wrong);
        }
        String id = String.valueOf(ShopifyIds.next(world));
        book(shop, order, id, parts);
        ObjectNode memory = SandboxJson.object().put("parameters", parameters).put("refund", id);
        keys.put(full, memory);
        world.journal().put("shopify-refund-key", full, memory);
        touched.accept(shop, order);
        return payload(id, null);
    }

    /** @return why it is refused; null when it is not */
    @SuppressWarnings("unchecked")
    private String read(Shop shop, SandboxOrder order, Map<String, Object> input, List<Part> parts) {
        List<Map<String, Object>> lines = (List<Map<String, Object>>) input.getOrDefault("refundLineItems", List.of());
        if (lines.isEmpty()) {
            world.violations().add(shop, order.id, "empty-refund", "refundCreate named neither lines nor money");
            return "Refund must have at least one refund line item or transaction";
        }
        Map<String, Integer> wanted = new HashMap<>();
        for (Map<String, Object> one : lines) {
            String lineId = Gid.id("LineItem", one.get("lineItemId"));
            OrderLine line = order.lines.stream()
                    .filter(known -> known.lineId.equals(lineId))
                    .findFirst()
                    .orElse(null);
            int units = (Integer) one.get("quantity");
            String type = String.valueOf(one.getOrDefault("restockType", "NO_RESTOCK"));
            Object location = one.get("locationId");
            if (line == null || units <= 0) {
                world.violations()
                        .add(shop, order.id, "wrong-refund-line", "refundCreate named " + units + " of line " + lineId);
                return "Refund line items is invalid";
            }
            if (type.equals("CANCEL") == (location == null)) {
                world.violations()
                        .add(shop, order.id, "refund-location", "units to restock need a location, others have none");
                return "Refund line items location must be set when restocking";
            }
            int all = wanted.merge(lineId, units, Integer::sum);
            if (type.equals("LEGACY_RESTOCK")
                    || type.equals("RETURN")
                    || all > line.current() - order.fulfilled(lineId)) {
                return "Quantity cannot refund more items than were purchased";
            }
            parts.add(new Part(line, units, type, location == null ? null : Gid.id("Location", location)));
        }
        return null;
    }

    private void book(Shop shop, SandboxOrder order, String id, List<Part> parts) {
        ObjectNode refund = order.extra.withArray("refunds").addObject().put("id", id);
        refund.put("at", world.clock().now().toString()).put("restock", parts.get(0).restockType);
        ArrayNode lines = refund.putArray("lines");
        for (Part part : parts) {
            part.line.removed += part.units;
            part.line.extra.put("released", part.line.removed);
            part.line.extra.put(
                    "takenOffBySeller", part.line.extra.path("takenOffBySeller").asInt() + part.units);
            lines.addObject().put("lineId", part.line.lineId).put("quantity", part.units);
            String from =
                    part.location == null ? part.line.extra.path("location").asText() : part.location;
            shop.listing(part.line.sku)
                    .ifPresent(listing -> Levels.release(listing, from, part.units, part.location != null));
        }
        FulfilmentOrders.shrink(order);
    }

    private static Map<String, Object> payload(String refund, String error) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("refund", refund == null ? null : Map.of("id", Gid.of("Refund", refund)));
        payload.put(
                "userErrors",
                error == null ? List.of() : List.of(Map.of("field", List.of("refundLineItems"), "message", error)));
        return payload;
    }
}
