package org.caravanserai.inventory;

/** A SKU at a location; sorted by SKU, then location: the one order in which stock rows are locked. */
public record Place(String sku, String location) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        int bySku = sku.compareTo(other.sku);
        return bySku != 0 ? bySku : location.compareTo(other.location);
    }
}
