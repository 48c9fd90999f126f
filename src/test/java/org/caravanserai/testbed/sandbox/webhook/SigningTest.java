package org.caravanserai.testbed.sandbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors are those of RFC 4231, section 4. */
class SigningTest {

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void rfc4231Case1() {
        byte[] key = HexFormat.of().parseHex("0b".repeat(20));
        assertThat(hex(Signing.hmacSha256(key, "Hi There".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void rfc4231Case2InBase64() {
        String expected = Base64.getEncoder()
                .encodeToString(
                        HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        assertThat(Signing.base64("Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(expected);
    }

    @Test
    void rfc4231Case3() {
        assertThat(hex(Signing.hmacSha256(
                        HexFormat.of().parseHex("aa".repeat(20)), HexFormat.of().parseHex("dd".repeat(50)))))
                .isEqualTo("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    }
}
