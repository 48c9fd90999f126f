package org.caravanserai.sourcing;

/** Units of one order line that need a location. */
public record Demand(int lineNo, String sku, int quantity) {}
