package org.caravanserai.outbox.source;

import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.WorkAccount;

/**
 * What a listing is to show and what we believe it shows.
 *
 * @param reference JSON of the channel's own ids
 * @param believed units; null when it was never pushed or nobody knows
 * @param attempts how often a push was started before
 * @param version sum of the stock versions the target was computed from
 * @param target units to show
 */
record ListingLevel(
        long id,
        int accountId,
        String product,
        String variant,
        String channelSku,
        String sku,
        String reference,
        Integer believed,
        int attempts,
        long version,
        int target) {

    /** The channel shows it already. */
    boolean shown() {
        return believed != null && believed == target;
    }

    StockWork work(WorkAccount account) {
        return new StockWork(
                new StockWork.Listing(account, id, product, variant, channelSku, sku, reference),
                target,
                believed,
                version,
                attempts + 1);
    }
}
