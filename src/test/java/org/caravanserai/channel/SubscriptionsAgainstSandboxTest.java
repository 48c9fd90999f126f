package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.caravanserai.base.Json;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.intake.webhook.WebhookServlet;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.caravanserai.testbed.sandbox.Sandbox;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testing.TestClock;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels end what they push after failures and tell nobody; the hub finds out and mends it. Over the wire, at a sandbox that does the same. */
class SubscriptionsAgainstSandboxTest {

    /** Shopify's four hours of retries in less than a second. */
    private static final int FACTOR = 20_000;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String GRAPHQL = "/admin/api/2026-07/graphql.json";
    private static final String WEBHOOKS = "/wp-json/wc/v3/webhooks";

    @TempDir
    Path secrets;

    private final Server web = new Server();
    private final TestClock clock = TestClock.ticking();
    private Sandbox sandbox;
    private ChannelHub hub;
    private JsonNode shops;

    @BeforeEach
    void start() throws Exception {
        ServerConnector connector = new ServerConnector(web);
        connector.setHost("127.0.0.1");
        web.addConnector(connector);
        ServletContextHandler servlets = new ServletContextHandler("/");
        servlets.addServlet(WebhookServlet.holder(), WebhookServlet.PATH);
        web.setHandler(servlets);
        web.start();
        String address = "http://127.0.0.1:" + connector.getLocalPort();
        sandbox = Sandbox.start(
                0, URI.create(address), new SandboxClock(clock, FACTOR), 42, null, List.of("shopify", "woocommerce"));
        shops = control("POST", "setup", """
                {"shops":[{"channel":"shopify","shop":"north","listings":[{"sku":"MUG","quantity":50,"price":"12.00","title":"Mug"}]},
                          {"channel":"woocommerce","shop":"tea","listings":[{"sku":"MUG","quantity":50,"price":"12.00","title":"Mug"}]}]}""").path("shops");
        List<Account> accounts = new ArrayList<>();
        for (JsonNode shop : shops) {
            String reference =
                    shop.path("channel").asText() + "-" + shop.path("shop").asText();
            shop.path("secrets")
                    .fields()
                    .forEachRemaining(secret -> write(
                            reference + "." + secret.getKey(), secret.getValue().asText()));
            accounts.add(new Account(
                    accounts.size() + 1,
                    shop.path("channel").asText(),
                    shop.path("shop").asText(),
                    AccountMode.LIVE,
                    false,
                    shop.path("baseUrl").asText(),
                    shop.path("settings"),
                    reference));
        }
        hub = new ChannelHub(
                secrets,
                null,
                clock,
                new TimeScale(20),
                Duration.ofSeconds(5),
                address,
                accounts.toArray(Account[]::new));
        for (String channel : List.of("shopify", "woocommerce")) {
            RouteFiles.channel(hub.camel(), "receive-webhook", channel + "-receive-webhook", channel);
        }
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        sandbox.close();
        web.stop();
    }

    @Test
    void aWebhookTheShopHasDisabledIsSwitchedOnAndTheNextOrderComesByIt() throws Exception {
        assertThat(look("woocommerce").message()).isEmpty();
        assertThat(look("woocommerce").kind())
                .as("once all are there, nothing is sent")
                .isEqualTo(Kind.ALREADY);
        hub.readings.clear();
        hub.storeAway = true;
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            place("woocommerce", "tea");
            return "disabled".equals(webhook("order.created").path("status").asText());
        });
        hub.storeAway = false;

        Outcome outcome = look("woocommerce");

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.OK);
        assertThat(webhook("order.created").path("status").asText()).isEqualTo("active");
        assertThat(hub.readings).contains("tea switched order.created on again");
        arrivesByWebhook("woocommerce", "tea", "order.created");
        noViolations();
    }

    @Test
    void aWebhookThatSomebodyDeletedIsMadeAnewWithOurSecret() throws Exception {
        assertThat(look("woocommerce").done()).isTrue();
        call(
                "woocommerce",
                "DELETE",
                WEBHOOKS + "/" + webhook("order.created").path("id").asText() + "?force=true",
                "");
        assertThat(webhook("order.created").isMissingNode()).isTrue();

        assertThat(look("woocommerce").kind()).isEqualTo(Kind.OK);

        assertThat(hub.readings).contains("tea made order.created");
        arrivesByWebhook("woocommerce", "tea", "order.created");
        noViolations();
    }

    @Test
    void aSubscriptionThatDiedOfItsRetriesIsMadeAnewAndTheNextOrderComesByIt() throws Exception {
        assertThat(look("shopify").kind())
                .as("the topics the shop was not set up with")
                .isEqualTo(Kind.OK);
        assertThat(look("shopify").kind()).isEqualTo(Kind.ALREADY);
        hub.readings.clear();
        hub.storeAway = true;
        place("shopify", "north");
        await().atMost(Duration.ofSeconds(30)).until(() -> !subscribed().contains("ORDERS_CREATE"));
        hub.storeAway = false;

        Outcome outcome = look("shopify");

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Kind.OK);
        assertThat(subscribed()).contains("ORDERS_CREATE");
        assertThat(hub.readings).contains("north made orders/create");
        arrivesByWebhook("shopify", "north", "orders/create");
        noViolations();
    }

    @Test
    void aShopThatDoesNotLetUsLookEndsInARefusalNotInSilence() throws Exception {
        write("woocommerce-tea.consumer-secret", "cs_wrong");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(look("woocommerce").kind()).isEqualTo(Kind.RETRY));
        assertThat(hub.readings).isEmpty();
    }

    private Outcome look(String channel) {
        int account = channel.equals("shopify") ? 1 : 2;
        return hub.work("subscriptions", channel, account, "subscriptions", 1, ChannelHub.json("{}"));
    }

    private void arrivesByWebhook(String channel, String shop, String topic) throws Exception {
        String order = place(channel, shop);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> hub.stored.stream()
                        .anyMatch(one -> one.orderKey().equals(order)
                                && one.source() == EventSource.WEBHOOK
                                && one.topic().equals(topic)));
    }

    private JsonNode webhook(String topic) throws Exception {
        for (JsonNode one : call("woocommerce", "GET", WEBHOOKS, "")) {
            if (one.path("topic").asText().equals(topic)) {
                return one;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private List<String> subscribed() throws Exception {
        return call(
                        "shopify",
                        "POST",
                        GRAPHQL,
                        "{\"query\":\"{ webhookSubscriptions(first: 50) { nodes { topic } } }\"}")
                .at("/data/webhookSubscriptions/nodes")
                .findValuesAsText("topic");
    }

    private void noViolations() throws Exception {
        JsonNode violations = control("GET", "ledger", "").path("violations");
        assertThat(violations).as(violations.toPrettyString()).isEmpty();
    }

    private String place(String channel, String shop) throws Exception {
        return control(
                        "POST",
                        "orders",
                        "{\"channel\":\"" + channel + "\",\"shop\":\"" + shop
                                + "\",\"order\":{\"lines\":[{\"sku\":\"MUG\",\"quantity\":1}]}}")
                .path("orderId")
                .asText();
    }

    /** Calls a shop as its owner would. */
    private JsonNode call(String channel, String method, String path, String body) throws Exception {
        JsonNode shop = channel.equals("shopify") ? shops.get(0) : shops.get(1);
        String pair = shop.at("/secrets/consumer-key").asText() + ":"
                + shop.at("/secrets/consumer-secret").asText();
        return send(HttpRequest.newBuilder(URI.create(shop.path("baseUrl").asText() + path))
                .header("Content-Type", "application/json")
                .header(
                        "X-Shopify-Access-Token",
                        shop.at("/secrets/access-token").asText())
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode control(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + "/control/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode send(HttpRequest request) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isBetween(200, 299);
        return Json.MAPPER.readTree(answer.body());
    }

    private void write(String name, String secret) {
        try {
            Files.writeString(secrets.resolve(name), secret + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
