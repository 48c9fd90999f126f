package org.caravanserai.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.caravanserai.channel.recipe.SignatureRecipe.Encoding;
import org.caravanserai.channel.recipe.SignatureRecipe.HmacSha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors of HMAC-SHA256 (RFC 4231), and how a signature may be written. */
class HmacCheckTest {

    private static final HexFormat HEX = HexFormat.of();

    private final HmacCheck check = new HmacCheck();

    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd, 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        "0102030405060708090a0b0c0d0e0f10111213141516171819, cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd, 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    })
    void theVectorsOfRfc4231Hold(String key, String data, String mac) {
        byte[] secret = HEX.parseHex(key);
        byte[] body = HEX.parseHex(data);

        assertThat(HEX.formatHex(check.sign(secret, body))).isEqualTo(mac);
        assertThat(check.proves(new HmacSha256("h", Encoding.HEX, "", "s"), List.of(secret), body, mac))
                .isTrue();
        assertThat(check.proves(
                        new HmacSha256("h", Encoding.HEX, "sha256=", "s"),
                        List.of(secret),
                        body,
                        "sha256=" + mac.toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
        assertThat(check.proves(
                        new HmacSha256("h", Encoding.BASE64, "", "s"),
                        List.of(secret),
                        body,
                        Base64.getEncoder().encodeToString(HEX.parseHex(mac))))
                .isTrue();
    }

    @Test
    void aPrefixThatIsMissingOrDoubledIsNoSignature() {
        byte[] secret = "s".getBytes(StandardCharsets.UTF_8);
        byte[] body = "b".getBytes(StandardCharsets.UTF_8);
        String mac = HEX.formatHex(check.sign(secret, body));
        HmacSha256 recipe = new HmacSha256("h", Encoding.HEX, "sha256=", "s");

        assertThat(check.proves(recipe, List.of(secret), body, mac)).isFalse();
        assertThat(check.proves(recipe, List.of(secret), body, "sha256=sha256=" + mac))
                .isFalse();
        assertThat(check.proves(recipe, List.of(secret), body, "sha1=" + mac)).isFalse();
    }

    @Test
    void theWholeSignatureMustBeThere() {
        byte[] secret = "s".getBytes(StandardCharsets.UTF_8);
        byte[] body = "b".getBytes(StandardCharsets.UTF_8);
        String mac = HEX.formatHex(check.sign(secret, body));
        HmacSha256 recipe = new HmacSha256("h", Encoding.HEX, "", "s");

        assertThat(check.proves(recipe, List.of(secret), body, mac.substring(0, 32)))
                .isFalse();
        assertThat(check.proves(recipe, List.of(secret), body, mac + "00")).isFalse();
        assertThat(check.proves(recipe, List.of(secret), body, "")).isFalse();
        assertThat(check.proves(recipe, List.of(secret), body, null)).isFalse();
        assertThat(check.proves(recipe, List.of(), body, mac)).isFalse();
    }

    @Test
    void anyLiveSecretProvesIt() {
        byte[] body = "b".getBytes(StandardCharsets.UTF_8);
        byte[] fresh = "new".getBytes(StandardCharsets.UTF_8);
        byte[] old = "old".getBytes(StandardCharsets.UTF_8);
        HmacSha256 recipe = new HmacSha256("h", Encoding.HEX, "", "s");

        assertThat(check.proves(recipe, List.of(fresh, old), body, HEX.formatHex(check.sign(old, body))))
                .isTrue();
        assertThat(check.proves(recipe, List.of(fresh), body, HEX.formatHex(check.sign(old, body))))
                .isFalse();
    }
}
