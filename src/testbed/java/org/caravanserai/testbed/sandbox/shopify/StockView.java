package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Variants, inventory items, levels and locations as the GraphQL schema shows them. */
final class StockView {

    private StockView() {}

    static Map<String, Object> location(Shop shop, String id) {
        String name = ShopifyShop.locationName(shop, id);
        return name == null
                ? null
                : Map.of(
                        "id",
                        Gid.of("Location", id),
                        "legacyResourceId",
                        id,
                        "name",
                        name,
                        "isActive",
                        true,
                        "fulfillsOnlineOrders",
                        true);
    }

    static Map<String, Object> variant(Shop shop, Listing listing) {
        Map<String, Object> variant = new HashMap<>();
        String id = listing.extra.path("variantId").asText();
        variant.put("id", Gid.of("ProductVariant", id));
        variant.put("legacyResourceId", id);
        variant.put("sku", listing.sku);
        variant.put("title", "Default Title");
        variant.put("displayName", listing.title + " - Default Title");
        variant.put("inventoryQuantity", listing.shown);
        variant.put(
                "product",
                Map.of(
                        "id",
                        Gid.of("Product", listing.extra.path("productId").asText()),
                        "legacyResourceId",
                        listing.extra.path("productId").asText(),
                        "title",
                        listing.title));
        variant.put("inventoryItem", item(shop, listing, variant));
        return variant;
    }

    static Map<String, Object> item(Shop shop, Listing listing) {
        Map<String, Object> variant = variant(shop, listing);
        @SuppressWarnings("unchecked")
        Map<String, Object> item = (Map<String, Object>) variant.get("inventoryItem");
        return item;
    }

    private static Map<String, Object> item(Shop shop, Listing listing, Map<String, Object> variant) {
        Map<String, Object> item = new HashMap<>();
        String id = listing.extra.path("inventoryItemId").asText();
        item.put("id", Gid.of("InventoryItem", id));
        item.put("legacyResourceId", id);
        item.put("sku", listing.sku);
        item.put("tracked", true);
        item.put("requiresShipping", true);
        item.put("duplicateSkuCount", 0);
        item.put("variant", variant);
        List<Map<String, Object>> levels = new ArrayList<>();
        for (var entry : Levels.of(listing).properties()) {
            levels.add(level(shop, id, entry.getKey(), entry.getValue(), item));
        }
        item.put("inventoryLevels", levels);
        return item;
    }

    private static Map<String, Object> level(
            Shop shop, String itemId, String location, JsonNode level, Map<String, Object> item) {
        Map<String, Object> node = new HashMap<>();
        node.put("id", Gid.of("InventoryLevel", location + "?inventory_item_id=" + itemId));
        node.put("isActive", true);
        node.put("location", location(shop, location));
        node.put("item", item);
        int available = level.path("available").asInt();
        int committed = level.path("committed").asInt();
        node.put("available", available);
        node.put("committed", committed);
        node.put("on_hand", available + committed);
        return node;
    }
}
