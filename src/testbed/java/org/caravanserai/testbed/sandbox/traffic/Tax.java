package org.caravanserai.testbed.sandbox.traffic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * A made-up but plausible tax of a country.
 *
 * @param rate     share, e.g. 0.08
 * @param included true when prices contain it, as usual outside North America
 * @param digits   minor digits of the currency
 */
record Tax(BigDecimal rate, boolean included, int digits) {

    private static final Map<String, String> RATES =
            Map.of("US", "0.08", "CA", "0.13", "GB", "0.20", "DE", "0.19", "FR", "0.20", "AU", "0.10");

    static Tax of(String country, String currency) {
        return new Tax(
                new BigDecimal(RATES.getOrDefault(country, "0.08")),
                !currency.equals("USD") && !currency.equals("CAD"),
                currency.equals("JPY") ? 0 : 2);
    }

    BigDecimal round(BigDecimal amount) {
        return amount.setScale(digits, RoundingMode.HALF_UP);
    }

    /** The tax on, or in, the amount. */
    BigDecimal on(BigDecimal amount) {
        return included
                ? round(amount.subtract(amount.divide(BigDecimal.ONE.add(rate), 10, RoundingMode.HALF_UP)))
                : round(amount.multiply(rate));
    }
}
