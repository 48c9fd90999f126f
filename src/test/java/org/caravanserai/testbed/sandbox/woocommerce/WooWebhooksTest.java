package org.caravanserai.testbed.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.rig.ListeningHub.Hook;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.webhook.Mishaps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WooWebhooksTest {

    private static final String WEBHOOKS = "/wp-json/wc/v3/webhooks";
    private WooRig woo;

    @BeforeEach
    void start() throws Exception {
        woo = new WooRig(20);
    }

    @AfterEach
    void close() throws Exception {
        woo.close();
    }

    private Hook first(String topic) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !woo.rig.hub().topic(topic).isEmpty());
        return woo.rig.hub().topic(topic).get(0);
    }

    @Test
    void aNewOrderIsPushedWithItsWholeBodyAndASignatureOverIt() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        Hook hook = first("order.created");
        assertThat(hook.path()).isEqualTo("/webhooks/woocommerce/one");
        assertThat(hook.headers())
                .containsEntry("X-WC-Webhook-Resource", "order")
                .containsEntry("X-WC-Webhook-Event", "created")
                .containsEntry("Content-Type", "application/json")
                .containsKeys("X-WC-Webhook-ID", "X-WC-Webhook-Delivery-ID");
        assertThat(hook.headers().get("X-WC-Webhook-Source")).endsWith("/");
        assertThat(SandboxJson.MAPPER.readTree(hook.body())).isEqualTo(woo.order(id));
        Mac mac = Mac.getInstance("HmacSHA256");
        // The secret was set as "s&amp;cret"; WordPress resolves entities before it signs.
        mac.init(new SecretKeySpec("s&cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(hook.headers().get("X-WC-Webhook-Signature"))
                .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(hook.body())));
    }

    @Test
    void theBodyShowsTheOrderAsItIsWhenItLeavesAndWaitingUpdatesMelt() throws Exception {
        woo.rig.sandbox().world().mishaps().rates(new Mishaps.Rates(0, 0, true));
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true");
        woo.rig.change(id, "pay", "{}");
        woo.track(id, "UPS", "1Z1");
        woo.status(id, "completed");
        Hook created = first("order.created");
        assertThat(SandboxJson.MAPPER.readTree(created.body()).path("status").asText())
                .isEqualTo("completed");
        first("order.updated");
        JsonNode deliveries = woo.rig.ledgerOrder(id).path("deliveries");
        assertThat(deliveries)
                .as("pay and completed came while one update was waiting")
                .hasSize(2);
    }

    @Test
    void aFailedDeliveryIsLost() throws Exception {
        woo.rig.hub().answer(500);
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true");
        first("order.created");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(woo.rig.ledgerOrder(id).path("deliveries"))
                        .allSatisfy(delivery -> assertThat(delivery.path("done").asBoolean()
                                        && delivery.path("attempt").asInt() == 1)
                                .isTrue()));
    }

    @Test
    void theSeventhFailureInARowTurnsTheWebhookOffUntilItIsTurnedOnAgain() throws Exception {
        woo.rig.hub().answer(503);
        String id = created("order.created").path("id").asText();
        for (int i = 1; i <= 7; i++) {
            assertThat(created("order.created").path("status").asText())
                    .as("before failure " + i)
                    .isEqualTo("active");
            woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
            int wanted = i;
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> woo.rig.hub().topic("order.created").size() == wanted);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> wanted == 7
                            ? created("order.created").path("status").asText().equals("disabled")
                            : failures() == wanted);
        }
        woo.rig.hub().answer(200);
        String unheard = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        assertThat(woo.rig.ledgerOrder(unheard).path("deliveries"))
                .noneSatisfy(
                        delivery -> assertThat(delivery.path("topic").asText()).isEqualTo("order.created"));
        assertThat(woo.send("PUT", WEBHOOKS + "/" + id, "{\"status\":\"active\"}")
                        .statusCode())
                .isEqualTo(200);
        woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> woo.rig.hub().topic("order.created").size() == 8);
    }

    @Test
    void aDeletedWebhookIsSilentAndOneThatIsMadeNeedsASecretAndTheHubsAddress() throws Exception {
        String old = created("order.created").path("id").asText();
        assertThat(woo.send("DELETE", WEBHOOKS + "/" + old, null).statusCode()).isEqualTo(501);
        assertThat(woo.send("DELETE", WEBHOOKS + "/" + old + "?force=true", null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(woo.get(WEBHOOKS + "/" + old).statusCode()).isEqualTo(404);
        String unheard = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        assertThat(woo.rig.ledgerOrder(unheard).path("deliveries"))
                .noneSatisfy(
                        delivery -> assertThat(delivery.path("topic").asText()).isEqualTo("order.created"));
        assertThat(woo.send("POST", WEBHOOKS, "{\"topic\":\"order.made\",\"delivery_url\":\"https://hub.example\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(woo.send("POST", WEBHOOKS, "{\"topic\":\"order.created\",\"delivery_url\":\"hub.example\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(woo.rig.violations()).isEmpty();

        String address = created("order.updated").path("delivery_url").asText();
        assertThat(woo.send(
                                "POST",
                                WEBHOOKS,
                                "{\"topic\":\"order.created\",\"delivery_url\":\"" + address + "\",\"secret\":\"new\"}")
                        .statusCode())
                .isEqualTo(201);
        woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        first("order.created");
        assertThat(woo.rig.violations()).isEmpty();
        woo.send("POST", WEBHOOKS, "{\"topic\":\"order.restored\",\"delivery_url\":\"https://elsewhere.example\"}");
        assertThat(woo.rig.violations()).contains("webhook-elsewhere", "webhook-without-secret");
    }

    private JsonNode created(String topic) throws Exception {
        for (JsonNode webhook : woo.json(WEBHOOKS)) {
            if (webhook.path("topic").asText().equals(topic)) {
                return woo.json(WEBHOOKS + "/" + webhook.path("id").asText());
            }
        }
        throw new AssertionError("no webhook " + topic);
    }

    private int failures() {
        synchronized (woo.rig.shop()) {
            return woo.rig.shop().extra.at("/webhooks/0/failures").asInt();
        }
    }

    @Test
    void savingAWebhookPingsWithAnUnsignedFormThatWantsExactly200() throws Exception {
        woo.rig.hub().answer(202);
        woo.send("PUT", WEBHOOKS + "/" + created("order.created").path("id").asText(), "{\"status\":\"active\"}");
        await().atMost(Duration.ofSeconds(5)).until(() -> woo.rig.violations().contains("greeting-refused"));
        Hook ping = woo.rig.hub().hooks().get(0);
        assertThat(new String(ping.body(), StandardCharsets.UTF_8)).matches("webhook_id=\\d+");
        assertThat(ping.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(ping.headers().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-wc"));
    }

    @Test
    void twoDeliveriesOfOneWebhookWithinASecondHaveOneId() {
        Instant second = Instant.parse("2026-11-23T10:00:00Z");
        assertThat(WooWebhooks.deliveryId("7", second.plusMillis(10)))
                .isEqualTo(WooWebhooks.deliveryId("7", second.plusMillis(900)))
                .isNotEqualTo(WooWebhooks.deliveryId("7", second.plusSeconds(1)))
                .isNotEqualTo(WooWebhooks.deliveryId("8", second));
    }

    @Test
    void aDeletedOrderSendsNothingButItsNumber() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        first("order.created");
        woo.rig.change(id, "cancel", "{\"trash\":true}");
        assertThat(new String(first("order.deleted").body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":" + id + "}");
    }

    @Test
    void aDraftIsAnnouncedAsUpdatedBeforeItIsCreated() throws Exception {
        woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"draft\":true");
        Hook draft = first("order.updated");
        assertThat(SandboxJson.MAPPER.readTree(draft.body()).path("status").asText())
                .isEqualTo("checkout-draft");
        assertThat(SandboxJson.MAPPER
                        .readTree(first("order.created").body())
                        .path("status")
                        .asText())
                .isEqualTo("processing");
    }

    @Test
    void writingTheStatusEchoesAsAnUpdate() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        first("order.created");
        woo.track(id, "UPS", "1Z1");
        woo.status(id, "completed");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(woo.rig.hub().topic("order.updated"))
                        .anySatisfy(hook -> assertThat(new String(hook.body(), StandardCharsets.UTF_8))
                                .contains("\"status\":\"completed\"")));
    }

    @Test
    void theShopOfAReopenedSandboxKeepsItsWebhooksAndOrders(@org.junit.jupiter.api.io.TempDir java.nio.file.Path state)
            throws Exception {
        String id;
        List<String> hooks;
        try (WooRig before = new WooRig(new SandboxRig("woocommerce", 20, state))) {
            id = before.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"draft\":true");
            hooks = before.json(WEBHOOKS).findValuesAsText("id");
        }
        try (WooRig after = new WooRig(new SandboxRig("woocommerce", 20, state))) {
            assertThat(after.json(WEBHOOKS).findValuesAsText("id")).isEqualTo(hooks);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> after.order(id).path("status").asText().equals("processing"));
            SandboxOrder order = after.rig.shop().orders().get(id);
            assertThat(order.paidAt).isNotNull();
        }
    }
}
