package org.caravanserai.testbed.oracle;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which names at a channel mean which carrier. Spelling is the channel's own affair (it complains itself); here only the
 * carrier counts, so case, spaces and punctuation do not.
 */
final class CarrierWords {

    private static final Map<String, Set<String>> NAMES = Map.of(
            "ups",
            Set.of("ups"),
            "usps",
            Set.of("usps"),
            "fedex",
            Set.of("fedex"),
            "dhl_express",
            Set.of("dhl", "dhlexpress", "dhlus", "dhlintraship", "dhlexpressus"),
            "royal_mail",
            Set.of("royalmail"),
            "dpd",
            Set.of("dpd", "dpdcouk"),
            "gls",
            Set.of("gls"),
            "canada_post",
            Set.of("canadapost"),
            "ontrac",
            Set.of("ontrac"));

    private CarrierWords() {}

    /** Whether what the channel was told names the carrier that has the parcel. */
    static boolean match(WarehouseSnapshot.Parcel parcel, String told) {
        Set<String> names = NAMES.get(parcel.carrier());
        return names == null
                ? plain(told).equals("other") || plain(told).equals(plain(parcel.carrierName()))
                : names.contains(plain(told));
    }

    private static String plain(String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
