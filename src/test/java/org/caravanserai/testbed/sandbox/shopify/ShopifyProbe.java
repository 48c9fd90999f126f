package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.FakeHub;
import org.caravanserai.testbed.sandbox.Probe;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** A Shopify shop named demo with listings A-1 (10) and B-2 (5) at MAIN, and the calls a hub makes. */
final class ShopifyProbe implements AutoCloseable {

    static final String CREATE = """
            mutation($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) {
              fulfillment { id name status displayStatus trackingInfo { number url company } } userErrors { field message } } }""";
    static final String SET = """
            mutation($input: InventorySetQuantitiesInput!, $key: String!) {
              inventorySetQuantities(input: $input) @idempotent(key: $key) {
                inventoryAdjustmentGroup { id changes { name delta } } userErrors { field message code } } }""";
    static final String ROUTED = """
            query($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id status
              assignedLocation { location { id } } lineItems(first: 20) { nodes { id remainingQuantity lineItem { id sku } } } } }
              fulfillments(first: 20) { trackingInfo { number company } } } }""";

    final FakeHub hub = new FakeHub();
    final Probe probe;
    final JsonNode shop;

    ShopifyProbe(double factor, Path state) throws Exception {
        probe = new Probe(hub.uri(), factor, state, "shopify");
        shop = probe.control("POST", "setup", """
                {"shops":[{"channel":"shopify","shop":"demo","secrets":{"webhook":"hush","access-token":"shpat_1"},
                 "locations":["MAIN"],"listings":[{"sku":"A-1","quantity":10,"price":"12.00","title":"Kettle"},
                 {"sku":"B-2","quantity":5,"price":"30.50","title":"Rug"}]}]}""").path("shops").get(0);
    }

    String place(String order) throws Exception {
        return probe.control("POST", "orders", "{\"channel\":\"shopify\",\"shop\":\"demo\",\"order\":" + order + "}")
                .path("orderId")
                .asText();
    }

    HttpResponse<byte[]> post(String query, JsonNode variables, String token) throws Exception {
        ObjectNode body = SandboxJson.object().put("query", query);
        body.set("variables", variables);
        return probe.send(
                "POST",
                "/shopify/demo/admin/api/2026-07/graphql.json",
                SandboxJson.bytes(body),
                "Content-Type",
                "application/json",
                "X-Shopify-Access-Token",
                token);
    }

    JsonNode graphql(String query, String variables) throws Exception {
        return SandboxJson.parse(
                post(query, SandboxJson.MAPPER.readTree(variables), "shpat_1").body());
    }

    /** The order's fulfilment orders, once the background job has made them. */
    JsonNode routed(String orderId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> graphql(ROUTED, "{\"id\":\"gid://shopify/Order/" + orderId + "\"}")
                                .at("/data/order/fulfillmentOrders/nodes"),
                        n -> n.size() > 0);
    }

    JsonNode ship(String fulfilmentOrder, String line, int quantity, String tracking) throws Exception {
        return graphql(CREATE, """
                {"fulfillment":{"trackingInfo":{"number":"%s","company":"UPS"},"lineItemsByFulfillmentOrder":[
                 {"fulfillmentOrderId":"%s","fulfillmentOrderLineItems":[{"id":"%s","quantity":%d}]}]}}""".formatted(tracking, fulfilmentOrder, line, quantity))
                .at("/data/fulfillmentCreate");
    }

    @Override
    public void close() throws Exception {
        probe.close();
        hub.close();
    }
}
