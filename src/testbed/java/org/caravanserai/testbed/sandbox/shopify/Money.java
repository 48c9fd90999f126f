package org.caravanserai.testbed.sandbox.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An amount in the shop's currency, shown also in the buyer's.
 *
 * @param rate units of {@code presentment} per unit of {@code currency}
 */
record Money(String currency, String presentment, BigDecimal rate) {

    /** Two digits, as REST bodies write it: "13.50". */
    String rest(BigDecimal amount) {
        return amount.setScale(digits(currency), RoundingMode.HALF_UP).toPlainString();
    }

    private String restPresented(BigDecimal amount) {
        return presented(amount).toPlainString();
    }

    private BigDecimal presented(BigDecimal amount) {
        return amount.multiply(rate).setScale(digits(presentment), RoundingMode.HALF_UP);
    }

    private static int digits(String code) {
        return code.equals("JPY") || code.equals("KRW") ? 0 : 2;
    }

    /** {@code {shop_money:{amount, currency_code}, presentment_money:{..}}} of a REST body. */
    Map<String, Object> restSet(BigDecimal amount) {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("shop_money", Map.of("amount", rest(amount), "currency_code", currency));
        set.put("presentment_money", Map.of("amount", restPresented(amount), "currency_code", presentment));
        return set;
    }

    /** A GraphQL MoneyBag. */
    Map<String, Object> bag(BigDecimal amount) {
        return Map.of(
                "shopMoney",
                Map.of(
                        "amount",
                        graphql(amount.setScale(digits(currency), RoundingMode.HALF_UP)),
                        "currencyCode",
                        currency),
                "presentmentMoney",
                Map.of("amount", graphql(presented(amount)), "currencyCode", presentment));
    }

    /** GraphQL Decimals drop zeros but keep one digit: "13.5", "10.0". */
    private static String graphql(BigDecimal amount) {
        BigDecimal bare = amount.stripTrailingZeros();
        return (bare.scale() < 1 ? bare.setScale(1, RoundingMode.UNNECESSARY) : bare).toPlainString();
    }
}
