package org.caravanserai.order;

/**
 * A line as the channel states it; all numbers are units.
 *
 * @param lineId the channel's id of the line
 * @param listing what the channel calls what was bought; all of it may be empty
 * @param ordered bought, those taken off since included
 * @param open what the channel still expects to be sent; null where it does not count
 * @param fulfilled what it counts as sent, by anybody
 * @param cancelled taken off before they left
 * @param returned taken off after they had left
 * @param unclear taken off, and the channel does not say whether they had left
 * @param sent the channel marks the line, or its whole order, as sent
 * @param requiresShipping false for digital goods and gift cards
 */
public record SnapshotLine(
        String lineId,
        ListingKey listing,
        int ordered,
        Integer open,
        int fulfilled,
        int cancelled,
        int returned,
        int unclear,
        boolean sent,
        boolean requiresShipping) {

    /** The channel's SKU, may be empty. */
    public String sku() {
        return listing.sku();
    }

    /** Units to be fulfilled in all, those that were sent already included. */
    public int quantity() {
        return open == null ? ordered - cancelled - unclear : open + fulfilled;
    }
}
