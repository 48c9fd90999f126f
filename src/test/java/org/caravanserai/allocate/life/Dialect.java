package org.caravanserai.allocate.life;

/** How a shop speaks of an order: what it counts, what it lists, and in whose words. */
enum Dialect {
    /** Counts units and lists parcels. */
    UNITS(Counts.UNITS, true, "shopify"),
    /** Counts units and lists no parcels: whether it counts ours only time tells. */
    BLIND(Counts.UNITS, false, "shopify"),
    /** Marks lines as sent. */
    LINE(Counts.LINE, false, "shopify"),
    /** Marks lines and lists parcels, some without their content. */
    LINE_PARCELS(Counts.LINE, true, "shopify"),
    /** Marks the order as sent. */
    ORDER(Counts.ORDER, false, "shopify"),
    /** Marks the order and lists parcels, some without their content. */
    ORDER_PARCELS(Counts.ORDER, true, "shopify"),
    /** Real payloads through the real mappings: webhooks and polls have two shapes. */
    SHOPIFY(Counts.UNITS, true, "shopify"),
    WOOCOMMERCE(Counts.ORDER, false, "woocommerce"),
    AMAZON(Counts.UNITS, true, "amazon");

    /** What a shop counts as sent. */
    enum Counts {
        UNITS,
        LINE,
        ORDER
    }

    private final Counts counts;
    private final boolean listing;
    private final String channel;

    Dialect(Counts counts, boolean listing, String channel) {
        this.counts = counts;
        this.listing = listing;
        this.channel = channel;
    }

    Counts counts() {
        return counts;
    }

    /** Its statements list every parcel. */
    boolean listing() {
        return listing;
    }

    String channel() {
        return channel;
    }

    /** A refund does not say whether the units had left. */
    boolean blurred() {
        return counts == Counts.ORDER;
    }

    /** A parcel made by hand may be listed without its content. */
    boolean mute() {
        return this == LINE_PARCELS || this == ORDER_PARCELS;
    }

    /** A cancelled order can be opened again. */
    boolean revives() {
        return this != SHOPIFY && this != AMAZON;
    }

    /** Units can be added to an order. */
    boolean grows() {
        return this != AMAZON;
    }
}
