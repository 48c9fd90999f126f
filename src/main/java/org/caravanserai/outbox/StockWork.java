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

    /**
     * @param reference JSON of the channel's own ids: inventory item, product, product type ...
     */
    public record Listing(AccountRef account, String channelSku, String sku, String reference) {}

    @Override
    public AccountRef account() {
        return listing.account();
    }

    @Override
    public String kind() {
        return "stock";
    }

    @Override
    public String destination() {
        return listing.account().destination();
    }

    @Override
    public String operation() {
        return "stock";
    }

    @Override
    public String serialKey() {
        return "listing:" + listing.channelSku();
    }
}
