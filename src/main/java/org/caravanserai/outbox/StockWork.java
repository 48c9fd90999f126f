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
     * @param id of the listing
     * @param product the channel's id of the product, may be empty
     * @param variant the channel's id of the variant, may be empty
     * @param channelSku the channel's SKU, may be empty
     * @param sku ours
     * @param reference JSON of the channel's own ids: inventory item, product, product type ...
     */
    public record Listing(
            WorkAccount account,
            long id,
            String product,
            String variant,
            String channelSku,
            String sku,
            String reference) {

        /** What the channel calls it: its SKU, where there is none its variant, else its product. */
        public String name() {
            return !channelSku.isEmpty() ? channelSku : !variant.isEmpty() ? variant : product;
        }
    }

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
        return serialKey(listing.id());
    }

    /** What keeps a listing from being changed twice at the same time. */
    public static String serialKey(long listing) {
        return "listing:" + listing;
    }
}
