package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadReaderTest {

    @Test
    void aJsonObjectIsReadWithItsNumbersExact() {
        assertThat(PayloadReader.read(bytes("{\"a\": 0.10, \"b\": 9007199254740993, \"c\": 1e400}"))
                        .path("b")
                        .asText())
                .isEqualTo("9007199254740993");
        assertThat(PayloadReader.read(bytes("{\"a\": 0.1}")).path("a").isBigDecimal())
                .isTrue();
    }

    @Test
    void hostileAndBrokenBytesAreRefusedWithAPlaceAndNoQuote() {
        for (String body : List.of(
                "",
                " ",
                "{",
                "{\"name\":\"Ada Marsh",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":Ada}",
                "<br />{\"a\":1}",
                "webhook_id=4",
                "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}",
                "{\"a\":" + "9".repeat(101) + "}",
                "{\"a\":\"" + "x".repeat((1 << 20) + 1) + "\"}",
                "{\"a\":[" + "1,".repeat(200_001) + "1]}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":1,}",
                "// x\n{}",
                "{\"" + "k".repeat(1025) + "\":1}")) {
            MappingException failure =
                    catchThrowableOfType(MappingException.class, () -> PayloadReader.read(bytes(body)));
            assertThat(failure)
                    .as(body.length() > 60 ? body.substring(0, 60) : body)
                    .isNotNull();
            assertThat(failure.code()).isIn("mapping.unreadable_json", "mapping.not_an_object");
            assertThat(failure.toString()).doesNotContain("Ada");
        }
    }

    @Test
    void aDocumentBeyondTheLimitIsRefused() {
        byte[] body = bytes("{\"a\":[" + "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\",".repeat(140_000) + "1]}");
        MappingException failure = catchThrowableOfType(MappingException.class, () -> PayloadReader.read(body));
        assertThat(failure.code()).isEqualTo("mapping.unreadable_json");
        assertThat(failure.evidence()).contains("limit 4194304");
    }

    @Test
    void jsonThatIsNoObjectIsRefusedAsThat() {
        for (String body : List.of("[]", "1", "\"x\"", "null", "true")) {
            assertThat(catchThrowableOfType(MappingException.class, () -> PayloadReader.read(bytes(body)))
                            .code())
                    .isEqualTo("mapping.not_an_object");
        }
        assertThat(catchThrowableOfType(MappingException.class, () -> PayloadReader.read(null))
                        .code())
                .isEqualTo("mapping.unreadable_json");
    }

    @Test
    void whatIsWrongIsSaidWithLineAndColumn() {
        MappingException failure =
                catchThrowableOfType(MappingException.class, () -> PayloadReader.read(bytes("{\n \"a\": tru }")));
        assertThat(failure.evidence()).startsWith("line 2, column");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
