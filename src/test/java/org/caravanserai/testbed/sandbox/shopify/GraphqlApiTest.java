package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphqlApiTest {

    private ShopifyProbe shopify;

    @BeforeEach
    void start() throws Exception {
        shopify = new ShopifyProbe(400, null);
    }

    @AfterEach
    void stop() throws Exception {
        shopify.close();
    }

    @Test
    void aWrongTokenIsRefusedWith401() throws Exception {
        assertThat(shopify.post("{ shop { name } }", SandboxJson.object(), "shpat_2")
                        .statusCode())
                .isEqualTo(401);
        assertThat(shopify.probe.violationCodes()).containsExactly("wrong-auth");
    }

    @Test
    void anotherVersionOfTheApiIsNotServed() throws Exception {
        assertThat(shopify.probe
                        .send("POST", "/shopify/demo/admin/api/2025-10/graphql.json", "{}".getBytes())
                        .statusCode())
                .isEqualTo(404);
        assertThat(shopify.probe.violationCodes()).containsExactly("wrong-path");
    }

    @Test
    void unknownFieldsAreValidationErrors() throws Exception {
        JsonNode answer = shopify.graphql("{ shop { nickname } }", "{}");
        assertThat(answer.has("data")).isFalse();
        assertThat(answer.at("/errors/0/message").asText()).contains("nickname");
        assertThat(shopify.probe.violationCodes()).containsExactly("graphql-error");
    }

    @Test
    void everyAnswerTellsItsCost() throws Exception {
        JsonNode cost = shopify.graphql("{ shop { name } }", "{}").at("/extensions/cost");
        assertThat(cost.path("requestedQueryCost").asInt()).isPositive();
        assertThat(cost.at("/throttleStatus/maximumAvailable").asInt()).isEqualTo(2000);
        assertThat(cost.at("/throttleStatus/restoreRate").asInt()).isEqualTo(100);
    }

    @Test
    void anEmptyBucketThrottlesWithHttp200() throws Exception {
        try (ShopifyProbe slow = new ShopifyProbe(0.001, null)) {
            JsonNode last = null;
            for (int i = 0; i < 8; i++) {
                last = slow.graphql("mutation { " + cancellations(90) + "}", "{}");
            }
            assertThat(last.at("/errors/0/extensions/code").asText()).isEqualTo("THROTTLED");
            assertThat(last.at("/extensions/cost/actualQueryCost").isNull()).isTrue();
            assertThat(slow.probe.violationCodes()).containsExactly("ignores-throttle");
        }
    }

    @Test
    void aSingleQueryMayNotCostMoreThanAThousand() throws Exception {
        assertThat(shopify.graphql("mutation { " + cancellations(101) + "}", "{}")
                        .at("/errors/0/extensions/code")
                        .asText())
                .isEqualTo("MAX_COST_EXCEEDED");
        assertThat(shopify.probe.violationCodes()).containsExactly("query-too-dear");
    }

    /** Many calls in one request, to use the points up quickly. */
    private static String cancellations(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append("c")
                    .append(i)
                    .append(
                            ": orderCancel(orderId: \"gid://shopify/Order/1\", restock: true, reason: OTHER) { job { id } } ");
        }
        return all.toString();
    }

    @Test
    void aConnectionWantsFirstOrLast() throws Exception {
        JsonNode answer = shopify.graphql("{ orders { nodes { id } } }", "{}");
        assertThat(answer.at("/errors/0/message").asText()).isEqualTo("you must provide one of first or last");
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void ordersArePagedInTheOrderOfTheirChanges() throws Exception {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add("gid://shopify/Order/" + shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"));
        }
        List<String> seen = new ArrayList<>();
        String after = "null";
        boolean more = true;
        while (more) {
            JsonNode page = shopify.graphql(
                            "query($after: String) { orders(first: 2, after: $after, sortKey: UPDATED_AT, "
                                    + "query: \"updated_at:>='2020-01-01T00:00:00Z'\") { nodes { id } pageInfo { hasNextPage endCursor } } }",
                            "{\"after\":" + after + "}")
                    .at("/data/orders");
            page.path("nodes").forEach(n -> seen.add(n.path("id").asText()));
            more = page.at("/pageInfo/hasNextPage").asBoolean();
            after = page.at("/pageInfo/endCursor").toString();
        }
        assertThat(seen).containsExactlyElementsOf(placed);
        assertThat(shopify.graphql(
                                "{ orders(first: 5, query: \"updated_at:>2099-01-01T00:00:00Z\") { nodes { id } } }",
                                "{}")
                        .at("/data/orders/nodes"))
                .isEmpty();
    }

    @Test
    void aWholeOrderCanBeReadForReconciling() throws Exception {
        String id =
                shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2}],\"country\":\"US\",\"discount\":\"0.10\","
                        + "\"presentment\":\"CAD\",\"presentmentRate\":\"1.35\"}");
        JsonNode order = shopify.graphql("""
                query($id: ID!) { order(id: $id) { id name createdAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus
                  currencyCode presentmentCurrencyCode test email taxesIncluded totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount } }
                  lineItems(first: 50) { nodes { id sku quantity currentQuantity originalUnitPriceSet { shopMoney { amount } }
                    discountAllocations { allocatedAmountSet { shopMoney { amount } } } taxLines { title rate priceSet { shopMoney { amount } } } } }
                  shippingAddress { firstName address1 city provinceCode zip countryCodeV2 phone }
                  shippingLines(first: 5) { nodes { code title originalPriceSet { shopMoney { amount } } } } } }""", "{\"id\":\"gid://shopify/Order/" + id + "\"}")
                .at("/data/order");
        assertThat(order.at("/lineItems/nodes/0/originalUnitPriceSet/shopMoney/amount")
                        .asText())
                .isEqualTo("12.0");
        assertThat(order.at("/lineItems/nodes/0/discountAllocations/0/allocatedAmountSet/shopMoney/amount")
                        .asText())
                .isEqualTo("2.4");
        assertThat(order.at("/shippingAddress/countryCodeV2").asText()).isEqualTo("US");
        assertThat(order.path("displayFinancialStatus").asText()).isEqualTo("PAID");
        assertThat(order.path("updatedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(order.path("presentmentCurrencyCode").asText()).isEqualTo("CAD");
    }

    @Test
    void cancellingIsAJobThatTakesAWhile() throws Exception {
        String id = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":3}]}");
        String cancel =
                "mutation { orderCancel(orderId: \"gid://shopify/Order/" + id + "\", restock: true, reason: INVENTORY, "
                        + "refundMethod: {originalPaymentMethodsRefund: true}) { job { id done } orderCancelUserErrors { code message } } }";
        JsonNode started = shopify.graphql(cancel, "{}").at("/data/orderCancel");
        assertThat(started.at("/job/done").asBoolean()).isFalse();
        assertThat(shopify.graphql(cancel, "{}")
                        .at("/data/orderCancel/orderCancelUserErrors/0/message")
                        .asText())
                .containsAnyOf("Cancellation is already in progress", "already been canceled");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> shopify.graphql(
                                "query($id: ID!) { job(id: $id) { done } }", "{\"id\":" + started.at("/job/id") + "}")
                        .at("/data/job/done")
                        .asBoolean());
        JsonNode ledger = shopify.probe.ledgerOrder(id);
        assertThat(ledger.path("cancelledBy").asText()).isEqualTo("seller");
        assertThat(shopify.probe.ledger().at("/stock/0/shown").asInt()).isEqualTo(10);
    }
}
