package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching one order and looking through an account, over the wire. */
class PullTest {

    @TempDir
    Path secrets;

    private FakeChannel channel;
    private ChannelHub hub;

    @BeforeEach
    void start() throws Exception {
        channel = new FakeChannel();
        for (String secret : new String[] {
            "shopify-north.access-token:shpat_1",
            "woocommerce-tea.consumer-key:ck_1",
            "woocommerce-tea.consumer-secret:cs_1",
            "woocommerce-late.consumer-key:ck_1",
            "woocommerce-late.consumer-secret:cs_1",
            "amazon-mugs.client-id:id",
            "amazon-mugs.client-secret:s",
            "amazon-mugs.refresh-token:r"
        }) {
            Files.writeString(secrets.resolve(secret.split(":")[0]), secret.split(":")[1] + "\n");
        }
        hub = new ChannelHub(
                secrets,
                null,
                FixedAccounts.account(1, "shopify", "north", channel.url(), Map.of()),
                FixedAccounts.account(2, "woocommerce", "tea", channel.url(), Map.of()),
                FixedAccounts.account(
                        3, "amazon", "mugs", channel.url(), Map.of("sellerId", "A2", "marketplaceId", "ATVPDKIKX0DER")),
                FixedAccounts.account(4, "woocommerce", "late", channel.url(), Map.of("clockBehindHours", "5")));
    }

    @AfterEach
    void stop() {
        hub.close();
        channel.close();
    }

    private static ObjectNode hint(String order) {
        return ChannelHub.json("{'orderKey':'" + order + "','parentId':44}");
    }

    @Test
    void aHintIsFollowedByTheOrderItNamedByteForByte() {
        channel.json(200, "{'data': {'order' : {'legacyResourceId':'6001', 'total': 13.50}}}");

        assertThat(hub.work("fetch", "shopify", 1, "fetch", 1, hint("6001")).kind())
                .isEqualTo(Kind.OK);

        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(new String(event.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"legacyResourceId\":\"6001\", \"total\": 13.50}");
            assertThat(event.parentId()).isEqualTo(44);
            assertThat(event.source()).isEqualTo(EventSource.FETCH);
            assertThat(event.shape()).isEqualTo("graphql");
            assertThat(event.orderKey()).isEqualTo("6001");
            assertThat(event.notificationOnly()).isFalse();
        });
        assertThat(channel.asked().get(0).json().path("operationName").asText()).isEqualTo("Order");
    }

    @Test
    void anOrderTheChannelDoesNotKnowIsAskedForAgainAndThenSaidToBeAbsent() {
        channel.json(200, "{'data':{'order':null}}").json(200, "{'data':{'order':null}}");
        assertThat(hub.work("fetch", "shopify", 1, "fetch", 1, hint("6001")).kind())
                .as("it may not be visible yet")
                .isEqualTo(Kind.RETRY);
        assertThat(hub.work("fetch", "shopify", 1, "fetch", 4, hint("6001")).kind())
                .isEqualTo(Kind.OK);
        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ABSENT);
            assertThat(event.headers()).doesNotContainKey("hubAfterDeletion");
        });
    }

    @Test
    void anOrderThatWasDeletedIsStoredAsGoneAtOnce() {
        channel.json(200, "{'data':{'order':null}}")
                .json(404, "{'code':'woocommerce_rest_shop_order_invalid_id','message':'Invalid ID.'}");
        ObjectNode shopify = hint("6001");
        shopify.putArray("shapes").add("webhook-id");
        ObjectNode woo = hint("77");
        woo.putArray("shapes").add("deleted");
        assertThat(hub.work("fetch", "shopify", 1, "fetch", 1, shopify).kind()).isEqualTo(Kind.OK);
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 1, woo).kind()).isEqualTo(Kind.OK);
        assertThat(hub.stored).hasSize(2).allSatisfy(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ABSENT);
            assertThat(event.headers())
                    .containsEntry("hubAfterDeletion", "true")
                    .containsEntry("hubAskedAt", ChannelHub.NOW.toString());
        });
    }

    @Test
    void aPageThatIsNotThereIsNoOrderThatIsGone() {
        channel.json(404, "{'code':'rest_no_route','message':'No route was found'}");
        ObjectNode woo = hint("77");
        woo.putArray("shapes").add("deleted");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 4, woo).kind()).isEqualTo(Kind.REJECT);
        assertThat(hub.stored).isEmpty();
    }

    @Test
    void trashIsStoredWithTheWordThatItWasDeleted() {
        channel.json(200, "{'id':77,'status':'trash','refunds':[]}");
        ObjectNode woo = hint("77");
        woo.putArray("shapes").add("deleted");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 1, woo).kind()).isEqualTo(Kind.OK);
        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.headers()).containsEntry("hubAfterDeletion", "true");
        });
    }

    @Test
    void whatAnotherHintIsAnsweredWithIsAnEventOfItsOwn() {
        channel.json(200, "{'data':{'order':{'legacyResourceId':'6001'}}}")
                .json(200, "{'data':{'order':{'legacyResourceId':'6001'}}}");
        hub.work("fetch", "shopify", 1, "fetch", 1, hint("6001"));
        hub.work("fetch", "shopify", 1, "fetch", 1, ChannelHub.json("{'orderKey':'6001','parentId':45}"));
        assertThat(hub.stored).hasSize(2);
        assertThat(hub.stored.get(0).eventKey())
                .as("the same words, read later")
                .isNotEqualTo(hub.stored.get(1).eventKey());
    }

    @Test
    void refundsOfAnOrderAreReadBeforeItIsStored() {
        channel.json(200, "{'id':77,'total':'20.00','refunds':[{'id':5,'total':'-10.00'}]}")
                .json(200, "[{'id':5,'amount':'10.00','line_items':[{'id':9,'quantity':-1}]}]");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 1, hint("77")).kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked().get(1).uri()).isEqualTo("/wp-json/wc/v3/orders/77/refunds?per_page=100&page=1");
        assertThat(new String(hub.stored.get(0).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":77,\"total\":\"20.00\",\"refunds\":[{\"id\":5,\"total\":\"-10.00\"}],"
                        + "\"refund_list\":[{\"id\":5,\"amount\":\"10.00\","
                        + "\"line_items\":[{\"id\":9,\"quantity\":-1}]}]}");
        assertThat(hub.readings).contains("charge rest 1");
    }

    @Test
    void anOrderIsNotStoredWithoutTheRestOfIt() {
        channel.json(200, "{'id':77,'refunds':[{'id':5,'total':'-10.00'}]}").json(502, "{}");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 1, hint("77")).kind())
                .isEqualTo(Kind.RETRY);
        assertThat(hub.stored).isEmpty();
    }

    @Test
    void allPagesOfLinesOfParcelsAndOfRefundsAreRead() {
        channel.json(
                        200,
                        "{'data':{'order':{'id':'gid://shopify/Order/6001','legacyResourceId':'6001','lineItems':{'pageInfo':{'hasNextPage':true,'endCursor':'c1'},'nodes':[{'id':'l1'}]},"
                                + "'fulfillments':[{'id':'f1','fulfillmentLineItems':{'pageInfo':{'hasNextPage':false},'nodes':[]}},"
                                + "{'id':'f2','fulfillmentLineItems':{'pageInfo':{'hasNextPage':true,'endCursor':'p1'},'nodes':[{'quantity':1}]}}],"
                                + "'refunds':[{'id':'r1','refundLineItems':{'pageInfo':{'hasNextPage':true,'endCursor':'q1'},'nodes':[]}}]}}}")
                .json(
                        200,
                        "{'data':{'order':{'lineItems':{'pageInfo':{'hasNextPage':true,'endCursor':'c2'},'nodes':[{'id':'l2'}]}}}}")
                .json(200, "{'data':{'order':{'lineItems':{'pageInfo':{'hasNextPage':false},'nodes':[{'id':'l3'}]}}}}")
                .json(
                        200,
                        "{'data':{'fulfillment':{'fulfillmentLineItems':{'pageInfo':{'hasNextPage':false},'nodes':[{'quantity':2}]}}}}")
                .json(
                        200,
                        "{'data':{'refund':{'refundLineItems':{'pageInfo':{'hasNextPage':false},'nodes':[{'quantity':3}]}}}}");
        assertThat(hub.work("fetch", "shopify", 1, "fetch", 1, hint("6001")).kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked())
                .extracting(one -> one.json().path("operationName").asText() + " "
                        + one.json().at("/variables/id").asText() + " "
                        + one.json().at("/variables/after").asText())
                .containsExactly(
                        "Order gid://shopify/Order/6001 ",
                        "OrderLines gid://shopify/Order/6001 c1",
                        "OrderLines gid://shopify/Order/6001 c2",
                        "ParcelLines f2 p1",
                        "RefundLines r1 q1");
        ObjectNode stored = ChannelHub.json(new String(hub.stored.get(0).body(), StandardCharsets.UTF_8));
        assertThat(stored.at("/lineItems/nodes")).hasSize(3);
        assertThat(stored.at("/fulfillments/1/fulfillmentLineItems/nodes")).hasSize(2);
        assertThat(stored.at("/refunds/0/refundLineItems/nodes")).hasSize(1);
        assertThat(stored.at("/lineItems/pageInfo/hasNextPage").asBoolean()).isFalse();
        assertThat(hub.readings).filteredOn("charge graphql 50"::equals).hasSize(4);
    }

    @Test
    void aFirstPollThatHadToWaitReachesBackAsFarAsIfItHadNot() {
        hub.accounts.connectedAt(ChannelHub.NOW.minus(Duration.ofHours(30)));
        channel.json(200, "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[]}}}");
        hub.work("poll", "shopify", 1, "list", 1, ChannelHub.json("{}"));
        assertThat(channel.asked().get(0).json().at("/variables/query").asText())
                .isEqualTo("updated_at:>='2026-11-21T05:50:00Z'");
    }

    @Test
    void anotherOrderThanTheOneAskedForIsNotTakenForIt() {
        channel.json(200, "{'id':78}").json(200, "{'id':78}");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 1, hint("77")).kind())
                .as("a cache may have given it")
                .isEqualTo(Kind.RETRY);
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 4, hint("77")).kind())
                .isEqualTo(Kind.REJECT);
        assertThat(hub.stored).as("nothing is believed of 78").isEmpty();
    }

    @Test
    void anOrderNobodyCanReadIsNotAskedForOnAndOn() {
        String deep = "{'id':77,'meta':" + "[".repeat(70) + "]".repeat(70) + "}";
        channel.json(200, deep).json(200, deep).json(200, "<br />Notice: {");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 1, hint("77")).kind())
                .isEqualTo(Kind.RETRY);
        Outcome last = hub.work("fetch", "woocommerce", 2, "fetch", 4, hint("77"));
        assertThat(last.kind()).isEqualTo(Kind.REJECT);
        assertThat(last.message()).contains("64 levels");
        assertThat(hub.work("fetch", "woocommerce", 2, "fetch", 4, hint("77")).kind())
                .as("an error page is no order")
                .isEqualTo(Kind.RETRY);
    }

    @Test
    void anAmazonOrderIsAskedForWithTheBlocksTheMappingNeeds() {
        channel.json(200, "{'access_token':'t','expires_in':3600}")
                .json(200, "{'order':{'orderId':'902-1','lastUpdatedTime':'2026-11-23T10:00:00Z'}}");
        assertThat(hub.work("fetch", "amazon", 3, "fetch", 1, hint("902-1")).kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked().get(1).uri())
                .startsWith("/orders/2026-01-01/orders/902-1?includedData=")
                .contains("RECIPIENT")
                .contains("PROCEEDS");
    }

    @Test
    void aPollWalksThroughAllPagesAndThenMovesTheMark() {
        channel.json(
                        200,
                        "{'data':{'orders':{'pageInfo':{'hasNextPage':true,'endCursor':'c1'},'nodes':[{'legacyResourceId':'1'},{'legacyResourceId':'2'}]}}}")
                .json(
                        200,
                        "{'data':{'orders':{'pageInfo':{'hasNextPage':false,'endCursor':'c2'},'nodes':[{'legacyResourceId':'3'}]}}}");

        assertThat(hub.work("poll", "shopify", 1, "list", 1, ChannelHub.json("{}"))
                        .kind())
                .isEqualTo(Kind.OK);

        assertThat(hub.stored).extracting(NewEvent::orderKey).containsExactly("1", "2", "3");
        assertThat(hub.stored).allSatisfy(event -> assertThat(event.source()).isEqualTo(EventSource.POLL));
        assertThat(channel.asked().get(0).json().at("/variables/after").isNull())
                .isTrue();
        assertThat(channel.asked().get(0).json().at("/variables/query").asText())
                .isEqualTo("updated_at:>='2026-11-22T11:50:00Z'");
        assertThat(channel.asked().get(1).json().at("/variables/after").asText())
                .isEqualTo("c1");
        assertThat(hub.accounts.polledThrough(1)).contains(ChannelHub.NOW);
        assertThat(hub.readings).contains("charge graphql 300");
    }

    @Test
    void theNextWindowOverlapsTheOneBefore() {
        hub.accounts.polled(1, Instant.parse("2026-11-23T11:55:00Z"));
        channel.json(200, "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[]}}}");
        hub.work("poll", "shopify", 1, "list", 1, ChannelHub.json("{}"));
        assertThat(channel.asked().get(0).json().at("/variables/query").asText())
                .isEqualTo("updated_at:>='2026-11-23T11:45:00Z'");
    }

    @Test
    void theWindowOfAShopWhoseStampsLieBehindReachesThatMuchFurtherBack() {
        hub.accounts.polled(4, Instant.parse("2026-11-23T11:55:00Z"));
        channel.json(200, "[]", Map.of("X-WP-Total", "0"));
        assertThat(hub.work("poll", "woocommerce", 4, "list", 1, ChannelHub.json("{}"))
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(channel.asked().get(0).uri()).contains("modified_after=2026-11-23T06%3A40%3A00&");
    }

    @Test
    void aPageThatFailsLeavesTheMarkWhereItWas() {
        channel.json(
                        200,
                        "{'data':{'orders':{'pageInfo':{'hasNextPage':true,'endCursor':'c1'},'nodes':[{'legacyResourceId':'1'}]}}}")
                .json(502, "{}");
        assertThat(hub.work("poll", "shopify", 1, "list", 1, ChannelHub.json("{}"))
                        .kind())
                .isEqualTo(Kind.RETRY);
        assertThat(hub.accounts.polledThrough(1)).isEmpty();
    }

    @Test
    void aStoreThatIsAwayLeavesTheMarkWhereItWas() {
        hub.storeAway = true;
        channel.json(200, "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[{'legacyResourceId':'1'}]}}}");
        Exchange exchange = hub.exchange("poll", "shopify", 1, "list", 1, ChannelHub.json("{}"));
        assertThat(exchange.getException()).isNotNull();
        assertThat(hub.accounts.polledThrough(1)).isEmpty();
    }

    @Test
    void pagesThatOverlapAreReadToTheLast() {
        channel.json(200, "[{'id':1},{'id':2}]", Map.of("X-WP-Total", "3"))
                .json(200, "[{'id':2},{'id':3}]", Map.of("X-WP-Total", "3"));

        assertThat(hub.work("poll", "woocommerce", 2, "list", 1, ChannelHub.json("{}"))
                        .kind())
                .isEqualTo(Kind.OK);

        assertThat(hub.stored).extracting(NewEvent::orderKey).containsExactly("1", "2", "2", "3");
        assertThat(channel.asked().get(0).uri())
                .isEqualTo("/wp-json/wc/v3/orders?status=any&orderby=id&order=asc&per_page=50&dates_are_gmt=true"
                        + "&modified_after=2026-11-22T11%3A45%3A00&offset=0");
        assertThat(channel.asked().get(1).uri()).endsWith("offset=1");
    }

    @Test
    void amazonsWindowEndsBeforeNowAndPagesByToken() {
        channel.json(200, "{'access_token':'t','expires_in':3600}")
                .json(200, "{'orders':[{'orderId':'902-1'}],'pagination':{'nextToken':'n+1'}}")
                .json(200, "{'orders':[{'orderId':'902-2'}]}");

        assertThat(hub.work("poll", "amazon", 3, "list", 1, ChannelHub.json("{}"))
                        .kind())
                .isEqualTo(Kind.OK);

        assertThat(channel.asked().get(1).uri())
                .contains("lastUpdatedBefore=2026-11-23T11%3A57%3A00Z")
                .doesNotContain("paginationToken");
        assertThat(channel.asked().get(2).uri()).contains("paginationToken=n%2B1");
        assertThat(hub.accounts.polledThrough(3)).contains(Instant.parse("2026-11-23T11:57:00Z"));
    }

    @Test
    void manyHintsAreAnsweredByOneListThatLeavesTheMarkAlone() {
        channel.json(
                200,
                "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[{'legacyResourceId':'1'},{'legacyResourceId':'2'}]}}}");

        Exchange exchange =
                hub.exchange("fetch", "shopify", 1, "list", 1, ChannelHub.json("{'since':'2026-11-23T11:59:00Z'}"));

        assertThat(exchange.getProperty("hubOutcome", Outcome.class).kind()).isEqualTo(Kind.OK);
        assertThat((Collection<?>) exchange.getProperty("hubFetched", Collection.class))
                .hasSize(2);
        assertThat(hub.accounts.polledThrough(1)).isEmpty();
        assertThat(channel.asked().get(0).json().at("/variables/query").asText())
                .contains("11:49:00");
    }

    @Test
    void theSameOrderInTheSameWordsIsTheSameEvent() {
        for (int i = 0; i < 2; i++) {
            channel.json(
                    200,
                    "{'data':{'orders':{'pageInfo':{'hasNextPage':false},'nodes':[{'legacyResourceId':'1','updatedAt':'x'}]}}}");
            hub.work("poll", "shopify", 1, "list", 1, ChannelHub.json("{}"));
        }
        assertThat(hub.stored.get(0).eventKey()).isEqualTo(hub.stored.get(1).eventKey());
    }
}
