package org.caravanserai.order;

/**
 * A line as the channel states it.
 *
 * @param lineId the channel's id of the line
 * @param sku the channel's SKU, may be empty
 * @param quantity units the hub is to fulfil: ordered minus cancelled or refunded
 * @param fulfilled units the channel says are shipped already
 * @param requiresShipping false for digital goods and gift cards
 */
public record SnapshotLine(String lineId, String sku, int quantity, int fulfilled, boolean requiresShipping) {}
