package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes what a shop says of an order in the shop's own words. */
interface Paper {

    /** A body and the shape that reads it. */
    record Written(String shape, ObjectNode body) {}

    /** @param polled asked for by the hub: some shops then use other words */
    Written write(String orderId, Shop said, boolean polled);

    static Paper of(Dialect dialect) {
        return switch (dialect) {
            case SHOPIFY -> new ShopifyPaper();
            case WOOCOMMERCE -> new WooCommercePaper();
            case AMAZON -> new AmazonPaper();
            default -> new CanonicalPaper();
        };
    }
}
