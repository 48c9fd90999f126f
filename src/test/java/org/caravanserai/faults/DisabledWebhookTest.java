package org.caravanserai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.caravanserai.base.Json;
import org.caravanserai.testbed.demo.Shops;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub is away for so long that a shop disables its webhooks; nobody but the hub does anything about it. */
@Tag("deep")
class DisabledWebhookTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CAME_BY_WEBHOOK = """
            select count(*) from inbox i join account a on a.id = i.account_id
             where a.channel = 'woocommerce' and i.source = 'webhook' and i.topic = 'order.created'""";

    @TempDir
    private Path directory;

    @Test
    void theHubSwitchesItOnFindsTheOrdersOfTheGapAndHearsOfTheNextOnes() throws Exception {
        try (Play play = new Play(directory, 11).start()) {
            Shops.Shop shop = play.demoRun().shops().stream()
                    .filter(one -> one.channel().equals("woocommerce"))
                    .findFirst()
                    .orElseThrow();
            play.hub().child().kill();
            play.sell(60, 1);
            await("the shop gives up").atMost(PATIENCE).until(() -> status(shop).equals("disabled"));

            play.hub().launch().ready();

            await("the hub looks").atMost(PATIENCE).until(() -> status(shop).equals("active"));
            await("its audit trail says so")
                    .atMost(PATIENCE)
                    .until(() -> play.number(
                                    "select count(*) from audit_row where action = 'subscription.repaired' and data like '%switched order.created on again%'")
                            == 1);
            assertThat(metrics(play))
                    .containsPattern("hub_subscription_repairs_total\\{account=\"" + shop.name()
                            + "\",channel=\"woocommerce\"\\} [1-9]");
            long before = play.number(CAME_BY_WEBHOOK);
            play.sell(12, 1);
            await("the next orders are pushed").atMost(PATIENCE).until(() -> play.number(CAME_BY_WEBHOOK) > before);
            play.judge();
        }
    }

    private static String status(Shops.Shop shop) throws Exception {
        String pair = shop.secrets().get("consumer-key") + ":" + shop.secrets().get("consumer-secret");
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(shop.baseUrl() + "/wp-json/wc/v3/webhooks"))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        for (JsonNode webhook : Json.MAPPER.readTree(answer.body())) {
            if (webhook.path("topic").asText().equals("order.created")) {
                return webhook.path("status").asText();
            }
        }
        throw new AssertionError("the shop has no webhook order.created");
    }

    private static String metrics(Play play) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + play.hub().run().management() + "/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
