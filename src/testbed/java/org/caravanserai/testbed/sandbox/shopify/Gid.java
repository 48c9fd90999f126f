package org.caravanserai.testbed.sandbox.shopify;

/** Shopify's global ids, {@code gid://shopify/Order/6001}. */
final class Gid {

    private static final String PREFIX = "gid://shopify/";

    private Gid() {}

    static String of(String type, Object id) {
        return PREFIX + type + "/" + id;
    }

    /**
     * The bare id.
     *
     * @throws GraphqlFault as Shopify refuses an id that is malformed or of another type
     */
    static String id(String type, Object gid) {
        String text = String.valueOf(gid);
        String wanted = PREFIX + type + "/";
        if (!text.startsWith(wanted) || text.length() == wanted.length()) {
            throw new GraphqlFault("argumentLiteralsIncompatible", "Invalid global id '" + text + "'", true);
        }
        return text.substring(wanted.length());
    }
}
