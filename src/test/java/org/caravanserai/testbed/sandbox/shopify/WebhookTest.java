package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.FakeHub;
import org.caravanserai.testbed.sandbox.Probe;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private static final String TOPIC = "X-Shopify-Topic";
    private ShopifyProbe shopify;

    @BeforeEach
    void start() throws Exception {
        shopify = new ShopifyProbe(2_000, null);
    }

    @AfterEach
    void stop() throws Exception {
        shopify.close();
    }

    private FakeHub.Received first(String topic) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> shopify.hub.received(TOPIC, topic), l -> !l.isEmpty())
                .get(0);
    }

    @Test
    void aNewOrderIsAnnouncedSignedOverTheRawBody() throws Exception {
        String id = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2}]}");
        FakeHub.Received create = first("orders/create");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("hush".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(create.headers().get("X-Shopify-Hmac-SHA256"))
                .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(create.body())));
        assertThat(create.path()).isEqualTo("/webhooks/shopify/demo");
        assertThat(create.headers())
                .containsKeys(
                        "X-Shopify-Webhook-Id",
                        "X-Shopify-Event-Id",
                        "X-Shopify-Triggered-At",
                        "X-Shopify-Shop-Domain",
                        "X-Shopify-API-Version",
                        "X-Shopify-Name");
        assertThat(SandboxJson.parse(create.body()).path("id").asText()).isEqualTo(id);
        assertThat(first("orders/updated").headers().get("X-Shopify-Event-Id"))
                .isEqualTo(create.headers().get("X-Shopify-Event-Id"));
        first("orders/paid");
    }

    @Test
    void theBodyHasTheRestShape() throws Exception {
        shopify.place(
                "{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2},{\"sku\":\"GHOST\",\"quantity\":1,\"price\":\"5\"}],"
                        + "\"country\":\"US\",\"discount\":\"0.10\",\"shippingPrice\":\"4.90\"}");
        JsonNode body = SandboxJson.parse(first("orders/create").body());
        assertThat(body.path("id").isNumber()).isTrue();
        assertThat(body.path("id").asLong()).isGreaterThan(1L << 31);
        assertThat(body.path("total_price").isTextual()).isTrue();
        assertThat(body.path("total_line_items_price").asText()).isEqualTo("29.00");
        assertThat(body.path("total_discounts").asText()).isEqualTo("2.90");
        assertThat(body.path("fulfillment_status").isNull()).isTrue();
        assertThat(body.path("created_at").asText()).endsWith("-05:00");
        JsonNode line = body.at("/line_items/0");
        assertThat(line.path("price").asText()).isEqualTo("12.00");
        assertThat(line.at("/discount_allocations/0/amount").asText()).isEqualTo("2.40");
        assertThat(line.at("/price_set/shop_money/currency_code").asText()).isEqualTo("USD");
        assertThat(line.at("/tax_lines/0/price").asText()).isEqualTo("1.73");
        assertThat(body.at("/line_items/1/variant_id").isNull()).isTrue();
        assertThat(body.at("/shipping_lines/0/price").asText()).isEqualTo("4.90");
        assertThat(body.at("/shipping_address/country_code").asText()).isEqualTo("US");
    }

    @Test
    void digitalOrdersHaveNoShippingAddress() throws Exception {
        shopify.place(
                "{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}],\"digital\":true,\"guest\":true,\"pending\":true}");
        JsonNode body = SandboxJson.parse(first("orders/create").body());
        assertThat(body.path("shipping_address").isNull()).isTrue();
        assertThat(body.path("customer").isNull()).isTrue();
        assertThat(body.path("financial_status").asText()).isEqualTo("pending");
        assertThat(shopify.hub.received(TOPIC, "orders/paid")).isEmpty();
    }

    @Test
    void aFailedDeliveryIsRepeatedWithTheSamePayloadUpToEightTimes() throws Exception {
        AtomicInteger creates = new AtomicInteger();
        shopify.hub.answers(
                r -> "orders/create".equals(r.headers().get(TOPIC)) ? creates.incrementAndGet() < 30 ? 503 : 200 : 200);
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> shopify.probe.sandbox().world().deliverer().open() == 0);
        List<FakeHub.Received> attempts = shopify.hub.received(TOPIC, "orders/create");
        assertThat(attempts).hasSize(9);
        assertThat(attempts).allSatisfy(a -> {
            assertThat(a.body()).isEqualTo(attempts.get(0).body());
            assertThat(a.headers().get("X-Shopify-Webhook-Id"))
                    .isEqualTo(attempts.get(0).headers().get("X-Shopify-Webhook-Id"));
        });
    }

    @Test
    void aDeliveryThatIsGivenUpEndsItsSubscriptionUntilItIsMadeAnew() throws Exception {
        shopify.hub.answers(r -> "orders/create".equals(r.headers().get(TOPIC)) ? 503 : 200);
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !topics().contains("ORDERS_CREATE"));
        assertThat(topics()).contains("ORDERS_UPDATED");
        shopify.hub.answers(r -> 200);
        int heard = shopify.hub.received(TOPIC, "orders/create").size();
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> shopify.hub.received(TOPIC, "orders/updated").size() == 2);
        assertThat(shopify.hub.received(TOPIC, "orders/create")).hasSize(heard);

        String address = shopify.hub.uri().resolve("/webhooks/shopify/demo").toString();
        assertThat(subscribe(address).path("userErrors")).isEmpty();
        assertThat(subscribe(address).at("/userErrors/0/message").asText())
                .isEqualTo("Address for this topic has already been taken");
        assertThat(subscribe("http://elsewhere.example/")
                        .at("/userErrors/0/message")
                        .asText())
                .isEqualTo("Address is invalid");
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> shopify.hub.received(TOPIC, "orders/create").size() == heard + 1);
    }

    private List<String> topics() throws Exception {
        return shopify.graphql("{ webhookSubscriptions(first: 50) { nodes { topic } } }", "{}")
                .at("/data/webhookSubscriptions/nodes")
                .findValuesAsText("topic");
    }

    private JsonNode subscribe(String uri) throws Exception {
        return shopify.graphql(
                        "mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: {uri: \"" + uri
                                + "\"}) { webhookSubscription { id } userErrors { message } } }",
                        "{}")
                .at("/data/webhookSubscriptionCreate");
    }

    @Test
    void aGenuineWebhookRefusedAsWrongIsAViolation() throws Exception {
        shopify.hub.answers(r -> 401);
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> shopify.probe.violationCodes().contains("genuine-webhook-refused"));
    }

    @Test
    void forgedWebhooksComeAndTheirAcceptanceIsAViolation() throws Exception {
        shopify.probe.control("POST", "traffic", "{\"orders\":4,\"seconds\":0}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> shopify.probe.violationCodes().stream()
                                .filter("forged-webhook-accepted"::equals)
                                .count()
                        == 2);
        List<String> known = Probe.stream(shopify.probe.ledger().path("orders"))
                .map(o -> o.path("orderId").asText())
                .toList();
        Awaitility.await()
                .until(() -> Probe.stream(shopify.probe.ledger().path("strays"))
                                .filter(s -> s.path("forged").asBoolean())
                                .count()
                        == 2);
        assertThat(Probe.stream(shopify.probe.ledger().path("strays"))
                        .map(s -> s.path("orderId").asText()))
                .doesNotContainAnyElementsOf(known);
    }

    @Test
    void aFulfilmentFiresAnEchoWithTheParcel() throws Exception {
        JsonNode routed = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                .get(0);
        shopify.ship(
                routed.path("id").asText(), routed.at("/lineItems/nodes/0/id").asText(), 1, "1Z9");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> shopify.hub.received(TOPIC, "orders/updated").stream()
                        .anyMatch(r ->
                                new String(r.body(), StandardCharsets.UTF_8).contains("\"tracking_number\":\"1Z9\"")));
        JsonNode echo = SandboxJson.parse(
                shopify.hub.received(TOPIC, "orders/updated").get(1).body());
        assertThat(echo.path("fulfillment_status").asText()).isEqualTo("fulfilled");
        assertThat(echo.at("/line_items/0/fulfillable_quantity").asInt()).isZero();
    }

    @Test
    void anEditLowersCurrentQuantityAndIsAnnouncedAsAHint() throws Exception {
        String id = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":3}]}");
        shopify.probe.control(
                "POST", "orders/shopify/demo/" + id + "/edit", "{\"remove\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        assertThat(SandboxJson.parse(first("orders/edited").body())
                        .at("/order_edit/order_id")
                        .asText())
                .isEqualTo(id);
        Awaitility.await()
                .until(() -> shopify.hub.received(TOPIC, "orders/updated").size() == 2);
        JsonNode line = shopify.hub.received(TOPIC, "orders/updated").stream()
                .map(r -> parse(r.body()).at("/line_items/0"))
                .filter(l -> l.path("current_quantity").asInt() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(line.path("quantity").asInt()).isEqualTo(3);
        assertThat(shopify.probe.ledger().at("/stock/0/shown").asInt()).isEqualTo(8);
        assertThat(shopify.routed(id)
                        .at("/0/lineItems/nodes/0/remainingQuantity")
                        .asInt())
                .isEqualTo(2);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return SandboxJson.parse(body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
