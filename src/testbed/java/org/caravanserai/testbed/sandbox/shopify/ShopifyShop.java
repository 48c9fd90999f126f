package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Opens a Shopify shop: ids for locations, products, variants and inventory items, stock per location, secrets. */
final class ShopifyShop {

    private ShopifyShop() {}

    /**
     * @param wanted may carry {@code timezone} (offset such as "-05:00") and per listing {@code levels:{name: units}}
     *               when its stock is not all at the first location
     */
    static void open(World world, Shop shop, JsonNode wanted) {
        shop.secrets.putIfAbsent(
                "access-token",
                "shpat_" + UUID.nameUUIDFromBytes(shop.key().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        shop.secrets.putIfAbsent("webhook", "whsec-" + shop.name);
        shop.extra.put(
                "offset",
                wanted.path("timezone").asText(shop.extra.path("offset").asText("-05:00")));
        if (shop.locations.isEmpty()) {
            shop.locations.add("Shop location");
        }
        ObjectNode locations = shop.extra.withObject("locations");
        for (String name : shop.locations) {
            if (!locations.has(name)) {
                locations.put(name, String.valueOf(ShopifyIds.next(world)));
            }
        }
        for (Listing listing : shop.listings) {
            if (!listing.extra.has("variantId")) {
                listing.extra
                        .put("productId", String.valueOf(ShopifyIds.next(world)))
                        .put("variantId", String.valueOf(ShopifyIds.next(world)))
                        .put("inventoryItemId", String.valueOf(ShopifyIds.next(world)));
            }
        }
        for (JsonNode entry : wanted.path("listings")) {
            shop.listing(entry.path("sku").asText()).ifPresent(listing -> stock(shop, listing, entry.path("levels")));
        }
    }

    private static void stock(Shop shop, Listing listing, JsonNode levels) {
        ObjectNode locations = shop.extra.withObject("locations");
        int quantity = listing.shown;
        boolean first = true;
        for (String name : shop.locations) {
            int units = levels.isObject() ? levels.path(name).asInt() : first ? quantity : 0;
            Levels.of(listing).withObject("/" + locations.path(name).asText()).put("available", units);
            first = false;
        }
        Levels.show(listing);
    }

    static String offset(Shop shop) {
        return shop.extra.path("offset").asText("+00:00");
    }

    static String domain(Shop shop) {
        return shop.name + ".myshopify.com";
    }

    /** The location's name, or null when there is none with that id. */
    static String locationName(Shop shop, String id) {
        for (var entry : shop.extra.path("locations").properties()) {
            if (entry.getValue().asText().equals(id)) {
                return entry.getKey();
            }
        }
        return null;
    }
}
