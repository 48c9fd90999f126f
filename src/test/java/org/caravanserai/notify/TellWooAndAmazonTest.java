package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same routes with the other two channels' recipes and scripts. */
class TellWooAndAmazonTest {

    private static final String TOKEN = "{'access_token':'Atza|1','token_type':'bearer','expires_in':3600}";

    private static final String WAITS = "{'id':727,'status':'processing'}";

    @TempDir
    Path secrets;

    private FakeChannel channel;
    private ChannelHub hub;

    @BeforeEach
    void start() throws Exception {
        channel = new FakeChannel();
        for (String secret : new String[] {
            "woocommerce-tea.consumer-key:ck_1",
            "woocommerce-tea.consumer-secret:cs_1",
            "amazon-mugs.client-id:id",
            "amazon-mugs.client-secret:s&=",
            "amazon-mugs.refresh-token:Atzr|1"
        }) {
            Files.writeString(secrets.resolve(secret.split(":")[0]), secret.split(":")[1] + "\n");
        }
        hub = new ChannelHub(
                secrets,
                null,
                FixedAccounts.account(1, "woocommerce", "tea", channel.url(), Map.of()),
                FixedAccounts.account(
                        2,
                        "amazon",
                        "mugs",
                        channel.url(),
                        Map.of("sellerId", "A2NORTH", "marketplaceId", "ATVPDKIKX0DER")));
    }

    @AfterEach
    void stop() {
        hub.close();
        channel.close();
    }

    private static ObjectNode work(String fixture) {
        return (ObjectNode) ChannelHub.fixture(fixture + "/input.json").get("work");
    }

    private Outcome woo(int attempt) {
        return hub.work(
                "status",
                "woocommerce",
                1,
                "shipment",
                attempt,
                work("woocommerce/fixtures-out/01-shipment-whole-order"));
    }

    private Outcome amazon() {
        return hub.work("status", "amazon", 2, "shipment", 1, work("amazon/fixtures-out/01-shipment-whole-order"));
    }

    @Test
    void theTrackingIsAddedBeforeTheOrderIsCompleted() {
        channel.json(200, "[]")
                .json(200, WAITS)
                .json(201, "{'tracking_id':'a1','tracking_number':'1Z999AA10123456784'}")
                .json(200, "{'id':727,'status':'completed'}");

        assertThat(woo(1).kind()).isEqualTo(Kind.OK);

        assertThat(channel.asked()).extracting(FakeChannel.Asked::method).containsExactly("GET", "GET", "POST", "PUT");
        assertThat(channel.asked())
                .allSatisfy(asked -> assertThat(asked.header("Authorization"))
                        .isEqualTo("Basic "
                                + Base64.getEncoder().encodeToString("ck_1:cs_1".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aLetterCompletesTheOrderOfAShopAndIsAPersonsBusinessAtAmazon() {
        channel.json(200, "[]").json(200, WAITS).json(200, "{'id':727,'status':'completed'}");
        assertThat(hub.work(
                                "status",
                                "woocommerce",
                                1,
                                "shipment",
                                1,
                                work("woocommerce/fixtures-out/12-shipment-without-a-tracking-number"))
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked()).extracting(FakeChannel.Asked::method).containsExactly("GET", "GET", "PUT");

        ObjectNode letter = work("amazon/fixtures-out/01-shipment-whole-order");
        ((ObjectNode) letter.get("status")).put("trackingNumber", "");
        assertThat(hub.work("status", "amazon", 2, "shipment", 1, letter)).satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.REJECT);
            assertThat(outcome.message()).startsWith("Amazon takes no parcel without a tracking number; ");
        });
        assertThat(channel.asked()).hasSize(3);
    }

    @Test
    void aTrackingThatWasLostOnTheWayIsNotFollowedByCompletion() {
        channel.json(200, "[]").json(200, WAITS).silence();
        assertThat(woo(1).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(channel.asked()).hasSize(3);
    }

    @Test
    void aTrackingTheShopHoldsIsNotAddedAgain() {
        channel.json(200, "[{'tracking_id':'a1','tracking_provider':'UPS','tracking_number':'1Z999AA10123456784'}]")
                .json(200, WAITS)
                .json(200, "{'id':727,'status':'completed'}");
        assertThat(woo(2).kind()).isEqualTo(Kind.OK);
        assertThat(channel.asked()).extracting(FakeChannel.Asked::method).containsExactly("GET", "GET", "PUT");
    }

    @Test
    void aShopWithoutTheExtensionIsAPersonsBusiness() {
        channel.json(404, "{'code':'rest_no_route','message':'No route','data':{'status':404}}");
        assertThat(woo(1)).satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.REJECT);
            assertThat(outcome.message()).contains("Shipment Tracking");
        });
    }

    @Test
    void aMaintenancePageOnTheLookMeansLater() {
        channel.text(200, "text/html", "<html>Back soon</html>", Map.of());
        assertThat(woo(1).kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void aTokenIsBoughtOnceAndUsedAgain() {
        channel.json(200, TOKEN)
                .text(204, "application/json", "", Map.of())
                .text(204, "application/json", "", Map.of());

        assertThat(amazon().kind()).isEqualTo(Kind.OK);
        assertThat(amazon().kind()).isEqualTo(Kind.OK);

        assertThat(channel.asked()).hasSize(3);
        assertThat(channel.asked().get(0).uri()).isEqualTo("/auth/o2/token");
        assertThat(channel.asked().get(0).text())
                .isEqualTo("grant_type=refresh_token&refresh_token=Atzr%7C1&client_id=id&client_secret=s%26%3D");
        assertThat(channel.asked().get(2).header("x-amz-access-token")).isEqualTo("Atza|1");
        assertThat(hub.tokens.get(2).value()).isEqualTo("Atza|1");
    }

    @Test
    void aTokenTheServiceRefusesSendsNothing() {
        channel.json(400, "{'error':'invalid_grant'}");
        assertThat(amazon().kind()).isEqualTo(Kind.RETRY);
        assertThat(channel.asked()).hasSize(1);
    }

    @Test
    void aTokenServiceThatIsAwayIsAChannelThatCannotBeReachedAndNoFaultOfOurSecrets() {
        channel.json(503, "{}");
        assertThat(amazon()).satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
            assertThat(outcome.message()).isEqualTo("the channel cannot be reached");
            assertThat(outcome.retryAfter()).isNull();
        });
        assertThat(channel.asked()).hasSize(1);
    }

    @Test
    void anOldTokenThatIsRefusedIsReplacedOnce() {
        hub.keepToken(2, "Atza|old");
        channel.json(403, "{'errors':[{'code':'Unauthorized','message':'expired'}]}")
                .json(200, TOKEN)
                .json(403, "{'errors':[]}")
                .json(403, "{'errors':[]}");

        assertThat(amazon().kind()).isEqualTo(Kind.RETRY);
        assertThat(amazon().kind()).isEqualTo(Kind.RETRY);
        assertThat(amazon().kind()).isEqualTo(Kind.RETRY);

        assertThat(channel.asked())
                .extracting(FakeChannel.Asked::uri)
                .filteredOn(uri -> uri.contains("token"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"payload":{}}                                             | UNKNOWN
            400 | {"errors":[{"code":"Invalid Input","message":"bad date"}]} | REJECT
            404 | {"errors":[{"code":"NotFound","message":"no order"}]}      | REJECT
            429 | {"errors":[{"code":"QuotaExceeded","message":"slow"}]}     | THROTTLED
            500 | {"errors":[{"code":"InternalFailure","message":"x"}]}      | UNKNOWN
            503 | {"errors":[{"code":"ServiceUnavailable","message":"x"}]}   | UNKNOWN
            """)
    void amazonsAnswersHaveTheirMeaning(int status, String body, Kind expected) {
        channel.json(200, TOKEN).json(status, body);
        assertThat(amazon().kind()).isEqualTo(expected);
    }

    /** Amazon names the rate of an operation, in calls a second, with whatever it answers. */
    @Test
    void amazonsRateIsBelieved() {
        channel.json(200, TOKEN)
                .json(429, "{'errors':[{'code':'QuotaExceeded'}]}", Map.of("x-amzn-RateLimit-Limit", "0.5"));
        assertThat(amazon().kind()).isEqualTo(Kind.THROTTLED);
        assertThat(hub.readings).contains("confirmShipment null null 0.5");
    }

    @Test
    void aSkuWithASlashReachesAmazonAsOneSegment() {
        channel.json(200, TOKEN).json(200, "{'sku':'x','status':'ACCEPTED','submissionId':'1','issues':[]}");
        assertThat(hub.work(
                                "stock",
                                "amazon",
                                2,
                                "stock",
                                1,
                                work("amazon/fixtures-out/21-stock-of-a-sku-that-needs-encoding"))
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked().get(1).method()).isEqualTo("PATCH");
        assertThat(channel.asked().get(1).uri())
                .isEqualTo("/listings/2021-08-01/items/A2NORTH/MUG%2FRED%201%25?marketplaceIds=ATVPDKIKX0DER");
    }

    @Test
    void anInvalidListingIsARefusalAlthoughTheStatusIs200() {
        channel.json(200, TOKEN)
                .json(
                        200,
                        "{'sku':'x','status':'INVALID','submissionId':'1','issues':[{'code':'90220','message':'no such product type','severity':'ERROR'}]}");
        assertThat(hub.work("stock", "amazon", 2, "stock", 1, work("amazon/fixtures-out/20-stock"))
                        .kind())
                .isEqualTo(Kind.REJECT);
    }
}
