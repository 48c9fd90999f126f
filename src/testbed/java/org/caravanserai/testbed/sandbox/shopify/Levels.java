package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * Stock per inventory item and location. Shopify moves units from available to committed at checkout and takes them off
 * when they ship; on hand is the sum of both here. Kept as {@code extra.levels.{locationId}: {available, committed}}.
 */
final class Levels {

    private Levels() {}

    static ObjectNode of(Listing listing) {
        return listing.extra.withObject("levels");
    }

    /** The level at the location, or null when the item is not stocked there. */
    static ObjectNode at(Listing listing, String location) {
        return (ObjectNode) of(listing).get(location);
    }

    /** Takes what checkout sold; answers the location that ships it, the one with most to spare. */
    static String commit(Listing listing, int units) {
        String best = null;
        int most = Integer.MIN_VALUE;
        for (var entry : of(listing).properties()) {
            if (entry.getValue().path("available").asInt() > most) {
                most = entry.getValue().path("available").asInt();
                best = entry.getKey();
            }
        }
        move(listing, best, -units, units);
        return best;
    }

    /** Units left the warehouse. */
    static void ship(Listing listing, String location, int units) {
        move(listing, location, 0, -units);
    }

    /** A parcel was taken back. */
    static void unship(Listing listing, String location, int units) {
        move(listing, location, 0, units);
    }

    /** Units came back. */
    static void receive(Listing listing, String location, int units) {
        move(listing, location, units, 0);
    }

    /** Units are for sale again. */
    static void release(Listing listing, String location, int units, boolean restock) {
        move(listing, location, restock ? units : 0, -units);
    }

    private static void move(Listing listing, String location, int available, int committed) {
        ObjectNode level = at(listing, location);
        if (level != null) {
            level.put("available", level.path("available").asInt() + available)
                    .put("committed", Math.max(0, level.path("committed").asInt() + committed));
        }
        show(listing);
    }

    /** What a buyer sees is what is available anywhere. */
    static void show(Listing listing) {
        int sum = 0;
        for (JsonNode level : of(listing)) {
            sum += level.path("available").asInt();
        }
        listing.shown = sum;
    }

    static Listing byItem(Shop shop, String inventoryItemId) {
        return shop.listings.stream()
                .filter(l -> l.extra.path("inventoryItemId").asText().equals(inventoryItemId))
                .findFirst()
                .orElse(null);
    }
}
