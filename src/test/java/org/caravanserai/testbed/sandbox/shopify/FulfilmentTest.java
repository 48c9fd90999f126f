package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FulfilmentTest {

    private ShopifyProbe shopify;

    @BeforeEach
    void start() throws Exception {
        shopify = new ShopifyProbe(400, null);
    }

    @AfterEach
    void stop() throws Exception {
        shopify.close();
    }

    private static String error(JsonNode payload) {
        return payload.at("/userErrors/0/message").asText();
    }

    @Test
    void fulfilmentOrdersAppearOnlyAfterABackgroundJob() throws Exception {
        try (ShopifyProbe slow = new ShopifyProbe(0.01, null)) {
            String order = slow.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
            JsonNode now = slow.graphql(ShopifyProbe.ROUTED, "{\"id\":\"gid://shopify/Order/" + order + "\"}");
            assertThat(now.at("/data/order/fulfillmentOrders/nodes").isArray()).isTrue();
            assertThat(now.at("/data/order/fulfillmentOrders/nodes")).isEmpty();
        }
        assertThat(shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}")))
                .hasSize(1);
    }

    @Test
    void unitsAreTakenOffByARefundWithAKeyAndALocation() throws Exception {
        String order = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":3}]}");
        JsonNode routed = shopify.routed(order).get(0);
        String location = routed.at("/assignedLocation/location/id").asText();
        String line = "gid://shopify/LineItem/"
                + shopify.probe.ledgerOrder(order).at("/lines/0/lineId").asText();
        String mutation =
                "mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) "
                        + "{ refund { id } userErrors { field message } } }";
        String input = "{\"key\":\"k1\",\"input\":{\"orderId\":\"gid://shopify/Order/" + order
                + "\",\"refundLineItems\":[{\"lineItemId\":\"" + line
                + "\",\"quantity\":2,\"restockType\":\"CANCEL\"%s}]}}";
        String there = ",\"locationId\":\"" + (location.isEmpty() ? "gid://shopify/Location/1" : location) + "\"";

        assertThat(error(shopify.graphql(mutation, input.formatted("")).at("/data/refundCreate")))
                .contains("location");
        JsonNode first = shopify.graphql(mutation, input.formatted(there)).at("/data/refundCreate");
        assertThat(first.at("/refund/id").asText()).startsWith("gid://shopify/Refund/");
        assertThat(shopify.graphql(mutation, input.formatted(there)).at("/data/refundCreate"))
                .as("the same key")
                .isEqualTo(first);
        assertThat(error(shopify.graphql(mutation, input.replace("k1", "k2").formatted(there))
                        .at("/data/refundCreate")))
                .contains("more items");
        assertThat(shopify.probe.ledgerOrder(order).at("/lines/0/removed").asInt())
                .isEqualTo(2);
        assertThat(shopify.routed(order)
                        .get(0)
                        .at("/lineItems/nodes/0/remainingQuantity")
                        .asInt())
                .isEqualTo(1);
        assertThat(shopify.probe.violationCodes()).containsExactly("refund-location");
    }

    @Test
    void twoParcelsShipAnOrderAndTheThirdIsRefused() throws Exception {
        String order = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2}]}");
        JsonNode routed = shopify.routed(order).get(0);
        String fulfilmentOrder = routed.path("id").asText();
        String line = routed.at("/lineItems/nodes/0/id").asText();
        JsonNode first = shopify.ship(fulfilmentOrder, line, 1, "1Z1").path("fulfillment");
        assertThat(first.path("status").asText()).isEqualTo("SUCCESS");
        assertThat(first.path("name").asText()).endsWith("-F1");
        assertThat(shopify.probe.ledgerOrder(order).path("told").asBoolean()).isFalse();
        assertThat(shopify.ship(fulfilmentOrder, line, 1, "1Z2")
                        .at("/fulfillment/name")
                        .asText())
                .endsWith("-F2");
        assertThat(shopify.probe.ledgerOrder(order).path("told").asBoolean()).isTrue();
        assertThat(error(shopify.ship(fulfilmentOrder, line, 1, "1Z3"))).contains("unfulfillable status= closed.");
        assertThat(shopify.probe.violationCodes()).containsExactly("over-ship");
        JsonNode parcels = shopify.probe.ledgerOrder(order).path("fulfilments");
        assertThat(parcels).extracting(p -> p.path("tracking").asText()).containsExactly("1Z1", "1Z2");
        assertThat(parcels.at("/0/lines/0/quantity").asInt()).isEqualTo(1);
    }

    @Test
    void theSameCallTwiceMakesTwoFulfilmentsWhileUnitsRemain() throws Exception {
        String order = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2}]}");
        JsonNode routed = shopify.routed(order).get(0);
        for (int i = 0; i < 2; i++) {
            shopify.ship(
                    routed.path("id").asText(),
                    routed.at("/lineItems/nodes/0/id").asText(),
                    1,
                    "1Z1");
        }
        assertThat(shopify.probe.violationCodes()).containsExactly("double-parcel");
        JsonNode parcels = shopify.probe.ledgerOrder(order).path("fulfilments");
        assertThat(parcels.at("/1/duplicateOf").asText())
                .isEqualTo(parcels.at("/0/id").asText());
        assertThat(shopify.probe.ledgerOrder(order).path("told").asBoolean()).isFalse();
    }

    @Test
    void aParcelSentAgainAfterItWasBookedIsARepeatWithoutLookup() throws Exception {
        JsonNode routed = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                .get(0);
        shopify.ship(
                routed.path("id").asText(), routed.at("/lineItems/nodes/0/id").asText(), 1, "1Z1");
        shopify.ship(
                routed.path("id").asText(), routed.at("/lineItems/nodes/0/id").asText(), 1, "1Z1");
        assertThat(shopify.probe.violationCodes()).containsExactly("repeat-without-lookup");
    }

    @Test
    void moreThanRemainsIsRefused() throws Exception {
        JsonNode routed = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                .get(0);
        JsonNode answer = shopify.ship(
                routed.path("id").asText(), routed.at("/lineItems/nodes/0/id").asText(), 2, "1Z1");
        assertThat(error(answer)).isEqualTo("Invalid fulfillment order line item quantity requested.");
        assertThat(answer.path("fulfillment").isNull()).isTrue();
        assertThat(shopify.probe.violationCodes()).containsExactly("over-ship");
    }

    @Test
    void aQuantityOfZeroIsRefusedWithThePathToIt() throws Exception {
        JsonNode routed = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                .get(0);
        JsonNode answer = shopify.ship(
                routed.path("id").asText(), routed.at("/lineItems/nodes/0/id").asText(), 0, "1Z1");
        assertThat(error(answer)).isEqualTo("Quantity must be greater than 0");
        assertThat(answer.at("/userErrors/0/field").toString())
                .isEqualTo(
                        "[\"fulfillment\",\"lineItemsByFulfillmentOrder\",\"0\",\"fulfillmentOrderLineItems\",\"0\",\"quantity\"]");
    }

    @Test
    void orderLineIdsAreNotFulfilmentOrderLineIds() throws Exception {
        JsonNode routed = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                .get(0);
        JsonNode answer = shopify.graphql(ShopifyProbe.CREATE, """
                {"fulfillment":{"trackingInfo":{"number":"1Z","company":"UPS"},"lineItemsByFulfillmentOrder":[
                 {"fulfillmentOrderId":"%s","fulfillmentOrderLineItems":[{"id":"%s","quantity":1}]}]}}""".formatted(
                        routed.path("id").asText(),
                        routed.at("/lineItems/nodes/0/lineItem/id").asText()));
        assertThat(answer.at("/errors/0/message").asText()).startsWith("Invalid global id");
        assertThat(shopify.probe.violationCodes()).contains("graphql-error");
        assertThat(error(
                        shopify.ship(routed.path("id").asText(), "gid://shopify/FulfillmentOrderLineItem/99", 1, "1Z")))
                .isEqualTo("Fulfillment order line item does not exist.");
        assertThat(error(shopify.ship(
                        "gid://shopify/FulfillmentOrder/99", "gid://shopify/FulfillmentOrderLineItem/9", 1, "1Z")))
                .isEqualTo("Fulfillment order does not exist.");
    }

    @Test
    void fulfilmentOrdersOfTwoOrdersDoNotShipTogether() throws Exception {
        String one = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                .get(0)
                .path("id")
                .asText();
        String other = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"B-2\",\"quantity\":1}]}"))
                .get(0)
                .path("id")
                .asText();
        JsonNode answer =
                shopify.graphql(ShopifyProbe.CREATE, """
                {"fulfillment":{"trackingInfo":{"number":"1Z","company":"UPS"},"lineItemsByFulfillmentOrder":[
                 {"fulfillmentOrderId":"%s"},{"fulfillmentOrderId":"%s"}]}}""".formatted(one, other)).at("/data/fulfillmentCreate");
        assertThat(error(answer))
                .startsWith("All fulfillment orders must belong to the same order. Multiple orders with ids [");
    }

    @Test
    void leavingLinesOutShipsEverythingLeft() throws Exception {
        String order = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2},{\"sku\":\"B-2\",\"quantity\":1}]}");
        String one = shopify.routed(order).get(0).path("id").asText();
        shopify.graphql(ShopifyProbe.CREATE, """
                {"fulfillment":{"trackingInfo":{"number":"1Z","company":"UPS"},
                 "lineItemsByFulfillmentOrder":[{"fulfillmentOrderId":"%s"}]}}""".formatted(one));
        assertThat(shopify.probe.ledgerOrder(order).path("lines"))
                .extracting(l -> l.path("fulfilled").asInt())
                .containsExactly(2, 1);
    }

    @Test
    void carrierWordsAreSpeltAsShopifySpellsThem() throws Exception {
        for (String[] wrong : new String[][] {
            {"ups", "carrier-word"}, {"DHL_EXPRESS", "carrier-word"}, {"Camel Post", "carrier-without-url"}
        }) {
            String one = shopify.routed(shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}"))
                    .get(0)
                    .path("id")
                    .asText();
            shopify.graphql(ShopifyProbe.CREATE, """
                    {"fulfillment":{"trackingInfo":{"number":"1Z","company":"%s"},
                     "lineItemsByFulfillmentOrder":[{"fulfillmentOrderId":"%s"}]}}""".formatted(wrong[0], one));
            assertThat(shopify.probe.violationCodes()).last().isEqualTo(wrong[1]);
        }
    }

    @Test
    void aCancelledOrderIsNotShippedAndThatIsNoFaultOfTheHub() throws Exception {
        String order = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        JsonNode routed = shopify.routed(order).get(0);
        shopify.probe.control("POST", "orders/shopify/demo/" + order + "/cancel", "{}");
        assertThat(error(shopify.ship(
                        routed.path("id").asText(),
                        routed.at("/lineItems/nodes/0/id").asText(),
                        1,
                        "1Z")))
                .contains("unfulfillable status");
        assertThat(shopify.probe.violationCodes()).isEmpty();
        assertThat(shopify.probe.ledgerOrder(order).path("cancelledBy").asText())
                .isEqualTo("buyer");
    }
}
