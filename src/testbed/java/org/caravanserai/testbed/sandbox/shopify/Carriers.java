package org.caravanserai.testbed.sandbox.shopify;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.testbed.sandbox.base.Resources;

/** The tracking companies Shopify knows by name; the exact spelling counts. */
final class Carriers {

    private final Set<String> exact;
    private final Set<String> lower;

    Carriers() {
        exact = Set.copyOf(Resources.lines("shopify/carriers.txt"));
        lower = exact.stream().map(c -> c.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with the name, as (code, sentence); empty for a good one. */
    Optional<String[]> fault(String company, String url) {
        if (company == null || company.isBlank()) {
            return Optional.of(new String[] {"no-carrier", "a fulfilment was told without a tracking company"});
        }
        if (exact.contains(company)) {
            return Optional.empty();
        }
        if (lower.contains(company.toLowerCase(Locale.ROOT).replace('_', ' ').trim())) {
            return Optional.of(new String[] {
                "carrier-word",
                "the tracking company '" + company
                        + "' is not spelt as Shopify spells it, so the buyer gets no tracking link"
            });
        }
        return url != null && !url.isBlank()
                ? Optional.empty()
                : Optional.of(new String[] {
                    "carrier-without-url",
                    "Shopify does not know the tracking company '" + company + "'; send a url with it"
                });
    }
}
