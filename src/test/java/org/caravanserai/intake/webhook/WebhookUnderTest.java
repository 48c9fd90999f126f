package org.caravanserai.intake.webhook;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.base.Json;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The webhook routes on a socket of their own, with the real route files and recipes and a store in memory. */
abstract class WebhookUnderTest {

    static final String ORDER =
            "{\"id\": 6001, \"updated_at\":\"2026-11-23T05:00:00-05:00\",\"name\":\"#1001\",\"note\":\"caf\\u00e9\"}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path secrets;

    final List<NewEvent> stored = new CopyOnWriteArrayList<>();
    final List<Integer> polled = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Server server = new Server();
    final ServerConnector connector = new ServerConnector(server);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    volatile boolean storeAway;
    Exchange last;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(secrets.resolve("shopify-north.webhook"), "new-secret\nold-secret\n");
        Files.writeString(secrets.resolve("shopify-south.webhook"), "south-secret\n");
        Files.writeString(secrets.resolve("woocommerce-tea.webhook"), "tea-secret\n");
        Files.writeString(secrets.resolve("shopify-star.webhook"), "star-secret\n");
        Files.writeString(secrets.resolve("woocommerce-cups.webhook"), "cups-secret\n");
        ServletContextHandler web = new ServletContextHandler("/");
        web.addServlet(WebhookServlet.holder(), WebhookServlet.PATH);
        server.addConnector(connector);
        server.setHandler(web);
        server.start();

        ChannelRecipes recipes = ChannelRecipes.load(Path.of("transformers"));
        FixedAccounts accounts = new FixedAccounts(
                FixedAccounts.account(1, "shopify", "north", "", Map.of()),
                FixedAccounts.account(2, "shopify", "south", "", Map.of()),
                FixedAccounts.account(3, "woocommerce", "tea", "", Map.of()),
                FixedAccounts.account(6, "shopify", "star", "https://star.myshopify.com", Map.of()),
                FixedAccounts.account(
                        7,
                        "woocommerce",
                        "cups",
                        "http://127.0.0.1:1",
                        Map.of("shopAddress", "https://www.cups.example/shop/")),
                FixedAccounts.account(4, "shopify", "keyless", "", Map.of()),
                new Account(
                        5,
                        "shopify",
                        "gone",
                        AccountMode.OFF,
                        false,
                        "",
                        Json.MAPPER.createObjectNode(),
                        "shopify-north"));
        RouteFiles.bind(camel, new RawHttpBinding(1 << 20));
        RouteFiles.bind(camel, new KeepHeaders(recipes));
        RouteFiles.bind(camel, new WebhookSteps(accounts, new SecretSource(secrets)));
        RouteFiles.bind(
                camel, new IntakeSteps(new EventClassifier(), this::store, new IntakeMeters(meters), polled::add));
        RouteFiles.load(camel, "10-intake/receive-webhook.camel.yaml", "10-intake/webhook-refusals.camel.yaml");
        RouteFiles.channel(camel, "receive-webhook", "shopify-receive-webhook", "shopify");
        RouteFiles.channel(camel, "receive-webhook", "woocommerce-receive-webhook", "woocommerce");
        camel.getCamelContextExtension().addInterceptStrategy((context, definition, target, next) -> exchange -> {
            last = exchange;
            target.process(exchange);
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        server.stop();
    }

    private List<Stored> store(List<NewEvent> events) {
        if (storeAway) {
            throw new IllegalStateException("database is away");
        }
        List<Stored> answers = new ArrayList<>();
        for (NewEvent event : events) {
            boolean known = stored.stream().anyMatch(old -> Arrays.equals(old.eventKey(), event.eventKey()));
            answers.add(new Stored(stored.size(), known));
            stored.add(event);
        }
        return answers;
    }

    static String sign(String secret, byte[] body) {
        return Base64.getEncoder().encodeToString(new HmacCheck().sign(secret.getBytes(StandardCharsets.UTF_8), body));
    }

    HttpRequest.Builder post(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/" + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpRequest.Builder shopify(String account, String secret, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post("shopify/" + account, bytes)
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Webhook-Id", "w-1")
                .header("X-Shopify-Hmac-SHA256", sign(secret, bytes));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    int status(HttpRequest.Builder request) throws Exception {
        return send(request).statusCode();
    }

    double count(String channel, String result) {
        return meters.counter("hub.webhooks", "channel", channel, "result", result)
                .count();
    }
}
