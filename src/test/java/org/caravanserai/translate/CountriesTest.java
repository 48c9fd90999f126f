package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A country is a code or a name, in whichever language a shop writes it. */
class CountriesTest {

    @ParameterizedTest
    @CsvSource({
        "us, US",
        "USA, US",
        "UK, GB",
        "EL, GR",
        "XK, XK",
        "xk, XK",
        "Kosovo, XK",
        "Germany, DE",
        "Deutschland, DE",
        "ALLEMAGNE, DE",
        "United Kingdom, GB",
        "united states, US",
        "Österreich, AT",
        "' Sverige ', SE",
        "日本, JP"
    })
    void codesAndNamesAreUnderstood(String word, String code) {
        assertThat(Countries.code(word)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ZZ", "QQQ", "Atlantis", "14 Willow Street", "U"})
    void whatIsNoCountryIsNone(String word) {
        assertThat(Countries.code(word)).isNull();
    }
}
