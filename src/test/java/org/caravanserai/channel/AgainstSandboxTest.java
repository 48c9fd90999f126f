package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.function.Predicate;
import org.caravanserai.base.Json;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.intake.webhook.WebhookServlet;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.caravanserai.testbed.sandbox.Sandbox;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testing.TestClock;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The channels' routes against the sandbox: strict stand-ins that check signatures, documents, carriers and rates for themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgainstSandboxTest {

    private static final int FACTOR = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Server web = new Server();
    private final TestClock clock = TestClock.ticking();
    private Path secrets;
    private Sandbox sandbox;
    private ChannelHub hub;
    private JsonNode shops;

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

    @Test
    void anOrderOfEachChannelArrivesAndItsParcelIsToldOnce() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2}]}");

            NewEvent event = arrived(
                    one -> one.accountId() == account && one.orderKey().equals(order) && one.kind() == EventKind.ORDER);
            assertThat(event.source()).isEqualTo(channel.equals("amazon") ? EventSource.QUEUE : EventSource.WEBHOOK);

            JsonNode line = ledgerOrder(order).path("lines").get(0);
            ObjectNode work = ToldWork.parcel(
                    clock,
                    order,
                    1,
                    "1Z999AA1012345678" + account,
                    line.path("lineId").asText(),
                    2,
                    true);
            told(channel, account, work, 1, Kind.OK);
            // said again after we never heard of it: the channel must not hear it twice
            Outcome again = hub.work("status", channel, account, "shipment", 2, work);
            assertThat(again.done()).as(again.toString()).isTrue();

            assertThat(ledgerOrder(order).path("fulfilments"))
                    .filteredOn(one -> !one.hasNonNull("duplicateOf"))
                    .as(ledgerOrder(order).path("fulfilments").toPrettyString())
                    .hasSize(1);
            assertThat(ledgerOrder(order).at("/fulfilments/0/tracking").asText())
                    .isEqualTo("1Z999AA1012345678" + account);
            assertThat(ledgerOrder(order).path("told").asBoolean()).isTrue();
        }
        assertThat(ledger().path("violations"))
                .as(ledger().path("violations").toPrettyString())
                .isEmpty();
    }

    @Test
    void twoParcelsOfOneOrderAreToldApart() throws Exception {
        String order = place(
                "shopify/north", "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2},{\"sku\":\"CUP\",\"quantity\":1}]}");
        int account = hub.accounts.find("shopify", "north").orElseThrow().id();
        arrived(one -> one.orderKey().equals(order));
        JsonNode lines = ledgerOrder(order).path("lines");

        told(
                "shopify",
                account,
                ToldWork.parcel(
                        clock, order, 1, "T-1", lines.get(0).path("lineId").asText(), 1, false),
                1,
                Kind.OK);
        told(
                "shopify",
                account,
                ToldWork.parcel(
                        clock, order, 2, "T-2", lines.get(0).path("lineId").asText(), 1, false),
                1,
                Kind.OK);
        told(
                "shopify",
                account,
                ToldWork.parcel(
                        clock, order, 3, "T-2", lines.get(1).path("lineId").asText(), 1, true),
                1,
                Kind.OK);

        assertThat(ledgerOrder(order).path("fulfilments")).hasSize(3);
        assertThat(ledgerOrder(order).path("told").asBoolean()).isTrue();
    }

    @Test
    void twoParcelsUnderOneNumberAreToldApartEvenWhenTheSecondIsToldTwice() throws Exception {
        String order = place("shopify/north", "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":3}]}");
        int account = hub.accounts.find("shopify", "north").orElseThrow().id();
        arrived(one -> one.orderKey().equals(order));
        String line = ledgerOrder(order).path("lines").get(0).path("lineId").asText();
        ObjectNode second = ToldWork.parcel(clock, order, 2, "T-9", line, 1, false);
        ((ObjectNode) second.get("status"))
                .putArray("alreadyTold")
                .addObject()
                .put("lineId", line)
                .put("quantity", 1);

        told("shopify", account, ToldWork.parcel(clock, order, 1, "T-9", line, 1, false), 1, Kind.OK);
        told("shopify", account, second, 1, Kind.OK);
        // we never heard that it took effect, and the attempt was not counted: one unit is still open at the shop
        told("shopify", account, second, 1, Kind.ALREADY);

        assertThat(ledgerOrder(order).path("fulfilments")).hasSize(2);
    }

    @Test
    void anOrderThatIsCancelledHereIsCancelledThereOnce() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2}]}");
            String line = ledgerOrder(order).at("/lines/0/lineId").asText();
            ObjectNode work = ToldWork.cancellation(order, "71", true, line, 2, 0);

            told(channel, account, work, 1, Kind.OK);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ledgerOrder(order).path("cancelled").asBoolean());
            told(channel, account, work, 2, Kind.ALREADY);
            assertThat(ledgerOrder(order).path("cancelledBy").asText()).isEqualTo("seller");
        }
        assertThat(ledger().path("violations")).isEmpty();
    }

    @Test
    void unitsThatAreTakenOffHereAreTakenOffThereOnceAndTheRestStillShips() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":3}]}");
            String line = ledgerOrder(order).at("/lines/0/lineId").asText();
            ObjectNode work = ToldWork.cancellation(order, "72", false, line, 2, 1);

            told(channel, account, work, 1, Kind.OK);
            // we never heard that it took effect
            told(channel, account, work, 2, Kind.ALREADY);

            assertThat(ledgerOrder(order).at("/lines/0/takenOffBySeller").asInt())
                    .isEqualTo(2);
            assertThat(ledgerOrder(order).at("/lines/0/removed").asInt()).isEqualTo(2);
            told(channel, account, ToldWork.parcel(clock, order, 1, "T-72" + account, line, 1, true), 1, Kind.OK);
            assertThat(ledgerOrder(order).path("told").asBoolean()).isTrue();
        }
        assertThat(ledger().path("violations")).isEmpty();
    }

    @Test
    void ordersAreFoundByLookingThroughTheAccountAndFetchedOneByOne() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":1}]}");

            Outcome fetched = hub.work(
                    "fetch",
                    channel,
                    account,
                    "fetch",
                    1,
                    ChannelHub.json("{'orderKey':'" + order + "','parentId':1}"));
            assertThat(fetched.kind()).as(fetched.toString()).isEqualTo(Kind.OK);
            arrived(one -> one.orderKey().equals(order) && one.source() == EventSource.FETCH);

            // a window ends a while before now where the channel wants that
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        Outcome polled = hub.work("poll", channel, account, "list", 1, ChannelHub.json("{}"));
                        assertThat(polled.kind()).as(polled.toString()).isEqualTo(Kind.OK);
                        assertThat(hub.stored)
                                .anyMatch(one -> one.orderKey().equals(order) && one.source() == EventSource.POLL);
                    });
        }
    }

    /** Each channel says in its own way that it has no such order; whoever asked for it is not left waiting. */
    @Test
    void anOrderThatSomebodyAskedForIsHandedOutOrSaidToBeUnknownAtOnce() throws Exception {
        Map<String, String> unknown = Map.of("shopify", "4711", "woocommerce", "4711", "amazon", "902-0000000-0000000");
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":1}]}");
            String asks = "{'orderKey':'%s','parentId':7,'imports':[5,7]}";

            Outcome fetched = hub.work("fetch", channel, account, "fetch", 1, ChannelHub.json(asks.formatted(order)));
            assertThat(fetched.kind()).as(fetched.toString()).isEqualTo(Kind.OK);
            NewEvent answer = arrived(one -> one.orderKey().equals(order) && one.source() == EventSource.FETCH);
            assertThat(answer.headers()).containsEntry("hubImports", "5 7").containsEntry("hubOnlyImported", "true");

            Outcome absent = hub.work(
                    "fetch", channel, account, "fetch", 1, ChannelHub.json(asks.formatted(unknown.get(channel))));
            if (channel.equals("amazon")) {
                // it has no word of its own for it
                assertThat(absent.kind()).as(absent.toString()).isEqualTo(Kind.REJECT);
            } else {
                assertThat(absent.kind()).as(absent.toString()).isEqualTo(Kind.OK);
                arrived(one -> one.kind() == EventKind.ABSENT
                        && one.accountId() == account
                        && one.headers().containsKey("hubOnlyImported"));
            }
        }
    }

    @Test
    void stockIsShownWhereItIsSold() throws Exception {
        for (JsonNode shop : list(shops)) {
            String channel = shop.path("channel").asText();
            int account = hub.accounts
                    .find(channel, shop.path("shop").asText())
                    .orElseThrow()
                    .id();
            JsonNode listing = shop.path("listings").get(0);
            ObjectNode work = Json.MAPPER
                    .createObjectNode()
                    .put("target", 17)
                    .putNull("believed")
                    .put("version", 5);
            work.putObject("listing")
                    .put("channelSku", listing.path("channelSku").asText())
                    .put("sku", "MUG")
                    .set("reference", listing.path("reference"));

            Outcome outcome = hub.work("stock", channel, account, "stock", 1, work);

            assertThat(outcome.kind()).as(channel + " " + outcome).isEqualTo(Kind.OK);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(ledger().path("stock"))
                            .anyMatch(one -> one.path("channel").asText().equals(channel)
                                    && one.path("sku").asText().equals("MUG")
                                    && one.path("shown").asInt() == 17));
        }
    }

    /** The channel may not be ready at once: its own background jobs run. */
    private void told(String channel, int account, ObjectNode work, int attempt, Kind expected) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String operation = work.at("/status/cancellationId").isMissingNode() ? "shipment" : "cancel";
            Outcome outcome = hub.work("status", channel, account, operation, attempt, work);
            assertThat(outcome.kind()).as(channel + " " + outcome).isEqualTo(expected);
        });
    }

    private NewEvent arrived(Predicate<NewEvent> wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> hub.stored.stream().anyMatch(wanted));
        return hub.stored.stream().filter(wanted).findFirst().orElseThrow();
    }

    private String place(String shop, String order) throws Exception {
        JsonNode placed = control(
                "POST",
                "orders",
                "{\"channel\":\"" + shop.split("/")[0] + "\",\"shop\":\"" + shop.split("/")[1] + "\",\"order\":" + order
                        + "}");
        return placed.path("orderId").asText();
    }

    private JsonNode ledger() throws Exception {
        return control("GET", "ledger", "");
    }

    private JsonNode ledgerOrder(String order) throws Exception {
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

    private static Iterable<JsonNode> list(JsonNode answer) {
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
