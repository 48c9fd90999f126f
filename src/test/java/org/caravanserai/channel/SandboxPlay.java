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
import java.util.List;
import java.util.function.Predicate;
import org.caravanserai.base.Json;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.intake.webhook.WebhookServlet;
import org.caravanserai.testbed.sandbox.Sandbox;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testing.TestClock;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A hub's channel routes beside the sandbox: strict stand-ins that check signatures, documents, carriers and rates for themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SandboxPlay {

    private static final int FACTOR = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Server web = new Server();
    final TestClock clock = TestClock.ticking();
    private Path secrets;
    private Sandbox sandbox;
    ChannelHub hub;
    JsonNode shops;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        secrets = directory;
        ServerConnector connector = new ServerConnector(web);
        connector.setHost("127.0.0.1");
        web.addConnector(connector);
        ServletContextHandler servlets = new ServletContextHandler("/");
        servlets.addServlet(WebhookServlet.holder(), WebhookServlet.PATH);
        web.setHandler(servlets);
        web.start();
        sandbox = Sandbox.start(
                0,
                URI.create("http://127.0.0.1:" + connector.getLocalPort()),
                new SandboxClock(clock, FACTOR),
                42,
                null,
                List.of("shopify", "woocommerce", "amazon"));
        shops = control("POST", "setup", """
                {"shops":[{"channel":"shopify","shop":"north","locations":["MAIN","EAST"],"listings":[{"sku":"MUG","quantity":50,"price":"12.00","title":"Mug"},{"sku":"CUP","quantity":50,"price":"8.00","title":"Cup"}]},
                          {"channel":"woocommerce","shop":"tea","listings":[{"sku":"MUG","quantity":50,"price":"12.00","title":"Mug"}]},
                          {"channel":"amazon","shop":"mugs","listings":[{"sku":"MUG","quantity":50,"price":"12.00","title":"Mug"}]}]}""");
        List<Account> accounts = new ArrayList<>();
        for (JsonNode shop : list(shops)) {
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
                secrets, null, clock, new TimeScale(FACTOR), Duration.ofSeconds(5), accounts.toArray(Account[]::new));
        for (String channel : List.of("shopify", "woocommerce")) {
            RouteFiles.channel(hub.camel(), "receive-webhook", channel + "-receive-webhook", channel);
        }
        RouteFiles.channel(hub.camel(), "pull-queue", "amazon-pull-queue", "amazon");
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
        sandbox.close();
        web.stop();
    }

    final NewEvent arrived(Predicate<NewEvent> wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> hub.stored.stream().anyMatch(wanted));
        return hub.stored.stream().filter(wanted).findFirst().orElseThrow();
    }

    final String place(String shop, String order) throws Exception {
        JsonNode placed = control(
                "POST",
                "orders",
                "{\"channel\":\"" + shop.split("/")[0] + "\",\"shop\":\"" + shop.split("/")[1] + "\",\"order\":" + order
                        + "}");
        return placed.path("orderId").asText();
    }

    final JsonNode ledger() throws Exception {
        return control("GET", "ledger", "");
    }

    final JsonNode ledgerOrder(String order) throws Exception {
        for (JsonNode one : ledger().path("orders")) {
            if (one.path("orderId").asText().equals(order)) {
                return one;
            }
        }
        throw new AssertionError("no order " + order + " in the ledger");
    }

    private JsonNode control(String method, String path, String body) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + "/control/" + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isBetween(200, 299);
        return Json.MAPPER.readTree(answer.body());
    }

    static Iterable<JsonNode> list(JsonNode answer) {
        return answer.isArray() ? answer : answer.path("shops");
    }

    private void write(String name, String secret) {
        try {
            Files.writeString(secrets.resolve(name), secret + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
