package org.caravanserai.inventory;

/** What a warehouse counted of one SKU at one location, in units. */
public record CountedStock(String sku, String location, int onHand) {

    public StockKey key() {
        return new StockKey(sku, location);
    }
}
