package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Money in mappings: never a double, padded to the currency's minor digits, otherwise as the channel wrote it. */
class MoneyFunctionsTest {

    private static final Jslt JSLT = new Jslt();

    @Property
    void moneyKeepsEveryAmountExactlyAndPadsIt(
            @ForAll("amounts") BigDecimal amount, @ForAll("currencies") String currency) {
        String text =
                JSLT.text("money(.a, .c)", "{\"a\": \"" + amount.toPlainString() + "\", \"c\": \"" + currency + "\"}");
        assertThat(new BigDecimal(text)).isEqualByComparingTo(amount);
        assertThat(new BigDecimal(text).scale()).isGreaterThanOrEqualTo(Money.minorDigits(currency));
        assertThat(text).matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    }

    @Property
    void aJsonNumberAndItsTextGiveTheSameMoney(@ForAll("amounts") BigDecimal amount) {
        String fromText = JSLT.text("money(.a, \"EUR\")", "{\"a\": \"" + amount.toPlainString() + "\"}");
        String fromNumber = JSLT.text("money(.a, \"EUR\")", "{\"a\": " + amount.toPlainString() + "}");
        assertThat(fromNumber).isEqualTo(fromText);
    }

    @Property
    void moneyOfMoneyIsTheSameMoney(@ForAll("amounts") BigDecimal amount, @ForAll("currencies") String currency) {
        String once =
                JSLT.text("money(.a, .c)", "{\"a\": \"" + amount.toPlainString() + "\", \"c\": \"" + currency + "\"}");
        assertThat(JSLT.text("money(.a, .c)", "{\"a\": \"" + once + "\", \"c\": \"" + currency + "\"}"))
                .isEqualTo(once);
    }

    @Property
    void aSumIsTheSumInEveryOrder(@ForAll("lists") List<BigDecimal> amounts) {
        BigDecimal expected = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> reversed = new java.util.ArrayList<>(amounts);
        java.util.Collections.reverse(reversed);
        String sum = JSLT.text("money-sum(., \"USD\")", texts(amounts));
        assertThat(new BigDecimal(sum)).isEqualByComparingTo(expected);
        assertThat(JSLT.text("money-sum(., \"USD\")", texts(reversed))).isEqualTo(sum);
    }

    @Property
    void timesIsRepeatedAdding(@ForAll("amounts") BigDecimal price, @ForAll @IntRange(max = 200) int units) {
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < units; i++) {
            expected = expected.add(price);
        }
        String total = JSLT.text(
                "money-times(.p, .n, \"USD\")", "{\"p\": \"" + price.toPlainString() + "\", \"n\": " + units + "}");
        assertThat(new BigDecimal(total)).isEqualByComparingTo(expected);
    }

    @Property
    void whatWasTakenOffCanBePutBack(@ForAll("amounts") BigDecimal from, @ForAll("amounts") BigDecimal amount) {
        String rest = JSLT.text(
                "money-minus(.a, .b, \"USD\")",
                "{\"a\": \"" + from.toPlainString() + "\", \"b\": \"" + amount.toPlainString() + "\"}");
        assertThat(new BigDecimal(rest).add(amount)).isEqualByComparingTo(from);
    }

    @Property
    void aUnitPriceThatDividesIsExactAndTheOthersAreWithinAMillionth(
            @ForAll("cents") long cents, @ForAll @IntRange(min = 1, max = 1000) int units) {
        BigDecimal total = BigDecimal.valueOf(cents, 2);
        BigDecimal each = new BigDecimal(JSLT.text(
                "money-each(.t, .n, \"USD\")", "{\"t\": \"" + total.toPlainString() + "\", \"n\": " + units + "}"));
        assertThat(each.multiply(BigDecimal.valueOf(units)).subtract(total).abs())
                .isLessThanOrEqualTo(BigDecimal.valueOf(units, 6));
        if (cents % units == 0) {
            assertThat(each).isEqualByComparingTo(BigDecimal.valueOf(cents / units, 2));
        }
    }

    @Example
    void theClassicsThatDoublesGetWrongAreRight() {
        assertThat(JSLT.text("money-sum(., \"USD\")", "[0.1, 0.2]")).isEqualTo("0.30");
        assertThat(JSLT.text("money-sum(., \"USD\")", "[\"0.1\", \"0.2\", null, \"\"]"))
                .isEqualTo("0.30");
        assertThat(JSLT.text("money-sum(., \"JPY\")", "[900719925474099, 9.3]")).isEqualTo("900719925474108.3");
        assertThat(JSLT.text("text(.)", "9007199254740993")).isEqualTo("9007199254740993");
        assertThat(JSLT.text("money(., \"USD\")", "\"4.35\"")).isEqualTo("4.35");
        assertThat(JSLT.text("money-times(., 100, \"USD\")", "4.35")).isEqualTo("435.00");
        assertThat(JSLT.text("money(., \"USD\")", "1.005")).isEqualTo("1.005");
    }

    @Example
    void amountsArePaddedToTheMinorDigitsOfTheirCurrency() {
        assertThat(JSLT.text("money(., \"EUR\")", "\"13.5\"")).isEqualTo("13.50");
        assertThat(JSLT.text("money(., \"JPY\")", "\"1200.0\"")).isEqualTo("1200");
        assertThat(JSLT.text("money(., \"KWD\")", "\"1.5\"")).isEqualTo("1.500");
        assertThat(JSLT.text("money(., \"USD\")", "\"225.0000\"")).isEqualTo("225.00");
        assertThat(JSLT.text("money(., \"USD\")", "\"0.1250\"")).isEqualTo("0.125");
        assertThat(JSLT.text("money(., \"USD\")", "\"007\"")).isEqualTo("7.00");
        assertThat(JSLT.text("money(., \"USD\")", "\"-0.00\"")).isEqualTo("0.00");
        assertThat(JSLT.run("money(., \"USD\")", "null").isNull()).isTrue();
        assertThat(JSLT.run("money(., \"USD\")", "\"\"").isNull()).isTrue();
    }

    @Example
    void whatIsNoAmountIsRefusedWithoutQuotingIt() {
        for (String wrong : List.of(
                "1e400",
                "1e-400",
                "1E+2147483647",
                "\"1e5\"",
                "\"1,031.64\"",
                "\"12.\"",
                "\".5\"",
                "\"-\"",
                "\"--1\"",
                "\"1-1\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"12 USD\"",
                "\"\u0661\u0662\"",
                "9007199254740993",
                "true",
                "[1]",
                "{\"amount\": 1}")) {
            assertThatThrownBy(() -> JSLT.run("money(., \"USD\")", wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            MappingException.class, e -> assertThat(e.code()).isEqualTo("mapping.impossible_amount"));
        }
        assertThatThrownBy(() -> JSLT.run("money(., \"USD\")", "\"Ada Marsh, 14 Willow Street\""))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.toString()).doesNotContain("Ada").contains("27 characters"));
    }

    @Example
    void currenciesThatDoNotExistAreRefused() {
        for (String wrong : List.of("USX", "usd", "US", "DOLLAR", "XXX", "XAU", "")) {
            assertThatThrownBy(() -> JSLT.run("money(\"1\", .)", "\"" + wrong + "\""))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            MappingException.class, e -> assertThat(e.code()).isEqualTo("mapping.unknown_currency"));
        }
        assertThat(JSLT.text("currency(.)", "null")).isEmpty();
        assertThat(JSLT.text("currency(.)", "\"CHF\"")).isEqualTo("CHF");
    }

    @Example
    void aDoubleThatAMappingMadeIsRefused() {
        assertThatThrownBy(() -> JSLT.run("money(.a / 3, \"USD\")", "{\"a\": 10}"))
                .isInstanceOfSatisfying(
                        MappingException.class, e -> assertThat(e.code()).isEqualTo("mapping.inexact_amount"));
    }

    @Example
    void partsAndDivisorsAreDividedExactlyOrRefused() {
        assertThat(JSLT.text("money-parts(.amount, .divisor, \"USD\")", "{\"amount\": 1250, \"divisor\": 100}"))
                .isEqualTo("12.50");
        assertThat(JSLT.text("money-parts(.amount, .divisor, \"JPY\")", "{\"amount\": 1200, \"divisor\": 1}"))
                .isEqualTo("1200");
        assertThatThrownBy(() -> JSLT.run("money-parts(.amount, .divisor, \"USD\")", "{\"amount\": 1, \"divisor\": 3}"))
                .isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> JSLT.run("money-parts(.amount, .divisor, \"USD\")", "{\"amount\": 1, \"divisor\": 0}"))
                .isInstanceOf(MappingException.class);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-999999999999999"), new BigDecimal("999999999999999"))
                .ofScale(6);
    }

    @Provide
    Arbitrary<List<BigDecimal>> lists() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-99999999"), new BigDecimal("99999999"))
                .ofScale(4)
                .list()
                .ofMaxSize(50);
    }

    @Provide
    Arbitrary<Long> cents() {
        return Arbitraries.longs().between(0, 100_000_000L);
    }

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("USD", "EUR", "JPY", "KWD", "CLF", "TRY");
    }

    private static String texts(List<BigDecimal> amounts) {
        JsonNode array = org.caravanserai.base.Json.MAPPER.valueToTree(
                amounts.stream().map(BigDecimal::toPlainString).toList());
        return array.toString();
    }
}
