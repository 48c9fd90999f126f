package org.caravanserai.translate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;

/**
 * Countries as channels write them: codes of two or three letters in either case, or names in any language. Codes and names
 * are those of ISO 3166-1 and of the Unicode CLDR as the Java runtime brings them along and keeps them up to date; Kosovo is
 * in the CLDR and not in the standard.
 */
final class Countries {

    /** Codes people use for others: the standard reserves both for that. */
    private static final Map<String, String> SAME = Map.of("UK", "GB", "EL", "GR");

    private static final Set<String> ALPHA2 = alpha2();
    private static final Map<String, String> ALPHA3 = alpha3();

    private Countries() {}

    /** The code of two letters; null when it is none of a country that is known. */
    static String code(String word) {
        String upper = word.strip().toUpperCase(Locale.ROOT);
        if (ALPHA2.contains(upper)) {
            return upper;
        }
        String other = SAME.getOrDefault(upper, ALPHA3.get(upper));
        boolean code = upper.length() < 4 && upper.chars().allMatch(c -> c < 128);
        return other != null || code ? other : Names.ALL.get(Names.normal(word));
    }

    private static Set<String> alpha2() {
        Set<String> all = new HashSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
        all.add("XK");
        return Set.copyOf(all);
    }

    private static Map<String, String> alpha3() {
        Map<String, String> all = new HashMap<>();
        for (String two : ALPHA2) {
            try {
                all.put(new Locale.Builder().setRegion(two).build().getISO3Country(), two);
            } catch (MissingResourceException e) {
                continue;
            }
        }
        return Map.copyOf(all);
    }

    /** Built when the first name is asked for: nearly all channels send codes. */
    private static final class Names {

        static final Map<String, String> ALL = all();

        private static Map<String, String> all() {
            Map<String, String> names = new HashMap<>();
            Set<String> ambiguous = new HashSet<>();
            for (String language : Locale.getISOLanguages()) {
                Locale in = Locale.forLanguageTag(language);
                for (String two : ALPHA2) {
                    Locale country = new Locale.Builder().setRegion(two).build();
                    String name = normal(country.getDisplayCountry(in));
                    String before = names.put(name, two);
                    if (before != null && !before.equals(two)) {
                        ambiguous.add(name);
                    }
                }
            }
            names.keySet().removeAll(ambiguous);
            return Map.copyOf(names);
        }

        private static String normal(String name) {
            return name.strip().replaceAll("[\\s.\u2019'-]+", " ").toLowerCase(Locale.ROOT);
        }
    }
}
