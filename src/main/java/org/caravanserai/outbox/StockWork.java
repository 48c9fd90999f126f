package org.caravanserai.outbox;

import org.caravanserai.base.HubHeaders;

/**
 * A listing whose shown quantity is to be changed. The target was computed from the stock as it stood when the intent
 * was committed.
 *
 * @param listing what the channel sells
 * @param target units to show; zero or more
 * @param believed units we believe the channel shows; null: unknown, read it first or set it without comparing
 * @param version sum of the stock versions the target was computed from
 */
public record StockWork(Listing listing, int target, Integer believed, long version, int attempt) implements Work {

    /** Exchange property in which a route leaves the quantity it read at the channel (an Integer), if it read one. */
    public static final String SHOWN = HubHeaders.SHOWN;

    /** Its operation in the recipe. */
    public static final String OPERATION = "stock";

    /**
     * What the channel sells.
     *
     * @param channelSku the channel's id of it
     * @param sku ours
     * @param reference JSON of the channel's own ids: inventory item, product, product type ...
     */
    public record Listing(WorkAccount account, String channelSku, String sku, String reference) {}

    @Override
    public WorkAccount account() {
        return listing.account();
    }

    @Override
    public WorkKind kind() {
        return WorkKind.STOCK;
    }

    @Override
    public Destination destination() {
        return listing.account().destination();
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public String serialKey() {
        return serialKey(listing.channelSku());
    }

    /** What keeps a listing from being changed twice at the same time. */
    public static String serialKey(String channelSku) {
        return "listing:" + channelSku;
    }
}
