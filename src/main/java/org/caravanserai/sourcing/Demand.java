package org.caravanserai.sourcing;

/**
 * Units of one order line that need a location.
 *
 * @param lineNo the hub's number of the line
 * @param sku ours
 * @param quantity units, above zero
 */
public record Demand(int lineNo, String sku, int quantity) {}
