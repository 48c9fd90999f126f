package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real hub with all its routes; one order goes through it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineTest {

    private static final Path ORDER = Path.of("transformers/woocommerce/fixtures/01-simple/request.v3.json");

    @TempDir
    static Path home;

    private static HubChild hub;
    private static String token;

    private record Said(int code, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        Path secrets = Files.createDirectories(home.resolve("var/secrets/channels"));
        for (String what : new String[] {"webhook", "consumer-key", "consumer-secret"}) {
            Files.writeString(secrets.resolve("woocommerce-shop." + what), "secret");
        }
        hub = HubChild.start(home, Map.of());
        Pattern shown = Pattern.compile("admin token\\s+(\\S+)");
        // it is printed just after the hub has become ready
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> shown.matcher(hub.output()).find());
        Matcher printed = shown.matcher(hub.output());
        assertThat(printed.find()).isTrue();
        token = printed.group(1);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Said run(String... arguments) {
        String before = System.getProperty("hub.home");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--home", home.toString()));
            return new Said(
                    HubCommand.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new)),
                    out.toString(),
                    err.toString());
        } finally {
            if (before == null) {
                System.clearProperty("hub.home");
            } else {
                System.setProperty("hub.home", before);
            }
        }
    }

    private static Said ask(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--token", token));
        return run(all.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void anAccountIsConnectedAndListed() {
        Said connected = ask(
                "channel",
                "connect",
                "woocommerce",
                "shop",
                "--base-url",
                "http://127.0.0.1:9",
                "--set",
                "shop=garden",
                "--mode",
                "live");
        assertThat(connected.err).isEmpty();
        assertThat(connected.code).isZero();
        assertThat(ask("channel", "list").out)
                .contains("woocommerce  shop     live")
                .contains("woocommerce-shop.*");
    }

    @Test
    @Order(1)
    void theFirstPushOfStockIsLookedAtAndLetGo() throws java.io.IOException {
        for (String what : new String[] {"webhook", "consumer-key", "consumer-secret"}) {
            Files.writeString(home.resolve("var/secrets/channels/woocommerce-push." + what), "secret");
        }
        ask("channel", "connect", "woocommerce", "push", "--base-url", "http://127.0.0.1:9");
        Said shown = ask("channel", "publish", "woocommerce", "push", "--dry-run");
        assertThat(shown.err).isEmpty();
        assertThat(shown.out)
                .contains("SHOP SHOWS")
                .contains(
                        "woocommerce/push is shadow: 0 listings, 0 would be told, 0 never counted; not confirmed, so nothing is told.");
        assertThat(ask("channel", "publish", "woocommerce", "push", "--confirm").out)
                .contains("woocommerce/push: confirmed, but it is shadow");
        assertThat(ask("channel", "publish", "woocommerce", "push", "--dry-run").out)
                .contains("; confirmed 20");
        assertThat(ask("channel", "publish", "woocommerce", "push").code)
                .as("wrong use")
                .isEqualTo(2);
    }

    @Test
    @Order(2)
    void whatTheHubRefusesIsToldInItsWords() {
        Said refused = ask("channel", "connect", "woocommerce", "shop", "--base-url", "http://shop.example");
        assertThat(refused.code).isEqualTo(1);
        assertThat(refused.err).contains("/baseUrl: ").contains("https://").contains("(400)");
        assertThat(run("channel", "list", "--token", "wrong").err).contains("(401)");
        assertThat(ask("exceptions", "retry", "99").err).contains("case 99: ").contains("(404)");
        assertThat(ask("exceptions", "retry").code).as("wrong use").isEqualTo(2);
        assertThat(ask("exceptions", "retry", "--code", "stock.short").code)
                .as("without --all")
                .isEqualTo(2);
        assertThat(ask("trace", "no-such-order"))
                .satisfies(said -> assertThat(said.code).isEqualTo(1))
                .satisfies(said -> assertThat(said.err).contains("no order has the id or number no-such-order"));
    }

    @Test
    @Order(3)
    void anOrderIsTracedFromItsNumberAndItsCaseIsRetried() throws Exception {
        deliver();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("exceptions", "list", "--code", "mapping.unknown_sku")
                        .out
                        .contains("SPADE-1"));
        assertThat(ask("trace", "727").out)
                .contains("woocommerce/shop 727 (727)  RECEIVED")
                .contains("Held, allocate waits (mapping.unknown_sku)")
                .containsPattern("Z  event +woocommerce/shop sent order \\(order.created\\) by webhook +event \\d+")
                .containsPattern("decision +Held, allocate waits \\(mapping.unknown_sku\\)");

        aCaseIsShownAndSpokenOf();
        item();
        Said retried = ask("exceptions", "retry", "--code", "mapping.unknown_sku", "--all");
        assertThat(retried.out).startsWith("1 will be tried again, 0 already were, 0 failed");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("trace", "727").out.contains("BACKORDERED"));
    }

    private static void aCaseIsShownAndSpokenOf() {
        Matcher listed =
                Pattern.compile("(?m)^(\\d+) +open +error +mapping.unknown_sku").matcher(ask("exceptions", "list").out);
        assertThat(listed.find()).isTrue();
        String id = listed.group(1);
        assertThat(ask("exceptions", "comment", id, "asked the shop").out)
                .containsPattern("what to do +Say which item it is")
                .containsPattern("user:.+ comment +asked the shop");
        assertThat(ask("exceptions", "assign", id, "nobody-known").err).contains("no login 'nobody-known'");
        assertThat(ask("exceptions", "assign", id).code).isZero();
        Said refused = ask("exceptions", "resolve", id, "--note", "done");
        assertThat(refused.code).isEqualTo(1);
        assertThat(refused.err).contains("is still held by it").contains("(409)");
        assertThat(ask("exceptions", "dismiss", id).code).as("without a reason").isEqualTo(2);
        assertThat(ask("exceptions", "show", id, "--json").out).contains("\"history\"");
        assertThat(ask("exceptions", "payload", id).out).contains("\"id\": 727");
        Path copy = home.resolve("payload.json");
        assertThat(ask("exceptions", "payload", id, "--file", copy.toString()).code)
                .isZero();
        assertThat(copy).hasSameBinaryContentAs(ORDER);
    }

    @Test
    @Order(4)
    void aCountIsTakenInOnceAndTheOrderGoesOn() {
        String[] count = {
            "stock",
            "set",
            "SPADE-1",
            "MAIN",
            "40",
            "--reference",
            "count-1",
            "--as-of",
            Instant.now().toString()
        };
        assertThat(ask(count).out).startsWith("Stored as event ");
        assertThat(ask(count).out).contains("was reported before");
        assertThat(ask("stock", "set", "SPADE-1", "MAIN", "40", "--reference", "count-1").code)
                .isEqualTo(2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("trace", "727").out.contains("RELEASED"));
    }

    @Test
    @Order(5)
    void aTokenIsShownOnceListedAndRevoked() {
        Said made = ask("token", "create", "erp", "--role", "viewer", "--expires", "90d");
        assertThat(made.err).contains("of erp (viewer), until ").contains("shown this once");
        String erp = made.out.strip();
        assertThat(erp).startsWith("hub_");
        assertThat(ask("token", "create", "erp", "--role", "viewer").err).contains("(409)");
        assertThat(ask("token", "create", "other", "--role", "viewer", "--expires", "soon").err)
                .contains("--expires soon is neither a time");
        assertThat(run("channel", "list", "--token", erp).code).isZero();
        assertThat(run("token", "list", "--token", erp).err).contains("(403)");
        assertThat(ask("token", "list").out)
                .containsPattern("erp +viewer +active .*user:first start .*Z +\\S+Z")
                .doesNotContain(erp);

        assertThat(ask("token", "revoke", "erp").out).contains("of erp is revoked since");
        assertThat(run("channel", "list", "--token", erp).err).contains("(401)");
        assertThat(ask("token", "revoke", "erp").err).contains("no token that is not revoked");
        assertThat(ask("token", "list").out).doesNotContain("erp");
        assertThat(ask("token", "list", "--all").out).containsPattern("erp +viewer +revoked");
        assertThat(ask("token", "revoke", "first start").err).contains("last one with the role admin");
    }

    @Test
    @Order(6)
    void theTrailIsIntactUntilSomebodyTouchesIt() throws Exception {
        Said intact = run("audit", "verify");
        assertThat(intact.out)
                .contains("rows are intact")
                .endsWith("INTACT" + System.lineSeparator())
                .doesNotContain("NOT INTACT");
        assertThat(intact.code).isZero();

        String password =
                Files.readString(home.resolve("var/secrets/postgres-superuser")).strip();
        try (Connection superuser = DriverManager.getConnection(hub.run().databaseUrl(), "postgres", password);
                Statement statement = superuser.createStatement()) {
            statement.executeUpdate(
                    "update audit_row set data = replace(data, 'SPADE-1', 'SPADE-2') where action = 'group.backordered'");
        }

        Said touched = run("audit", "verify");
        assertThat(touched.code).isEqualTo(1);
        assertThat(touched.out)
                .containsPattern(
                        "NOT INTACT: ROW_CHANGED at block \\d+ \\(id \\d+\\), row \\d+: .*group\\.backordered");
    }

    @Test
    @Order(7)
    void aStoppedHubHasSignedItsLastBlockAndIsNotAskedInVain() throws Exception {
        hub.stop();
        assertThat(Files.readString(home.resolve("var/audit/checkpoints.jsonl")))
                .contains("\"signature\"");
        assertThat(ask("trace", "727"))
                .satisfies(said -> assertThat(said.code).isEqualTo(1))
                .satisfies(said -> assertThat(said.err).contains("no hub runs in " + home));
        assertThat(run("audit", "verify").err).contains("no hub runs in " + home);
    }

    private static void deliver() throws Exception {
        byte[] body = Files.readAllBytes(ORDER);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(), "HmacSHA256"));
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + hub.run().http() + "/webhooks/woocommerce/shop"))
                                .header("Content-Type", "application/json")
                                .header("X-WC-Webhook-Topic", "order.created")
                                .header(
                                        "X-WC-Webhook-Signature",
                                        Base64.getEncoder().encodeToString(mac.doFinal(body)))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static void item() throws Exception {
        put("/api/v1/locations/MAIN", "{\"name\":\"Main\"}");
        put("/api/v1/items/SPADE-1", "{\"title\":\"Spade\"}");
    }

    private static void put(String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + hub.run().http() + path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
