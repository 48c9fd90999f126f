package org.caravanserai.sourcing;

/** How many units of a SKU can be promised at a location, as the batch sees it now. */
@FunctionalInterface
public interface Availability {

    int of(String sku, String location);
}
