package org.caravanserai.testbed.sandbox.base;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** A short digest of an address: tells whether two labels show the same, without keeping either. */
public final class AddressMark {

    private static final int LENGTH = 12;

    private AddressMark() {}

    /** Case, spaces and punctuation do not count; a part may be null. */
    public static String of(String street, String city, String postcode, String country) {
        StringBuilder text = new StringBuilder();
        for (String part : new String[] {street, city, postcode, country}) {
            text.append(Objects.requireNonNullElse(part, "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}]", ""))
                    .append('|');
        }
        return Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH);
    }
}
