package org.caravanserai.testbed.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.rig.PublishedSpecs;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;
import org.junit.jupiter.api.Test;

class AmazonOrdersTest {

    private static final String ALL =
            "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT";
    private static final String SEARCH = "/orders/2026-01-01/orders";

    @Test
    void onlyTheBlocksAskedForAreThere() throws Exception {
        try (AmazonRig amazon = new AmazonRig(20)) {
            String id = amazon.rig.order("{\"sku\":\"A\",\"quantity\":2}", "\"gift\":\"Enjoy\"");
            ObjectNode bare = amazon.order(id, "");
            assertThat(bare.has("recipient") || bare.has("proceeds") || bare.has("fulfillment") || bare.has("buyer"))
                    .isFalse();
            assertThat(bare.at("/orderItems/0/product/sellerSku").asText()).isEqualTo("A");
            ObjectNode full = amazon.order(id, ALL);
            assertThat(full.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("UNSHIPPED");
            assertThat(full.at("/recipient/deliveryAddress/addressLine1").asText())
                    .isNotEmpty();
            assertThat(full.at("/orderItems/0/product/price/unitPrice/amount").isTextual())
                    .isTrue();
            assertThat(full.at("/orderItems/0/fulfillment/packing/giftOption/giftMessage")
                            .asText())
                    .isEqualTo("Enjoy");
            assertThat(full.at("/proceeds/grandTotal/amount").asText())
                    .isEqualTo(amazon.rig.ledgerOrder(id).path("total").asText());
            assertThat(full.at("/lastUpdatedTime").asText()).matches(".*\\.\\d{3}Z");
        }
    }

    @Test
    void aPendingOrderShowsNeitherPriceNorAddressUntilItIsPaid() throws Exception {
        try (AmazonRig amazon = new AmazonRig(20)) {
            String id = amazon.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true,\"gift\":\"Enjoy\"");
            ObjectNode pending = amazon.order(id, ALL);
            assertThat(pending.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("PENDING");
            assertThat(pending.toString())
                    .doesNotContain("unitPrice")
                    .doesNotContain("recipient")
                    .doesNotContain("proceeds")
                    .doesNotContain("giftOption")
                    .doesNotContain("buyer")
                    .doesNotContain("taxCollections");
            amazon.rig.change(id, "pay", "{}");
            ObjectNode paid = amazon.order(id, ALL);
            assertThat(paid.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("UNSHIPPED");
            assertThat(paid.toString()).contains("unitPrice").contains("deliveryAddress");
        }
    }

    @Test
    void everyOrderKeepsThePublishedModel() throws Exception {
        JsonNode model = PublishedSpecs.read("amazon/spec/orders_2026-01-01.json");
        try (AmazonRig amazon = new AmazonRig(20)) {
            List<String> ids = new ArrayList<>();
            ids.add(amazon.rig.order(
                    "{\"sku\":\"A\",\"quantity\":2},{\"sku\":\"B\",\"quantity\":1}",
                    "\"gift\":\"Enjoy\",\"prime\":true"));
            ids.add(amazon.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true"));
            ids.add(amazon.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"fba\":true"));
            amazon.confirm(ids.get(0), "1", "UPS", "1Z1", amazon.item(ids.get(0), 0), 1);
            amazon.rig.change(ids.get(0), "cancel", "{}");
            for (String id : ids) {
                ObjectNode answer =
                        SandboxRig.parse(amazon.get("/orders/2026-01-01/orders/" + id + "?includedData=" + ALL));
                assertThat(PublishedSpecs.complaints(PublishedSpecs.closed(model, "GetOrderResponse"), answer))
                        .as(answer.toString())
                        .isEmpty();
            }
            ObjectNode first = amazon.order(ids.get(0), ALL);
            assertThat(first.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("PARTIALLY_SHIPPED");
            assertThat(first.at("/orderItems/1/cancellation/cancellationRequest/requester")
                            .asText())
                    .isEqualTo("BUYER");
            assertThat(first.at("/packages/0/trackingNumber").asText()).isEqualTo("1Z1");
        }
    }

    @Test
    void anOrderOfAmazonsOwnHidesPhoneAndMailAndIsShippedByAmazon() throws Exception {
        try (AmazonRig amazon = new AmazonRig(2000)) {
            int shown = amazon.rig.shop().listing("A").orElseThrow().shown;
            String id = amazon.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"fba\":true");
            ObjectNode order = amazon.order(id, ALL);
            assertThat(order.at("/fulfillment/fulfilledBy").asText()).isEqualTo("AMAZON");
            assertThat(order.toString()).doesNotContain("phone").doesNotContain("buyerEmail");
            assertThat(amazon.rig.shop().listing("A").orElseThrow().shown)
                    .as("the seller's stock is untouched")
                    .isEqualTo(shown);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> amazon.order(id, ALL)
                            .at("/fulfillment/fulfillmentStatus")
                            .asText()
                            .equals("SHIPPED"));
        }
    }

    @Test
    void aSearchWantsExactlyOneLowerBoundAndAnUpperBoundTwoMinutesOld() throws Exception {
        try (AmazonRig amazon = new AmazonRig(1)) {
            Instant now = Instant.now();
            for (String query : List.of(
                    "",
                    "?createdAfter=" + now.minusSeconds(600) + "&lastUpdatedAfter=" + now.minusSeconds(600),
                    "?lastUpdatedAfter=" + now.minusSeconds(600) + "&createdBefore=" + now.minusSeconds(300),
                    "?lastUpdatedAfter=" + now.minusSeconds(600) + "&lastUpdatedBefore=" + now.minusSeconds(60),
                    "?lastUpdatedAfter=yesterday",
                    "?lastUpdatedAfter=" + now + "&maxResultsPerPage=101",
                    "?lastUpdatedAfter=" + now.minusSeconds(600) + "&includedData=ADDRESS",
                    "?lastUpdatedAfer=" + now)) {
                assertThat(amazon.get(SEARCH + query).statusCode()).as(query).isEqualTo(400);
            }
            assertThat(amazon.get(SEARCH + "?lastUpdatedAfter=" + now.minusSeconds(600) + "&lastUpdatedBefore="
                                    + now.minusSeconds(121))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void pagesOfASearchHoldEveryOrderOnceAndKeepThePublishedModel() throws Exception {
        JsonNode model = PublishedSpecs.read("amazon/spec/orders_2026-01-01.json");
        try (AmazonRig amazon = new AmazonRig(200)) {
            List<String> placed = new ArrayList<>();
            Instant start = Instant.now().minusSeconds(1);
            for (int i = 0; i < 7; i++) {
                placed.add(amazon.rig.order("{\"sku\":\"A\",\"quantity\":1}", ""));
            }
            List<String> found = new ArrayList<>();
            String query = SEARCH + "?lastUpdatedAfter=" + start + "&maxResultsPerPage=3&includedData=FULFILLMENT";
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(pages(amazon, query, model, found)).isEqualTo(3));
            assertThat(found).containsExactlyInAnyOrderElementsOf(placed);
            HttpResponse<String> first = amazon.get(query);
            String token = SandboxRig.parse(first).at("/pagination/nextToken").asText();
            assertThat(amazon.get(query.replace("FULFILLMENT", "BUYER") + "&paginationToken=" + token)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(amazon.get(query + "&fulfilledBy=MERCHANT&paginationToken=" + token)
                            .statusCode())
                    .as("a token belongs to its query")
                    .isEqualTo(400);
        }
    }

    private static int pages(AmazonRig amazon, String query, JsonNode model, List<String> found) throws Exception {
        found.clear();
        String token = "";
        int pages = 0;
        do {
            HttpResponse<String> answer = amazon.get(query + (token.isEmpty() ? "" : "&paginationToken=" + token));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            ObjectNode page = SandboxRig.parse(answer);
            assertThat(PublishedSpecs.complaints(PublishedSpecs.closed(model, "SearchOrdersResponse"), page))
                    .isEmpty();
            page.path("orders").forEach(order -> found.add(order.path("orderId").asText()));
            token = page.at("/pagination/nextToken").asText("");
            pages++;
        } while (!token.isEmpty());
        return pages;
    }

    @Test
    void eachOperationHasItsOwnBucket() throws Exception {
        try (AmazonRig amazon = new AmazonRig(1)) {
            String query = SEARCH + "?lastUpdatedAfter=" + Instant.now().minusSeconds(600);
            for (int i = 0; i < 20; i++) {
                assertThat(amazon.get(query).statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = amazon.get(query);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("QuotaExceeded");
            assertThat(amazon.rig.violations()).as("one refusal is no fault").isEmpty();
            for (int i = 0; i < 4; i++) {
                amazon.get(query);
            }
            assertThat(amazon.rig.violations()).containsExactly("over-rate-limit");
            assertThat(amazon.get("/orders/2026-01-01/orders/111-0000000-0000000")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aTokenLivesOneHourOfSandboxTimeAndAnythingElseIsForbidden() throws Exception {
        try (AmazonRig amazon = new AmazonRig(1200)) {
            HttpResponse<String> grant = amazon.token("refresh_token", amazon.rig.secret("client-secret"));
            assertThat(SandboxRig.parse(grant).path("expires_in").asInt()).isEqualTo(3600);
            assertThat(amazon.token("client_credentials", amazon.rig.secret("client-secret"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(amazon.token("refresh_token", "wrong").statusCode()).isEqualTo(401);
            String path = "/orders/2026-01-01/orders/111-0000000-0000000";
            await().atMost(Duration.ofSeconds(20)).until(() -> amazon.get(path).statusCode() == 403);
            amazon.useToken("Atza|invented");
            assertThat(amazon.get(path).statusCode()).isEqualTo(403);
            amazon.useToken(amazon.newToken());
            assertThat(amazon.get(path).statusCode()).isEqualTo(404);
            assertThat(amazon.rig.violations()).contains("wrong-auth");
            assertThat(amazon.get("/orders/v0/orders?CreatedAfter=2026-01-01T00:00:00Z")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(amazon.rig.violations()).contains("deprecated-operation");
        }
    }
}
