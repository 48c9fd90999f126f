package org.caravanserai.sourcing;

/** How many units of a SKU can be reserved at a location, as the batch sees it now. */
@FunctionalInterface
public interface Availability {

    /** @return units, below zero when more are reserved than are there */
    int of(String sku, String location);
}
