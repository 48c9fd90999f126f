package org.caravanserai.testbed.sandbox.amazon;

import java.util.Map;

/** The stores the sandbox sells in. */
final class Marketplaces {

    static final String US = "ATVPDKIKX0DER";
    private static final Map<String, String> NAMES = Map.of(
            US,
            "Amazon.com",
            "A1F83G8C2ARO7P",
            "Amazon.co.uk",
            "A1PA6795UKMFR9",
            "Amazon.de",
            "A2EUQ1WTGCTBG2",
            "Amazon.ca");

    private Marketplaces() {}

    static String name(String id) {
        return NAMES.getOrDefault(id, "Amazon");
    }
}
