package org.caravanserai.order;

/**
 * What one unit of an order line consists of. A line has one part, the item itself, until it is a bundle; one of an item that is
 * not stocked has none.
 *
 * @param partNo from 1
 * @param sku ours: the stock it is taken from
 * @param perUnit how many of it make one unit of the line
 */
public record LinePart(int partNo, String sku, int perUnit) {}
