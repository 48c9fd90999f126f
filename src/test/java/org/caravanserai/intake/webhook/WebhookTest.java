package org.caravanserai.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.TreeValues;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook routes from the socket to the store, with the real route files and recipes. */
class WebhookTest {

    private static final String ORDER =
            "{\"id\": 6001, \"updated_at\":\"2026-11-23T05:00:00-05:00\",\"name\":\"#1001\",\"note\":\"caf\\u00e9\"}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path secrets;

    private final List<Observation> stored = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private volatile boolean storeAway;
    private Exchange last;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(secrets.resolve("shopify-north.webhook"), "new-secret\nold-secret\n");
        Files.writeString(secrets.resolve("shopify-south.webhook"), "south-secret\n");
        Files.writeString(secrets.resolve("woocommerce-tea.webhook"), "tea-secret\n");
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
                FixedAccounts.account(4, "shopify", "keyless", "", Map.of()),
                new Account(
                        5,
                        "shopify",
                        "gone",
                        AccountMode.OFF,
                        false,
                        "",
                        org.caravanserai.base.Json.MAPPER.createObjectNode(),
                        "shopify-north"));
        RouteFiles.bind(camel, new RawHttpBinding(1 << 20));
        RouteFiles.bind(camel, new KeepHeaders(recipes));
        RouteFiles.bind(camel, new WebhookSteps(accounts, new SecretSource(secrets)));
        RouteFiles.bind(
                camel, new IntakeSteps(new EventClassifier(new TreeValues()), this::store, new IntakeMeters(meters)));
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

    private List<Boolean> store(List<Observation> observations) {
        if (storeAway) {
            throw new IllegalStateException("database is away");
        }
        List<Boolean> duplicates = new ArrayList<>();
        for (Observation one : observations) {
            duplicates.add(stored.stream().anyMatch(old -> java.util.Arrays.equals(old.eventKey(), one.eventKey())));
            stored.add(one);
        }
        return duplicates;
    }

    private static String sign(String secret, byte[] body) {
        return Base64.getEncoder().encodeToString(new HmacCheck().sign(secret.getBytes(StandardCharsets.UTF_8), body));
    }

    private HttpRequest.Builder post(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/" + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder shopify(String account, String secret, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post("shopify/" + account, bytes)
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Webhook-Id", "w-1")
                .header("X-Shopify-Hmac-SHA256", sign(secret, bytes));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return send(request).statusCode();
    }

    @Test
    void aSignedOrderIsStoredByteForByteBeforeItIsAnswered() throws Exception {
        assertThat(status(shopify("north", "new-secret", ORDER))).isEqualTo(200);

        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.body()).isEqualTo(ORDER.getBytes(StandardCharsets.UTF_8));
            assertThat(event.accountId()).isEqualTo(1);
            assertThat(event.kind()).isEqualTo("order");
            assertThat(event.source()).isEqualTo("webhook");
            assertThat(event.topic()).isEqualTo("orders/create");
            assertThat(event.shape()).isEqualTo("webhook");
            assertThat(event.orderKey()).isEqualTo("6001");
            assertThat(event.thin()).isFalse();
            assertThat(event.headers())
                    .containsOnly(
                            Map.entry("X-Shopify-Topic", "orders/create"), Map.entry("X-Shopify-Webhook-Id", "w-1"));
            assertThat(new String(event.eventKey(), StandardCharsets.UTF_8))
                    .isEqualTo("orders/create\0006001\000w-1\000");
        });
    }

    @Test
    void aDuplicateIsAnsweredLikeTheFirst() throws Exception {
        HttpResponse<String> first = send(shopify("north", "new-secret", ORDER));
        HttpResponse<String> second = send(shopify("north", "new-secret", ORDER));

        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(count("shopify", "duplicate")).isEqualTo(1);
    }

    @Test
    void bothLiveSecretsSignWhileOneIsRotated() throws Exception {
        assertThat(status(shopify("north", "old-secret", ORDER))).isEqualTo(200);
        assertThat(status(shopify("north", "new-secret", ORDER))).isEqualTo(200);
    }

    @Test
    void aWrongSignatureIsRefusedWithoutDetailAndNothingIsStored() throws Exception {
        HttpResponse<String> answer = send(shopify("north", "guessed", ORDER));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(stored).isEmpty();
        assertThat(count("shopify", "signature")).isEqualTo(1);
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
    void aZippedBodyIsRefusedEvenIfSigned() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(ORDER.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(status(post("shopify/north", zipped.toByteArray())
                        .header("Content-Encoding", "gzip")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", zipped.toByteArray()))))
                .isEqualTo(415);
        assertThat(stored).isEmpty();
    }

    @Test
    void aFormBodyWithARightSignatureIsStoredAsItIs() throws Exception {
        byte[] form = "id=6001&name=%231001".getBytes(StandardCharsets.UTF_8);

        assertThat(status(post("shopify/north", form)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", form))
                        .header("X-Shopify-Topic", "orders/create")))
                .isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("odd");
            assertThat(event.body()).isEqualTo(form);
        });
    }

    @Test
    void theShopsPingIsAnsweredWith200AndStoredNowhere() throws Exception {
        assertThat(status(post("woocommerce/tea", "webhook_id=12".getBytes(StandardCharsets.UTF_8))
                        .header("Content-Type", "application/x-www-form-urlencoded")))
                .isEqualTo(200);
        assertThat(stored).isEmpty();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify/unknown",
                "shopify/",
                "shopify",
                "nochannel/north",
                "shopify/north/more",
                "shopify/gone",
                "amazon/north"
            })
    void unknownAccountsAreNotFound(String path) throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post(path, body).header("X-Shopify-Hmac-SHA256", sign("new-secret", body))))
                .isEqualTo(404);
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        byte[] big = new byte[(1 << 20) + 1];
        HttpRequest.Builder chunked = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/shopify/north"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(big)));

        assertThat(status(post("shopify/north", big))).isEqualTo(413);
        assertThat(status(chunked)).isEqualTo(413);
        assertThat(stored).isEmpty();
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        String filler = " ".repeat((1 << 20) - ORDER.length());
        assertThat(status(shopify("north", "new-secret", ORDER + filler))).isEqualTo(200);
        assertThat(stored.get(0).body()).hasSize(1 << 20);
    }

    @Test
    void aBodyCutShortIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /webhooks/shopify/north HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\nX-Shopify-Hmac-SHA256: "
                                    + sign("new-secret", ORDER.getBytes(StandardCharsets.UTF_8)) + "\r\n\r\n" + ORDER)
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"id\":", "", "[]", "{\"id\":{}}", "{\"name\":\"no id\"}", "{\"id\":null}"})
    void anythingOddWithARightSignatureIsStoredForPeopleAndAnsweredAsSuccess(String body) throws Exception {
        assertThat(status(shopify("north", "new-secret", body))).isEqualTo(200);
        assertThat(stored)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo("odd"));
    }

    @Test
    void anUnknownTopicIsStoredForPeople() throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post("shopify/north", body)
                        .header("X-Shopify-Topic", "orders/never_heard_of")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", body))))
                .isEqualTo(200);
        assertThat(stored)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo("odd"));
    }

    @Test
    void aTopicWeDoNotNeedIsAnsweredAndForgotten() throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post("shopify/north", body)
                        .header("X-Shopify-Topic", "products/update")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", body))))
                .isEqualTo(200);
        assertThat(stored).isEmpty();
    }

    @Test
    void aStoreThatIsAwayMakesTheChannelComeAgain() throws Exception {
        storeAway = true;
        HttpResponse<String> answer = send(shopify("north", "new-secret", ORDER));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aTrashedWooOrderIsOnlyAHint() throws Exception {
        byte[] body = "{\"id\":77}".getBytes(StandardCharsets.UTF_8);
        assertThat(status(post("woocommerce/tea", body)
                        .header("X-WC-Webhook-Topic", "order.deleted")
                        .header("X-WC-Webhook-Signature", sign("tea-secret", body))))
                .isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.thin()).isTrue();
            assertThat(event.orderKey()).isEqualTo("77");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelExecCommandExecutable",
                "CAmelBeanMethodName",
                "CamelHttpUri",
                "CamelJmsDestinationName",
                "CamelFileName",
                "CamelSqlQuery",
                "kafka.OVERRIDE_TOPIC",
                "operationName",
                "Long-Running-Action",
                "hubKind",
                "camelhttpresponsecode"
            })
    void noHeaderQueryOrFieldFromOutsideBecomesAHeader(String name) throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        int status = status(post("shopify/north?" + name + "=x", body)
                .header(name, "ignored")
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Hmac-SHA256", sign("new-secret", body)));

        assertThat(status).isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("order");
            assertThat(event.headers()).doesNotContainKey(name);
        });
        assertThat(last.getMessage().getHeaders())
                .doesNotContainEntry(name, "ignored")
                .doesNotContainEntry(name, "x");
    }

    @Test
    void onlyPostIsTaken() throws Exception {
        HttpRequest.Builder get = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/shopify/north"))
                .GET();
        assertThat(status(get)).isIn(404, 405);
    }

    @Test
    void noAnswerCarriesAHeaderOfOurs() throws Exception {
        HttpResponse<String> answer = send(shopify("north", "new-secret", ORDER));
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("hub")
                        || name.toLowerCase(java.util.Locale.ROOT).startsWith("x-shopify"));
    }

    private double count(String channel, String result) {
        return meters.counter("hub.webhooks", "channel", channel, "result", result)
                .count();
    }
}
