package org.caravanserai.order;

/**
 * A line as the channel states it; all numbers are units.
 *
 * @param lineId the channel's id of the line
 * @param sku the channel's SKU, may be empty
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
        String sku,
        int ordered,
        Integer open,
        int fulfilled,
        int cancelled,
        int returned,
        int unclear,
        boolean sent,
        boolean requiresShipping) {

    /** Units to be fulfilled in all, those that were sent already included. */
    public int quantity() {
        return open == null ? ordered - cancelled - unclear : open + fulfilled;
    }
}
