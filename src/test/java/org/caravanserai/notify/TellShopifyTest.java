package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.caravanserai.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The route that tells Shopify, from the sender to the socket and back. */
class TellShopifyTest {

    private static final String CASE = "shopify/fixtures-out/01-shipment-whole-order/";
    private static final String CREATED =
            "{'data':{'fulfillmentCreate':{'fulfillment':{'id':'gid://shopify/Fulfillment/1','name':'#1001-F1','status':'SUCCESS','trackingInfo':[]},'userErrors':[]}},"
                    + "'extensions':{'cost':{'requestedQueryCost':10,'throttleStatus':{'maximumAvailable':2000.0,'currentlyAvailable':1990,'restoreRate':100.0}}}}";

    @TempDir
    Path secrets;

    private FakeChannel shop;
    private ChannelHub hub;

    @BeforeEach
    void start() throws Exception {
        shop = new FakeChannel();
        Files.writeString(secrets.resolve("shopify-north.access-token"), "shpat_1\n");
        hub = new ChannelHub(
                secrets,
                null,
                FixedAccounts.account(1, "shopify", "north", shop.url() + "/shopify/north", Map.of()),
                FixedAccounts.account(2, "shopify", "keyless", shop.url(), Map.of()),
                FixedAccounts.account(3, "shopify", "gone", "http://127.0.0.1:1", Map.of()),
                FixedAccounts.account(4, "shopify", "plain", "http://shop.example", Map.of()));
    }

    @AfterEach
    void stop() {
        hub.close();
        shop.close();
    }

    private static ObjectNode work() {
        return (ObjectNode) ChannelHub.fixture(CASE + "input.json").get("work");
    }

    private static String lookup() {
        return ChannelHub.lookup(CASE, 0);
    }

    private Outcome tell() {
        return hub.work("status", "shopify", 1, "shipment", 1, work());
    }

    @Test
    void aParcelIsToldAfterALookAtTheFulfilmentOrders() {
        shop.json(200, lookup()).json(200, CREATED);

        assertThat(tell().kind()).isEqualTo(Kind.OK);

        assertThat(shop.asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.uri()).isEqualTo("/shopify/north/admin/api/2026-07/graphql.json");
            assertThat(asked.header("X-Shopify-Access-Token")).isEqualTo("shpat_1");
            assertThat(asked.header("Content-Type")).isEqualTo("application/json");
            assertThat(asked.headers().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).matches("hub.*|camel.*|leakme"));
        });
        assertThat(shop.asked()
                        .get(1)
                        .json()
                        .at("/variables/fulfillment/trackingInfo/number")
                        .asText())
                .isEqualTo("1Z999AA10123456784");
    }

    @Test
    void theShopsOwnCountOfItsBudgetReachesTheSender() {
        shop.json(200, lookup()).json(200, CREATED);
        tell();
        assertThat(hub.readings).contains("graphql 1990 2000 100");
    }

    @Test
    void whatTheShopAlreadyHoldsIsNotToldAgain() {
        String again = "shopify/fixtures-out/05-shipment-again-after-it-took-effect/";
        shop.json(200, ChannelHub.lookup(again, 0));

        Outcome outcome = hub.work("status", "shopify", 1, "shipment", 2, (ObjectNode)
                ChannelHub.fixture(again + "input.json").get("work"));

        assertThat(outcome.kind()).isEqualTo(Kind.ALREADY);
        assertThat(shop.asked()).hasSize(1);
    }

    @Test
    void aFailedLookMeansThatNothingIsSent() {
        shop.json(500, "{}");
        assertThat(tell().kind()).isEqualTo(Kind.RETRY);
        assertThat(shop.asked()).hasSize(1);
    }

    @Test
    void anAnswerThatNeverComesIsUnknown() {
        shop.json(200, lookup()).silence();
        assertThat(tell().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(shop.asked()).hasSize(2);
    }

    @Test
    void aCutAnswerIsUnknown() {
        shop.json(200, lookup()).cut("{\"data\":");
        assertThat(tell().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | text/html        | <html>maintenance</html>     | UNKNOWN
            200 | application/json | {"data":{"fulfillmentCreate" | UNKNOWN
            200 | application/json | ''                           | UNKNOWN
            200 | application/json | {"data":null}                | UNKNOWN
            500 | application/json | {}                           | UNKNOWN
            502 | text/html        | bad gateway                  | UNKNOWN
            302 | text/html        | moved                        | REJECT
            401 | application/json | {"errors":"bad token"}       | RETRY
            404 | application/json | {"errors":"Not Found"}       | REJECT
            200 | application/json | {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]} | THROTTLED
            200 | application/json | {"errors":[{"message":"x","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]} | UNKNOWN
            200 | application/json | {"errors":[{"message":"x"}]} | REJECT
            200 | application/json | {"data":{"fulfillmentCreate":{"fulfillment":null,"userErrors":[{"field":["fulfillment"],"message":"Fulfillment order does not exist."}]}}} | RETRY
            200 | application/json | {"data":{"fulfillmentCreate":{"fulfillment":null,"userErrors":[{"field":["fulfillment"],"message":"Quantity must be greater than 0"}]}}} | REJECT
            200 | application/json | {"data":{"fulfillmentCreate":{"fulfillment":{"id":"1","status":"PENDING"},"userErrors":[]}}} | UNKNOWN
            """)
    void everyAnswerHasItsMeaning(int status, String type, String body, Kind expected) {
        shop.json(200, lookup()).text(status, type, body, Map.of("Location", "http://169.254.169.254/"));
        assertThat(tell().kind()).isEqualTo(expected);
        assertThat(shop.asked()).hasSize(2);
    }

    @Test
    void tooManyCallsSayHowLongToWait() {
        shop.json(200, lookup()).json(429, "{}", Map.of("Retry-After", "7"));
        assertThat(tell()).satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    /** There is no header then: what is lacking, and how fast it flows back, stands in the answer. */
    @Test
    void aThrottledQueryIsTriedAgainWhenTheBudgetAffordsIt() {
        shop.json(
                200,
                "{'errors':[{'message':'Throttled','extensions':{'code':'THROTTLED'}}],'extensions':{'cost':{'requestedQueryCost':112,"
                        + "'throttleStatus':{'maximumAvailable':1000.0,'currentlyAvailable':12,'restoreRate':50.0}}}}");
        assertThat(tell()).satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void aTimeToWaitMayBeADate() {
        shop.json(429, "{}", Map.of("Retry-After", "Mon, 23 Nov 2026 12:00:30 GMT"));
        assertThat(tell().retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aMissingSecretSendsNothing() {
        Outcome outcome = hub.work("status", "shopify", 2, "shipment", 1, work());
        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(shop.asked()).isEmpty();
    }

    @Test
    void anUnreachableShopIsTriedAgain() throws Exception {
        Files.writeString(secrets.resolve("shopify-gone.access-token"), "x\n");
        assertThat(hub.work("status", "shopify", 3, "shipment", 1, work()).kind())
                .isEqualTo(Kind.RETRY);
    }

    @Test
    void aPlainHttpAddressElsewhereIsNeverCalled() {
        Exchange exchange = hub.exchange("status", "shopify", 4, "shipment", 1, work());
        assertThat(exchange.getException()).hasMessageContaining("https");
    }

    @Test
    void aLostLeaseEndsTheRouteBeforeAnythingIsSent() {
        hub.leaseLost = true;
        try (LogLines log = new LogLines()) {
            Exchange exchange = hub.exchange("status", "shopify", 1, "shipment", 1, work());
            assertThat(exchange.getException()).hasMessageContaining("lease lost");
            assertThat(log.all()).as("the sender says it, nobody else").isEmpty();
        }
        assertThat(shop.asked()).isEmpty();
    }

    @Test
    void twoLocationsAreTwoCallsAndTheFirstFailureEndsIt() {
        String two = "shopify/fixtures-out/03-shipment-over-two-locations/";
        shop.json(200, ChannelHub.lookup(two, 0)).json(500, "{}").json(200, CREATED);

        Outcome outcome = hub.work("status", "shopify", 1, "shipment", 1, (ObjectNode)
                ChannelHub.fixture(two + "input.json").get("work"));

        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(shop.asked()).hasSize(2);
    }

    @Test
    void manyFulfilmentOrdersAreReadPageByPage() {
        String pages = "shopify/fixtures-out/15-shipment-over-two-pages-of-fulfilment-orders/";
        shop.json(200, ChannelHub.lookup(pages, 0))
                .json(200, ChannelHub.lookup(pages, 1))
                .json(200, CREATED);

        Outcome outcome = hub.work("status", "shopify", 1, "shipment", 1, (ObjectNode)
                ChannelHub.fixture(pages + "input.json").get("work"));

        assertThat(outcome.kind()).isEqualTo(Kind.OK);
        assertThat(shop.asked().get(1).json().at("/variables/after").asText()).isEqualTo("c1");
        assertThat(shop.asked()).hasSize(3);
    }

    @Test
    void aStaleBeliefIsToldAsStale() {
        shop.json(
                200,
                "{'data':{'inventorySetQuantities':{'inventoryAdjustmentGroup':null,'userErrors':[{'field':['input'],'message':'stale','code':'CHANGE_FROM_QUANTITY_STALE'}]}}}");
        Outcome outcome = hub.work(
                "stock",
                "shopify",
                1,
                "stock",
                1,
                ChannelHub.json(
                        "{'listing':{'channelSku':'MUG','sku':'MUG','reference':{'inventoryItemId':'31','locationId':'1'}},'target':3,'believed':4,'version':9}"));
        assertThat(outcome.kind()).isEqualTo(Kind.STALE);
        assertThat(shop.asked()
                        .get(0)
                        .json()
                        .at("/variables/input/quantities/0/changeFromQuantity")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void aFirstPushSendsTheNullThatShopifyWants() {
        shop.json(200, "{'data':{'inventorySetQuantities':{'inventoryAdjustmentGroup':{'id':'1'},'userErrors':[]}}}");
        Outcome outcome = hub.work(
                "stock",
                "shopify",
                1,
                "stock",
                1,
                ChannelHub.json(
                        "{'listing':{'channelSku':'MUG','sku':'MUG','reference':{'inventoryItemId':'31','locationId':'1'}},'target':3,'believed':null,'version':9}"));
        assertThat(outcome.kind()).isEqualTo(Kind.OK);
        assertThat(shop.asked().get(0).text()).contains("\"changeFromQuantity\":null");
    }
}
