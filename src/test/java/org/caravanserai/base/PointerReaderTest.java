package org.caravanserai.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PointerReaderTest {

    @Test
    void scalarsAreFoundWhereverThePointerLeads() {
        String json =
                "{\"skip\":{\"id\":1,\"deep\":[[{\"id\":2}]]},\"order\":{\"id\":\"114-1\",\"list\":[10,{\"x\":true},[7]],\"a/b\":{\"m~n\":\"esc\"},\"7\":\"seven\"},\"v\":\"2026-11-23T10:00:00Z\"}";
        assertThat(read(json, "/order/id")).contains("114-1");
        assertThat(read(json, "/order/list/0")).contains("10");
        assertThat(read(json, "/order/list/1/x")).contains("true");
        assertThat(read(json, "/order/list/2/0")).contains("7");
        assertThat(read(json, "/order/a~1b/m~0n")).contains("esc");
        assertThat(read(json, "/order/7")).contains("seven");
        assertThat(read(json, "/v")).contains("2026-11-23T10:00:00Z");
        assertThat(read("[{\"id\":5}]", "/0/id")).contains("5");
    }

    @Test
    void numbersComeAsTheyAreWritten() {
        assertThat(read("{\"id\":6001000000001}", "/id")).contains("6001000000001");
        assertThat(read("{\"id\":9007199254740993}", "/id")).contains("9007199254740993");
        assertThat(read("{\"id\":123456789012345678901234567890}", "/id")).contains("123456789012345678901234567890");
    }

    @Test
    void whatIsNoScalarIsAbsent() {
        for (String json : new String[] {
            "{}",
            "[]",
            "{\"id\":null}",
            "{\"id\":{}}",
            "{\"id\":[]}",
            "{\"id\":\"\"}",
            "{\"id\":\"  \"}",
            "{\"ID\":1}",
            "\"id\"",
            "7",
            "null",
            "{\"a\":{\"id\":1}}"
        }) {
            assertThat(read(json, "/id")).as(json).isEmpty();
        }
        assertThat(read("{\"list\":[1]}", "/list/1")).isEmpty();
        assertThat(read("{\"list\":[1]}", "/list/x")).isEmpty();
        assertThat(read("{\"list\":[1]}", "/list/-")).isEmpty();
        assertThat(read("{\"id\":1}", "/id/deeper")).isEmpty();
    }

    @Test
    void hostileBytesAreAbsentAndNeverAnError() {
        for (String json : new String[] {
            "",
            " ",
            "{",
            "{\"id\"",
            "{\"id\":",
            "{\"id\":12",
            "{\"id\":12x}",
            "{\"id\":0x1F}",
            "{\"id\":NaN}",
            "{\"id\":'1'}",
            "{id:1}",
            "webhook_id=4",
            "<html>",
            "\u0000\u0001",
            "{\"id\":\"a\u0000b\"}",
            "{\"id\":\"a\\u0000b\"}",
            "{\"id\":\"a\\nb\"}",
            "{\"id\":\"unterminated",
            "{,}",
            "{\"x\":[1,}]"
        }) {
            assertThat(read(json, "/id")).as(json).isEmpty();
        }
        assertThat(read("{\"x\":" + "[".repeat(100_000), "/id")).isEmpty();
        assertThat(read("{\"x\":" + "[".repeat(100) + "]".repeat(100) + ",\"id\":1}", "/id"))
                .isEmpty();
        assertThat(read("{\"id\":" + "9".repeat(5_000) + "}", "/id")).isEmpty();
        assertThat(read("{\"id\":\"" + "9".repeat(256) + "\"}", "/id")).isEmpty();
        assertThat(read("{\"id\":\"" + "9".repeat(255) + "\"}", "/id")).contains("9".repeat(255));
        assertThat(read("{\"" + "k".repeat(5_000) + "\":1,\"id\":1}", "/id")).isEmpty();
        assertThat(PointerReader.of("/id")
                        .read(new byte[] {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'}))
                .isEmpty();
    }

    @Test
    void nothingBehindTheValueIsLookedAt() {
        assertThat(read("{\"id\":1,\"rest\":" + "[".repeat(10_000), "/id")).contains("1");
        assertThat(read("{\"id\":\"a\"} trailing {", "/id")).contains("a");
        assertThat(read("{\"id\":\"first\",\"id\":\"second\"}", "/id")).contains("first");
    }

    @Test
    void aWrongPointerIsAWrongSetting() {
        assertThatThrownBy(() -> PointerReader.of("id"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must start with a slash");
        assertThatThrownBy(() -> PointerReader.of("")).isInstanceOf(ConfigException.class);
    }

    @Property
    void anyBytesGiveAValueOrNothing(@ForAll byte[] bytes) {
        assertThat(PointerReader.of("/a/0/b").read(bytes)).isEmpty();
    }

    @Property
    void anyCleanTextComesBackAsItWas(@ForAll String text) {
        boolean usable = !text.isBlank()
                && text.length() <= PointerReader.LONGEST_VALUE
                && text.chars().noneMatch(Character::isISOControl)
                && text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        if (usable) {
            String json = org.caravanserai.base.Json.MAPPER
                    .createObjectNode()
                    .put("before", "\"id\":1")
                    .put("id", text)
                    .toString();
            assertThat(read(json, "/id")).contains(text);
        }
    }

    private static Optional<String> read(String json, String pointer) {
        return PointerReader.of(pointer).read(json.getBytes(StandardCharsets.UTF_8));
    }
}
