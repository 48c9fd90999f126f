package org.caravanserai.testbed.sandbox.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers to check against are published examples of the carriers' forms. */
class TrackingNumbersTest {

    @Test
    void checkDigitsAreThoseOfPublishedExamples() {
        assertThat(TrackingNumbers.ups("5R8939035756712")).isEqualTo("1Z5R89390357567127");
        assertThat(TrackingNumbers.ups("879E93034683444")).isEqualTo("1Z879E930346834440");
        assertThat(TrackingNumbers.mod10("940011120620640626078")).isEqualTo("9400111206206406260787");
        assertThat(TrackingNumbers.fedex("98657878885")).isEqualTo("986578788855");
        assertThat(TrackingNumbers.dhl("331881002")).isEqualTo("3318810025");
        assertThat(TrackingNumbers.s10("RB", "12345678", "GB")).isEqualTo("RB123456785GB");
    }

    @Test
    void numbersOfManyParcelsDiffer() {
        Set<String> seen = new HashSet<>();
        Random random = new Random(1);
        for (String carrier : new String[] {"ups", "usps", "fedex", "dhl_express", "royal_mail", "other"}) {
            for (long i = 1; i <= 3_000; i++) {
                assertThat(seen.add(TrackingNumbers.of(carrier, i, random))).isTrue();
            }
        }
    }
}
