package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.contract.ChannelContract;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.intake.pull.HiddenQueue;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.caravanserai.testing.RoutePlay;

/**
 * The routes between channels and the hub: webhooks, queue, polls, fetches, calls. A template is played once, with a channel
 * that has what it needs; a channel's own file is played by the contract, with that channel's fixtures.
 */
public final class ChannelPlay implements RoutePlay {

    private static final String SHOPIFY = "shopify/fixtures-out/";
    private static final String CREATED =
            "{'data':{'fulfillmentCreate':{'fulfillment':{'id':'gid://shopify/Fulfillment/1','name':'#1001-F1','status':'SUCCESS','trackingInfo':[]},'userErrors':[]}},"
                    + "'extensions':{'cost':{'requestedQueryCost':10,'throttleStatus':{'maximumAvailable':2000.0,'currentlyAvailable':1990,'restoreRate':100.0}}}}";
    private static final String TOKEN = "{'access_token':'Atza|1','token_type':'bearer','expires_in':3600}";
    private static final String STOCK_SET =
            "{'data':{'inventorySetQuantities':{'inventoryAdjustmentGroup':{'id':'1'},'userErrors':[]}}}";
    private static final int NORTH = 1;
    private static final int GONE = 2;
    private static final int KEYLESS = 3;
    private static final int TEA = 4;
    private static final int MUGS = 5;
    private static final int CUPS = 6;
    private static final int DEAF = 7;
    private static final int PAUSED = 8;

    /** One that pushes and knows documents, one that answers in pages by number, one with a queue and tokens. */
    private static final List<String> CHANNELS = List.of("shopify", "woocommerce", "amazon");

    private final ChannelSite site = new ChannelSite();
    private final FakeChannel channel = site.channel();
    private final ChannelContract contract = new ChannelContract(Path.of("transformers"));
    private final ChannelRecipes recipes;
    private final ChannelScripts scripts;
    private HiddenQueue queue;
    private ChannelHub hub;

    public ChannelPlay() throws Exception {
        for (String secret : List.of(
                "shopify-north.access-token:shpat_1",
                "shopify-gone.access-token:shpat_2",
                "shopify-north.webhook:secret",
                "woocommerce-tea.webhook:secret",
                "woocommerce-tea.consumer-key:ck_1",
                "woocommerce-tea.consumer-secret:cs_1",
                "amazon-mugs.client-id:id",
                "amazon-mugs.client-secret:s",
                "amazon-mugs.refresh-token:r",
                "amazon-deaf.client-id:id",
                "amazon-deaf.client-secret:s",
                "amazon-deaf.refresh-token:r")) {
            site.secret(secret.split(":")[0], secret.split(":")[1]);
        }
        Path transformers = site.secrets().resolve("transformers");
        copyTransformers(transformers);
        recipes = ChannelRecipes.load(transformers);
        scripts = ChannelScripts.load(recipes);
    }

    /** The channels' own scripts, and in one of them a stock that takes two calls, as a channel might want it. */
    private static void copyTransformers(Path transformers) throws IOException {
        for (String name : CHANNELS) {
            Files.createDirectories(transformers.resolve(name));
            try (Stream<Path> files = Files.list(Path.of("transformers", name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, transformers.resolve(name).resolve(file.getFileName()));
                }
            }
        }
        Files.writeString(transformers.resolve("woocommerce/stock.plan.jslt"), """
                {"requests": [for ([1, 2]) {"method": "PUT", "path": "/call/" + string(.), "body": {}}]}
                """);
    }

    @Override
    public void play(String file, Duration patience) throws Exception {
        String name = file.replaceFirst(".*/", "").replace(".camel.yaml", "");
        if (file.startsWith("channels/")) {
            contract.playRoutes(name, site, patience);
            return;
        }
        channel.afresh();
        queue = new HiddenQueue();
        try (ChannelHub whole = ChannelHub.whole(
                recipes,
                scripts,
                site.secrets(),
                queue,
                CHANNELS.stream().map(one -> "channels/" + one + ".camel.yaml").toList(),
                // those that begin by themselves only where they are what is played
                id -> !id.matches(".*-(schedule-polls|schedule-subscriptions|pull-queue)") || id.endsWith("-" + name),
                account(NORTH, "shopify", "north", Map.of()),
                FixedAccounts.account(GONE, "shopify", "gone", "http://127.0.0.1:1", Map.of()),
                account(KEYLESS, "shopify", "keyless", Map.of()),
                account(TEA, "woocommerce", "tea", Map.of()),
                account(MUGS, "amazon", "mugs", Map.of("sellerId", "A2MUGS", "marketplaceId", "ATVPDKIKX0DER")),
                account(CUPS, "amazon", "cups", Map.of("sellerId", "A2CUPS")),
                account(
                        DEAF,
                        "amazon",
                        "deaf",
                        Map.of("marketplaceId", "ATVPDKIKX0DER", "tokenUrl", "http://127.0.0.1:1/token")),
                new Account(
                        PAUSED,
                        "shopify",
                        "paused",
                        AccountMode.LIVE,
                        true,
                        "",
                        org.caravanserai.base.Json.MAPPER.createObjectNode(),
                        ""))) {
            hub = whole;
            acts(name, patience);
            hub.watch().check();
        }
    }

    private Account account(int id, String of, String name, Map<String, Object> settings) {
        return FixedAccounts.account(id, of, name, channel.url(), settings);
    }

    private void acts(String name, Duration patience) throws Exception {
        switch (name) {
            case "receive-webhook", "webhook-refusals" -> new WebhookAct(hub, site.port()).play();
            case "pull-queue" -> queues(patience);
            case "schedule-polls" ->
                hub.watch()
                        .until(patience, () -> asked("poll", "shopify").equals(List.of("poll 1", "poll 2", "poll 3")));
            case "schedule-subscriptions" ->
                hub.watch()
                        .until(patience, () -> asked("subscriptions", "shopify").size() == 3);
            case "reconcile-subscriptions" -> subscriptions();
            case "poll-orders" -> {
                polls();
                looksBack();
            }
            case "list-orders" -> polls();
            case "fetch-orders" -> fetches();
            case "report-status" -> tells();
            case "report-stock" -> {
                stocks();
                stocksOfTwoCalls();
            }
            case "call-channel", "refresh-token" -> {
                calls();
                tokens();
            }
            default -> throw new AssertionError("nobody plays " + name);
        }
    }

    /** Whose sender was asked to do this of itself: {@code poll 1}. */
    private List<String> asked(String what, String of) {
        return hub.readings.stream()
                .filter(one -> one.matches(what + " [0-9]+"))
                .filter(one -> hub.accounts
                        .byId(Integer.parseInt(one.substring(what.length() + 1)))
                        .orElseThrow()
                        .channel()
                        .equals(of))
                .sorted()
                .toList();
    }

    /** A hundred webhooks of others, on the next page ours that is switched off; it is mended, the next repair fails. */
    private void subscriptions() {
        String other = "{'id':%d,'topic':'order.created','status':'active','delivery_url':'https://other.example/'}";
        channel.afresh()
                .json(200, "[" + String.join(",", java.util.Collections.nCopies(100, other.formatted(1))) + "]")
                .json(
                        200,
                        "[{'id':7,'topic':'order.created','status':'disabled','delivery_url':'https://hub.example/webhooks/woocommerce/tea'}]")
                .json(200, "{'id':7,'status':'active'}")
                .json(500, "{}");
        Outcome outcome = hub.work("subscriptions", "woocommerce", TEA, "subscriptions", 1, ChannelHub.json("{}"));
        assertThat(outcome.done()).isFalse();
        assertThat(channel.asked())
                .extracting(FakeChannel.Asked::method)
                .as("nothing is sent after a repair that failed")
                .containsExactly("GET", "GET", "PUT", "POST");
        assertThat(hub.readings).contains("tea switched order.created on again");
    }

    private void queues(Duration patience) {
        hub.storeAway = true;
        queue.put(change("A2CUPS", "902-1", "n1"));
        queue.put(change("A2MUGS", "902-2", "n2"));
        hub.watch().until(patience, () -> queue.received() == 2);
        int looks = queue.looks();
        hub.watch().until(patience, () -> queue.looks() > looks + 1);
        assertThat(queue.deleted()).as("not yet committed").isEmpty();
        hub.storeAway = false;
        queue.showHiddenAgain();
        queue.put("{\"NotificationType\":\"LISTINGS_ITEM_MFN_QUANTITY_CHANGE\"}");
        hub.watch().until(patience, () -> queue.deleted().size() == 3);
        assertThat(hub.stored)
                .filteredOn(event -> event.source() == EventSource.QUEUE)
                .extracting(event -> event.accountId() + " " + event.orderKey() + " " + event.notificationOnly())
                .containsExactlyInAnyOrder(CUPS + " 902-1 true", MUGS + " 902-2 true");
    }

    private static String change(String seller, String order, String id) {
        return "{\"NotificationType\":\"ORDER_CHANGE\",\"Payload\":{\"OrderChangeNotification\":{\"SellerId\":\""
                + seller + "\",\"AmazonOrderId\":\"" + order + "\"}},\"NotificationMetadata\":{\"NotificationId\":\""
                + id + "\"}}";
    }

    private void polls() {
        hub.stored.clear();
        channel.afresh()
                .json(
                        200,
                        "{'data':{'orders':{'pageInfo':{'hasNextPage':true,'endCursor':'c1'},'nodes':[{'legacyResourceId':'1'},{'legacyResourceId':'2'}]}}}")
                .json(200, "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[{'legacyResourceId':'3'}]}}}")
                .json(502, "{}");
        assertThat(poll()).isEqualTo(Kind.OK);
        assertThat(hub.stored).extracting(NewEvent::orderKey).containsExactly("1", "2", "3");
        assertThat(channel.asked().get(1).json().at("/variables/after").asText())
                .isEqualTo("c1");
        assertThat(hub.accounts.polledThrough(NORTH)).contains(ChannelHub.NOW);
        assertThat(poll()).isEqualTo(Kind.RETRY);
    }

    /** Two days in two polls, of which the first fails once; the poll's mark stays. */
    private void looksBack() {
        String page = "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[{'legacyResourceId':'9'}]}}}";
        hub.accounts.polled(NORTH, ChannelHub.NOW);
        hub.recoveries.ask(NORTH, ChannelHub.NOW.minus(Duration.ofDays(2)), "user:anna", "lost");
        channel.afresh().json(502, "{}").json(200, page).json(200, page);
        assertThat(poll()).isEqualTo(Kind.RETRY);
        assertThat(hub.recoveries.open(NORTH)).as("nothing is done").isPresent();
        assertThat(poll()).isEqualTo(Kind.OK);
        assertThat(hub.readings).contains("poll again " + NORTH);
        assertThat(poll()).isEqualTo(Kind.OK);
        assertThat(channel.asked())
                .extracting(one -> one.json().at("/variables/query").asText())
                .containsExactly(
                        "updated_at:>='2026-11-21T11:50:00Z' updated_at:<='2026-11-22T12:00:00Z'",
                        "updated_at:>='2026-11-21T11:50:00Z' updated_at:<='2026-11-22T12:00:00Z'",
                        "updated_at:>='2026-11-22T11:50:00Z' updated_at:<='2026-11-23T12:00:00Z'");
        assertThat(hub.recoveries.open(NORTH)).as("it is over").isEmpty();
        assertThat(hub.accounts.polledThrough(NORTH)).contains(ChannelHub.NOW);
    }

    private Kind poll() {
        return hub.work("poll", "shopify", NORTH, "list", 1, ChannelHub.json("{}"))
                .kind();
    }

    private void fetches() {
        hub.stored.clear();
        channel.afresh()
                .json(200, "{'data':{'order':{'legacyResourceId':'6001','lineItems':" + lines("a", true) + "}}}")
                .json(200, "{'data':{'order':{'lineItems':" + lines("b", true) + "}}}")
                .json(200, "{'data':{'order':{'lineItems':" + lines("c", false) + "}}}");
        assertThat(hub.work("fetch", "shopify", NORTH, "fetch", 1, ChannelHub.json("{'orderKey':'6001','parentId':44}"))
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(hub.stored)
                .singleElement()
                .satisfies(event -> assertThat(event.parentId()).isEqualTo(44))
                .satisfies(event -> assertThat(new String(event.body(), StandardCharsets.UTF_8))
                        .as("all pages of its lines")
                        .contains("{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}"));
        channel.json(
                200,
                "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[{'legacyResourceId':'1'},{'legacyResourceId':'2'}]}}}");
        Exchange many =
                hub.exchange("fetch", "shopify", NORTH, "list", 1, ChannelHub.json("{'since':'2026-11-23T11:59:00Z'}"));
        assertThat(many.getProperty("hubOutcome", Outcome.class))
                .isNotNull()
                .satisfies(outcome -> assertThat(outcome.kind()).isEqualTo(Kind.OK));
        assertThat(hub.stored).extracting(NewEvent::orderKey).containsExactly("6001", "1", "2");
    }

    private static String lines(String id, boolean more) {
        return "{'pageInfo':{'hasNextPage':" + more + ",'endCursor':'" + id + "'},'nodes':[{'id':'" + id + "'}]}";
    }

    /** Two looks before one call; and two calls of which the first fails. */
    private void tells() {
        String pages = SHOPIFY + "15-shipment-over-two-pages-of-fulfilment-orders";
        channel.afresh()
                .json(200, ChannelHub.lookup(pages, 0))
                .json(200, ChannelHub.lookup(pages, 1))
                .json(200, CREATED);
        assertThat(tell(pages).kind()).isEqualTo(Kind.OK);
        assertThat(channel.asked()).hasSize(3);
        assertThat(channel.asked().get(1).json().at("/variables/after").asText())
                .isEqualTo("c1");
        assertThat(channel.asked()
                        .get(2)
                        .json()
                        .at("/variables/fulfillment/trackingInfo/number")
                        .asText())
                .isEqualTo("1Z999AA10123456784");
        String two = SHOPIFY + "03-shipment-over-two-locations";
        channel.afresh().json(200, ChannelHub.lookup(two, 0)).json(500, "{}").json(200, CREATED);
        assertThat(tell(two).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(channel.asked()).as("the second is not sent").hasSize(2);
    }

    private Outcome tell(String fixture) {
        return hub.work("status", "shopify", NORTH, "shipment", 1, work(fixture));
    }

    private static ObjectNode work(String fixture) {
        return (ObjectNode) ChannelHub.fixture(fixture + "/input.json").get("work");
    }

    private void stocks() {
        String work =
                "{'listing':{'channelSku':'MUG','sku':'MUG','reference':{'inventoryItemId':'31','locationId':'1'}},'target':3,'believed':4,'version':9}";
        channel.afresh().json(200, STOCK_SET);
        assertThat(hub.work("stock", "shopify", NORTH, "stock", 1, ChannelHub.json(work))
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked()
                        .get(0)
                        .json()
                        .at("/variables/input/quantities/0/quantity")
                        .asInt())
                .isEqualTo(3);
    }

    private void stocksOfTwoCalls() {
        channel.afresh().json(500, "{}").json(200, "{}");
        assertThat(hub.work(
                                "stock",
                                "woocommerce",
                                TEA,
                                "stock",
                                1,
                                work("woocommerce/fixtures-out/20-stock-of-a-product"))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(channel.asked()).as("the second is not sent").hasSize(1);
    }

    private void calls() {
        String whole = SHOPIFY + "01-shipment-whole-order";
        channel.afresh().json(200, ChannelHub.lookup(whole, 0)).json(200, CREATED);
        assertThat(tell(whole).kind()).isEqualTo(Kind.OK);
        assertThat(channel.asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.header("X-Shopify-Access-Token")).isEqualTo("shpat_1");
            assertThat(asked.headers().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).matches("hub.*|camel.*|leakme"));
        });
        assertThat(hub.readings).contains("graphql 1990 2000 100");
        assertThat(hub.work("status", "shopify", GONE, "shipment", 1, work(whole))
                        .message())
                .isEqualTo("the channel cannot be reached");
        assertThat(hub.work("status", "shopify", KEYLESS, "shipment", 1, work(whole))
                        .message())
                .contains("no valid secret");
    }

    private void tokens() {
        String amazon = "amazon/fixtures-out/01-shipment-whole-order";
        channel.afresh().json(200, TOKEN).text(204, "application/json", "", Map.of());
        assertThat(hub.work("status", "amazon", MUGS, "shipment", 1, work(amazon))
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked().get(0).text()).startsWith("grant_type=refresh_token");
        assertThat(channel.asked().get(1).header("x-amz-access-token")).isEqualTo("Atza|1");
        Outcome deaf = hub.work("status", "amazon", DEAF, "shipment", 1, work(amazon));
        assertThat(deaf.message()).isEqualTo("the channel cannot be reached");
        assertThat(deaf.retryAfter()).isNull();
    }

    @Override
    public void close() throws Exception {
        site.close();
    }
}
