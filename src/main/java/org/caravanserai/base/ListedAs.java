package org.caravanserai.base;

/**
 * What a channel account calls an item; each of the three names may be empty, but not all of them.
 *
 * @param account its id
 * @param product the channel's id of the product
 * @param variant the channel's id of the variant
 * @param channelSku the channel's SKU
 */
public record ListedAs(int account, String product, String variant, String channelSku) {}
