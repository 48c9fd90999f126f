package org.caravanserai.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what its account has signed is taken. */
class WebhookSignatureTest extends WebhookUnderTest {

    @Test
    void aWrongSignatureIsRefusedWithoutWhatItShouldBeAndNothingIsStored() throws Exception {
        HttpResponse<String> answer = send(shopify("north", "guessed", ORDER));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"status\":401").doesNotContain("guessed", "new-secret", "north");
        assertThat(stored).isEmpty();
        assertThat(count("shopify", "signature")).isEqualTo(1);
    }

    @Test
    void bothLiveSecretsSignWhileOneIsRotated() throws Exception {
        assertThat(status(shopify("north", "old-secret", ORDER))).isEqualTo(200);
        assertThat(status(shopify("north", "new-secret", ORDER))).isEqualTo(200);
    }

    @Test
    void anotherAccountsSignatureIsRefused() throws Exception {
        assertThat(status(shopify("north", "south-secret", ORDER))).isEqualTo(401);
        assertThat(stored).isEmpty();
    }

    @Test
    void anAccountWithoutSecretRefusesEverything() throws Exception {
        assertThat(status(shopify("keyless", "new-secret", ORDER))).isEqualTo(401);
    }

    @Test
    void aMissingSignatureIsRefused() throws Exception {
        assertThat(status(post("shopify/north", ORDER.getBytes(StandardCharsets.UTF_8))
                        .header("X-Shopify-Topic", "orders/create")))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "not base64 !",
                "sha256=",
                "0000000000000000000000000000000000000000000000000000000000000000"
            })
    void anythingThatIsNoSignatureIsRefused(String signature) throws Exception {
        assertThat(status(post("shopify/north", ORDER.getBytes(StandardCharsets.UTF_8))
                        .header("X-Shopify-Hmac-SHA256", signature)))
                .isEqualTo(401);
        assertThat(stored).isEmpty();
    }

    @Test
    void twoSignaturesAreRefusedEvenIfOneIsRight() throws Exception {
        assertThat(status(shopify("north", "new-secret", ORDER)
                        .header("X-Shopify-Hmac-SHA256", sign("guessed", new byte[1]))))
                .isEqualTo(401);
    }

    @Test
    void aSignatureOverTheSameJsonWrittenDifferentlyIsRefused() throws Exception {
        byte[] body = ORDER.replace("\": ", "\":").replace("\\u00e9", "é").getBytes(StandardCharsets.UTF_8);
        String over = sign("new-secret", ORDER.getBytes(StandardCharsets.UTF_8));

        assertThat(status(post("shopify/north", body)
                        .header("X-Shopify-Hmac-SHA256", over)
                        .header("X-Shopify-Topic", "orders/create")))
                .isEqualTo(401);
    }

    @Test
    void anUnsignedOrderDressedAsAPingIsRefused() throws Exception {
        assertThat(status(post("woocommerce/tea", "{\"id\":1}".getBytes(StandardCharsets.UTF_8))
                        .header("Content-Type", "application/x-www-form-urlencoded")))
                .isEqualTo(401);
        assertThat(status(post("shopify/north", "webhook_id=12".getBytes(StandardCharsets.UTF_8))
                        .header("Content-Type", "application/x-www-form-urlencoded")))
                .isEqualTo(401);
    }
}
