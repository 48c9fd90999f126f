package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MappingFunctionsTest {

    private static final Jslt JSLT = new Jslt();

    @Test
    void timesOfEveryKindBecomeUtcWithMilliseconds() {
        assertThat(JSLT.text("instant(.)", "\"2026-11-23T05:00:02-05:00\"")).isEqualTo("2026-11-23T10:00:02.000Z");
        assertThat(JSLT.text("instant(.)", "\"2026-11-23T10:00:02Z\"")).isEqualTo("2026-11-23T10:00:02.000Z");
        assertThat(JSLT.text("instant(.)", "\"2026-11-23T10:00:02.1Z\"")).isEqualTo("2026-11-23T10:00:02.100Z");
        assertThat(JSLT.text("instant(.)", "\"2026-11-23T10:00:02.123999999Z\""))
                .isEqualTo("2026-11-23T10:00:02.123Z");
        assertThat(JSLT.text("instant(.)", "\"2026-12-31T23:30:00-0100\"")).isEqualTo("2027-01-01T00:30:00.000Z");
        assertThat(JSLT.text("instant(.)", "\"2024-02-29T00:15:00+05:30\"")).isEqualTo("2024-02-28T18:45:00.000Z");
        assertThat(JSLT.text("gmt(.)", "\"2026-11-23T10:00:02\"")).isEqualTo("2026-11-23T10:00:02.000Z");
        assertThat(JSLT.text("gmt(.)", "\"2017-08-21 22:22:19\"")).isEqualTo("2017-08-21T22:22:19.000Z");
        assertThat(JSLT.text("rfc-date(.)", "\"Tue, 20 Nov 2012 00:00:00 +0000\""))
                .isEqualTo("2012-11-20T00:00:00.000Z");
        assertThat(JSLT.text("epoch-seconds(.)", "1580821866")).isEqualTo("2020-02-04T13:11:06.000Z");
        assertThat(JSLT.text("epoch-millis(.)", "1580821866123")).isEqualTo("2020-02-04T13:11:06.123Z");
        assertThat(JSLT.text("epoch-millis(.)", "\"1580821866123\"")).isEqualTo("2020-02-04T13:11:06.123Z");
        assertThat(JSLT.run("[instant(null), gmt(\"\"), epoch-seconds(null)]", "{}")
                        .toString())
                .isEqualTo("[null,null,null]");
    }

    @Test
    void timesThatDoNotExistAreRefused() {
        for (String wrong : List.of(
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-23T25:00:00Z",
                "2026-11-23T10:00:00",
                "2026-11-23",
                "2026-11-23T10:00:00+19:00",
                "2026-11-23T10:00:00.Z",
                "0001-01-01T00:00:00Z",
                "9999-01-01T00:00:00Z",
                "yesterday at the usual time",
                "2026-11-23T1\u0660:00:00Z",
                "2026-11-23T10:00:00Zulu")) {
            assertThatThrownBy(() -> JSLT.run("instant(.)", "\"" + wrong + "\""))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            MappingException.class, e -> assertThat(e.code()).isEqualTo("mapping.impossible_time"));
        }
        assertThatThrownBy(() -> JSLT.run("epoch-seconds(.)", "1580821866.5")).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> JSLT.run("epoch-seconds(.)", "-1")).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> JSLT.run("epoch-seconds(.)", "1580821866000000"))
                .isInstanceOf(MappingException.class);
    }

    @Test
    void quantitiesAreWholeUnitsInWhateverFormTheyCome() {
        assertThat(JSLT.run(
                                "[quantity(2, 1), quantity(\"3\", 1), quantity(\"4.0000\", 1), quantity(.q, 0)]",
                                "{\"q\": 5.0}")
                        .toString())
                .isEqualTo("[2,3,4,5]");
        for (String wrong : List.of(
                "0",
                "-1",
                "1.5",
                "1000001",
                "\"1.5\"",
                "\"two\"",
                "null",
                "\"\"",
                "1e9",
                "1e400",
                "[1]",
                "true",
                "\"99999999999999999999\"")) {
            assertThatThrownBy(() -> JSLT.run("quantity(., 1)", wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            MappingException.class, e -> assertThat(e.code()).isEqualTo("mapping.impossible_quantity"));
        }
    }

    @Test
    void textLosesWhatNoNameOrAddressNeedsAndNothingElse() {
        assertThat(JSLT.text("text(.)", "\"  Ada\\u0000 Marsh\\r\\nApt 3\\t\"")).isEqualTo("Ada Marsh Apt 3");
        assertThat(JSLT.text("lines-of-text(.)", "\"one\\r\\ntwo\\rthree\\nfour\\tfive\""))
                .isEqualTo("one\ntwo\nthree\nfour five");
        assertThat(JSLT.text("text(.)", "\"a\\u202egnp.exe\\u2066b\\ufeff\\uffff\\u009b\""))
                .isEqualTo("agnp.exeb");
        assertThat(JSLT.text("text(.)", "\"\\ud83d\\ude00 \\ud83d x \\ude00\""))
                .isEqualTo("\ud83d\ude00 \ufffd x \ufffd");
        assertThat(JSLT.text("text(.)", "\"\\u0627\\u0644\\u200f \\u00e9 \\u65e5\\u672c ${env:HOME} {{x}} =1+1 <b>\""))
                .isEqualTo("\u0627\u0644\u200f \u00e9 \u65e5\u672c ${env:HOME} {{x}} =1+1 <b>");
        assertThat(JSLT.run("[text(\" \\t\"), text(null), text([1]), text({\"a\": 1})]", "{}")
                        .toString())
                .isEqualTo("[null,null,null,null]");
        assertThat(JSLT.run("[text(6001000000001), text(true), label(null), text(.d)]", "{\"d\": 1.50}")
                        .toString())
                .isEqualTo("[\"6001000000001\",\"true\",\"\",\"1.5\"]");
    }

    @Test
    void anIdBeyondEveryLongStaysExact() {
        assertThat(JSLT.text("text(.)", "123456789012345678901234567890")).isEqualTo("123456789012345678901234567890");
        assertThat(JSLT.text("text(.)", "9007199254740993")).isEqualTo("9007199254740993");
    }

    @Test
    void aGlobalIdGivesItsTail() {
        assertThat(JSLT.text("gid-tail(.)", "\"gid://shopify/LineItem/11001\"")).isEqualTo("11001");
        assertThat(JSLT.text("gid-tail(.)", "\"gid://shopify/InventoryLevel/5?inventory_item_id=7\""))
                .isEqualTo("5");
        assertThat(JSLT.text("gid-tail(.)", "11001")).isEqualTo("11001");
        assertThat(JSLT.run("gid-tail(.)", "null").isNull()).isTrue();
    }

    @Test
    void namesAreUnescapedOnceAndOnlyOnce() {
        assertThat(JSLT.text("html-text(.)", "\"Tea &amp; Cake &ndash; &#8220;A&#x201D; &eacute; &yuml; &nbsp;x\""))
                .isEqualTo("Tea & Cake \u2013 \u201cA\u201d \u00e9 \u00ff \u00a0x");
        assertThat(JSLT.text("html-text(.)", "\"&amp;lt;b&amp;gt;\"")).isEqualTo("&lt;b&gt;");
        assertThat(JSLT.text("html-text(.)", "\"AT&T; & &unknown; &#xD800; &#1114112; &# ;&;\""))
                .isEqualTo("AT&T; & &unknown; &#xD800; &#1114112; &# ;&;");
        assertThat(JSLT.text("html-text(.)", "\"a&#0;&#8238;b\"")).isEqualTo("ab");
    }

    @Test
    void onlyTheCoarsePartOfAPostcodeStaysInTheClear() {
        assertThat(JSLT.text("postcode-prefix(\"94103-1234\", \"US\")", "{}")).isEqualTo("941");
        assertThat(JSLT.text("postcode-prefix(\"sw1a 1aa\", \"GB\")", "{}")).isEqualTo("SW1A");
        assertThat(JSLT.text("postcode-prefix(\"M1 2AB\", \"GB\")", "{}")).isEqualTo("M1");
        assertThat(JSLT.text("postcode-prefix(\"B3H 1A1\", \"CA\")", "{}")).isEqualTo("B3H");
        assertThat(JSLT.text("postcode-prefix(\"150-0002\", null)", "{}")).isEqualTo("150");
        assertThat(JSLT.run("[postcode-prefix(null, \"US\"), postcode-prefix(\" - \", \"US\")]", "{}")
                        .toString())
                .isEqualTo("[null,null]");
    }

    @Test
    void countriesAreAlpha2WhateverTheChannelSends() {
        assertThat(JSLT.run(
                                "[country(\"us\"), country(\"USA\"), country(\"DEU\"), country(\"ZZ\"), country(\"UK\"), country(\"xk\"), country(null)]",
                                "{}")
                        .toString())
                .isEqualTo("[\"US\",\"US\",\"DE\",null,\"GB\",\"XK\",null]");
    }

    @Test
    void listsAreCountedJoinedAndCleaned() {
        assertThat(JSLT.run(
                                "tally(., \"id\", \"n\")",
                                "[{\"id\": 7, \"n\": 2}, {\"id\": \"7\", \"n\": 1}, {\"id\": 8, \"n\": 0}]")
                        .toString())
                .isEqualTo("{\"7\":3,\"8\":0}");
        assertThat(JSLT.run("tags(.)", "\"vip, first-order ,,vip\"").toString()).isEqualTo("[\"first-order\",\"vip\"]");
        assertThat(JSLT.run("tags(.)", "[\"b\", \"a\", null]").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(JSLT.run("present(.)", "{\"b\": \"1\", \"a\": null, \"c\": \"\"}")
                        .toString())
                .isEqualTo("{\"b\":\"1\"}");
        assertThat(JSLT.text("joined(.)", "[\" Ada \", null, \"\", \"Marsh\"]")).isEqualTo("Ada Marsh");
        assertThat(JSLT.run("[list(null), list({}), first([null, 2])]", "{}").toString())
                .isEqualTo("[[],[],2]");
    }

    @Test
    void aMappingCanRefuseWithItsOwnCause() {
        assertThatThrownBy(() ->
                        JSLT.run("refuse(\"mapping.incomplete\", \"The payload has no fulfilment block.\")", "{}"))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.code()).isEqualTo("mapping.incomplete");
                    assertThat(e).hasMessage("The payload has no fulfilment block.");
                });
        assertThatThrownBy(() -> JSLT.run("refuse(\"mapping.incomplete\", \"No time.\", \"/date\")", "{}"))
                .isInstanceOfSatisfying(
                        MappingException.class, e -> assertThat(e.evidence()).isEqualTo("/date"));
    }
}
