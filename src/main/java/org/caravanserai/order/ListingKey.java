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

    /**
     * Whether a channel that said this and now says the other means another article: another product or variant, or, where it
     * does not say of which product, another SKU. The same product under another SKU was renamed; what is not said, as of a
     * product that was deleted, is not another one.
     */
    public boolean isOtherArticle(ListingKey now) {
        boolean sameProduct = !product.isEmpty() && product.equals(now.product) && variant.equals(now.variant);
        return differ(product, now.product) || differ(variant, now.variant) || !sameProduct && differ(sku, now.sku);
    }

    /** Whether both say something of the same kind, and not the same. */
    public boolean isOther(ListingKey now) {
        return isOtherArticle(now) || differ(sku, now.sku);
    }

    private static boolean differ(String before, String now) {
        return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
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
