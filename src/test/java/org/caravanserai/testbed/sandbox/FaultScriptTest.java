package org.caravanserai.testbed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the hub sees of each fault, and what really happened behind it. */
class FaultScriptTest {

    private FakeHub hub;
    private Probe probe;
    private JsonNode shop;

    @BeforeEach
    void start() throws Exception {
        hub = new FakeHub();
        probe = new Probe(hub.uri(), 100, null, "shopify");
        shop = probe.control("POST", "setup", """
                {"shops":[{"channel":"shopify","shop":"demo","secrets":{"access-token":"t"},
                 "listings":[{"sku":"A-1","quantity":10,"price":"12.00"}]}]}""").path("shops").get(0);
    }

    @AfterEach
    void stop() throws Exception {
        probe.close();
        hub.close();
    }

    private HttpResponse<byte[]> set(int quantity, String key) throws Exception {
        JsonNode reference = shop.at("/listings/0/reference");
        return probe.send(
                "POST",
                "/shopify/demo/admin/api/2026-07/graphql.json",
                """
                {"query":"mutation($i: InventorySetQuantitiesInput!, $k: String!) { inventorySetQuantities(input: $i) @idempotent(key: $k) { userErrors { code } } }",
                 "variables":{"k":"%s","i":{"name":"available","reason":"correction","quantities":[{"inventoryItemId":%s,"locationId":%s,
                 "quantity":%d,"changeFromQuantity":null}]}}}""".formatted(key, reference.path("inventoryItemId"), reference.path("locationId"), quantity)
                        .getBytes(),
                "Content-Type",
                "application/json",
                "X-Shopify-Access-Token",
                "t");
    }

    private void script(String... words) throws Exception {
        probe.control(
                "POST",
                "faults",
                "{\"channel\":\"shopify\",\"shop\":\"demo\",\"operation\":\"inventorySetQuantities\",\"script\":"
                        + SandboxJson.MAPPER.writeValueAsString(words) + "}");
    }

    private int shown() throws Exception {
        return probe.ledger().at("/stock/0/shown").asInt();
    }

    @Test
    void throttledAndBrokenCallsChangeNothing() throws Exception {
        script("429", "http-429", "500-before", "502-html", "ok");
        HttpResponse<byte[]> throttled = set(1, "a");
        assertThat(throttled.statusCode()).isEqualTo(200);
        assertThat(new String(throttled.body())).contains("THROTTLED");
        HttpResponse<byte[]> edge = set(1, "b");
        assertThat(edge.statusCode()).isEqualTo(429);
        assertThat(edge.headers().firstValue("Retry-After")).isPresent();
        assertThat(set(1, "c").statusCode()).isEqualTo(500);
        assertThat(set(1, "d").statusCode()).isEqualTo(502);
        assertThat(shown()).isEqualTo(10);
        assertThat(set(1, "e").statusCode()).isEqualTo(200);
        assertThat(shown()).isEqualTo(1);
        assertThat(probe.ledger().at("/calls/0/byOutcome").toString())
                .isEqualTo("{\"200\":1,\"fault:429\":1,\"fault:500-before\":1,"
                        + "\"fault:502-html\":1,\"fault:http-429\":1}");
    }

    @Test
    void a500AfterCommitAndACutConnectionDidHappen() throws Exception {
        script("500-after-commit", "cut-after-commit");
        assertThat(set(4, "a").statusCode()).isEqualTo(500);
        assertThat(shown()).isEqualTo(4);
        assertThatThrownBy(() -> set(3, "b")).isInstanceOf(IOException.class);
        assertThat(shown()).isEqualTo(3);
    }

    @Test
    void aTimeoutWithLateSuccessHappensAfterTheConnectionIsGone() throws Exception {
        script("timeout-late-success");
        assertThatThrownBy(() -> set(6, "a")).isInstanceOf(IOException.class);
        assertThat(shown()).isEqualTo(10);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> shown() == 6);
    }

    @Test
    void wrongControlCallsSayWhatIsWrong() throws Exception {
        HttpResponse<byte[]> answer =
                probe.send("POST", "/control/orders", "{\"channel\":\"shopify\",\"shop\":\"none\"}".getBytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body())).contains("no shop shopify/none");
        assertThat(probe.send("POST", "/control/faults", "{".getBytes()).statusCode())
                .isEqualTo(400);
        assertThat(probe.send("GET", "/shopify/none/x", new byte[0]).statusCode())
                .isEqualTo(404);
    }
}
