package org.caravanserai.inventory;

/** A SKU at a location; sorted by SKU, then location: the one order in which stock rows are locked. */
public record StockKey(String sku, String location) implements Comparable<StockKey> {

    @Override
    public int compareTo(StockKey other) {
        int bySku = sku.compareTo(other.sku);
        return bySku != 0 ? bySku : location.compareTo(other.location);
    }
}
