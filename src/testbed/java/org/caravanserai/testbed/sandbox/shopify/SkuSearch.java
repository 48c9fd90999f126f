package org.caravanserai.testbed.sandbox.shopify;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sku:A-1 OR sku:'B 2'}: the search by SKU. Without a term everything matches; SKUs are case-sensitive. */
final class SkuSearch {

    private static final Pattern TERM = Pattern.compile("sku:('[^']*'|\"[^\"]*\"|\\S+)");

    private final Set<String> wanted = new HashSet<>();

    SkuSearch(String query) {
        if (query != null) {
            Matcher terms = TERM.matcher(query);
            while (terms.find()) {
                wanted.add(terms.group(1).replaceAll("^['\"]|['\"]$", ""));
            }
        }
    }

    boolean matches(String sku) {
        return wanted.isEmpty() || wanted.contains(sku);
    }
}
