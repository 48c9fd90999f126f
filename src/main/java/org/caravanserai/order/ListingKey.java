package org.caravanserai.order;

/**
 * What a channel sells, as its order lines name it. Compared to the letter; each part may be empty, but not all of them.
 *
 * @param product the channel's id of the product
 * @param variant the channel's id of the variant
 * @param sku the channel's SKU
 */
public record ListingKey(String product, String variant, String sku) {

    /** A listing that has only a SKU. */
    public static ListingKey ofSku(String sku) {
        return new ListingKey("", "", sku);
    }

    /** The channel says nothing by which it could be mapped. */
    public boolean isEmpty() {
        return product.isEmpty() && variant.isEmpty() && sku.isEmpty();
    }

    /** As people read it: {@code SKU 'MUG'}, {@code product 311, variant 399}. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(sku.isEmpty() ? "no SKU" : "SKU '" + sku + "'");
        if (!product.isEmpty()) {
            words.append(", product ").append(product);
        }
        if (!variant.isEmpty()) {
            words.append(", variant ").append(variant);
        }
        return words.toString();
    }
}
