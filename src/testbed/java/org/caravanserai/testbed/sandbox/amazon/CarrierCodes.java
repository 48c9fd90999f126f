package org.caravanserai.testbed.sandbox.amazon;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.testbed.sandbox.base.Resources;

/**
 * The carrier words Amazon reads tracking numbers by. The model has no enum; the words are those of the old MWS list. A word
 * outside it is accepted, and the tracking then does not count as valid.
 */
final class CarrierCodes {

    static final String OTHER = "Other";
    private final Set<String> integrated;

    private CarrierCodes(Set<String> integrated) {
        this.integrated = integrated;
    }

    /** The list of {@code sandbox/amazon/carrier-codes.txt}. */
    static CarrierCodes load() {
        return new CarrierCodes(new TreeSet<>(Resources.lines("amazon/carrier-codes.txt")));
    }

    boolean known(String code) {
        return OTHER.equals(code) || integrated.contains(code);
    }

    /** Whether a carrier named freely is one that has a word of its own: spaces, case and punctuation do not hide it. */
    boolean integrated(String name) {
        String plain = plain(name);
        return integrated.stream().anyMatch(code -> plain(code).equals(plain));
    }

    private static String plain(String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
