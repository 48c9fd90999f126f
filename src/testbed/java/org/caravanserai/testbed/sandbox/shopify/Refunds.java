package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The refunds of an order, kept in its {@code extra.refunds: [{id, at, restock, lines: [{lineId, quantity}]}]}, in their three shapes. */
final class Refunds {

    private Refunds() {}

    /** The body of refunds/create: the newest refund; the order is only named. */
    static byte[] body(Shop shop, SandboxOrder order) {
        List<Map<String, Object>> all = rest(shop, order);
        return SandboxJson.bytes(all.get(all.size() - 1));
    }

    /** As they stand in an order of REST shape. */
    static List<Map<String, Object>> rest(Shop shop, SandboxOrder order) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (JsonNode refund : order.extra.path("refunds")) {
            String at = OrderFacts.local(Instant.parse(refund.path("at").asText()), ShopifyShop.offset(shop));
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("id", refund.path("id").asLong());
            node.put("admin_graphql_api_id", Gid.of("Refund", refund.path("id").asText()));
            node.put("order_id", Long.parseLong(order.id));
            node.put("created_at", at);
            node.put("processed_at", at);
            node.put("note", null);
            node.put("restock", !refund.path("restock").asText().equals("NO_RESTOCK"));
            List<Object> lines = new ArrayList<>();
            for (JsonNode line : refund.path("lines")) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("id", refund.path("id").asLong() + lines.size() + 1);
                item.put("line_item_id", line.path("lineId").asLong());
                item.put("quantity", line.path("quantity").asInt());
                item.put("restock_type", refund.path("restock").asText().toLowerCase(Locale.ROOT));
                lines.add(item);
            }
            node.put("refund_line_items", lines);
            node.put("order_adjustments", List.of());
            node.put("transactions", List.of());
            all.add(node);
        }
        return all;
    }

    /** As GraphQL shows them; {@code lines} are the order's lines as they are shown there. */
    static List<Map<String, Object>> views(SandboxOrder order, List<Map<String, Object>> lines) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (JsonNode refund : order.extra.path("refunds")) {
            List<Map<String, Object>> items = new ArrayList<>();
            for (JsonNode line : refund.path("lines")) {
                String id = Gid.of("LineItem", line.path("lineId").asText());
                Map<String, Object> item = new HashMap<>();
                item.put("id", Gid.of("RefundLineItem", refund.path("id").asText() + items.size()));
                item.put(
                        "lineItem",
                        lines.stream()
                                .filter(one -> id.equals(one.get("id")))
                                .findFirst()
                                .orElseThrow());
                item.put("quantity", line.path("quantity").asInt());
                item.put("restockType", refund.path("restock").asText());
                item.put("restocked", !refund.path("restock").asText().equals("NO_RESTOCK"));
                items.add(item);
            }
            Map<String, Object> node = new HashMap<>();
            node.put("id", Gid.of("Refund", refund.path("id").asText()));
            node.put("createdAt", OrderFacts.utc(Instant.parse(refund.path("at").asText())));
            node.put("refundLineItems", items);
            all.add(node);
        }
        return all;
    }
}
