package org.caravanserai.inventory;

/**
 * What a warehouse counted of one SKU at one location, in units.
 *
 * @param place where it stands in its report: a JSON pointer, or file and line
 */
public record CountedStock(String sku, String location, int onHand, String place) {

    public StockKey key() {
        return new StockKey(sku, location);
    }
}
