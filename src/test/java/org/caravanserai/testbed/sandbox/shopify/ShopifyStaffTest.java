package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What merchants do in the admin, and what the shop says of it afterwards, in both its shapes. */
class ShopifyStaffTest {

    private static final String READ = """
            query($id: ID!) { order(id: $id) { cancelledAt displayFinancialStatus
              lineItems(first: 10) { nodes { sku quantity currentQuantity unfulfilledQuantity } }
              fulfillments(first: 10) { status trackingInfo { number } fulfillmentLineItems(first: 10) { nodes { quantity } } }
              fulfillmentOrders(first: 10) { nodes { status lineItems(first: 10) { nodes { totalQuantity remainingQuantity } } } }
              refunds(first: 10) { refundLineItems(first: 10) { nodes { quantity restockType lineItem { sku } } } } } }""";

    private ShopifyProbe shopify;
    private String order;

    @BeforeEach
    void start() throws Exception {
        shopify = new ShopifyProbe(2_000, null);
        subscribe("ORDERS_FULFILLED", "ORDERS_PARTIALLY_FULFILLED", "REFUNDS_CREATE", "ORDERS_DELETE");
        order = shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":3},{\"sku\":\"B-2\",\"quantity\":1}]}");
        shopify.routed(order);
    }

    @AfterEach
    void stop() throws Exception {
        shopify.close();
    }

    private void subscribe(String... topics) throws Exception {
        for (String topic : topics) {
            shopify.graphql(
                    """
                    mutation($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
                      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) { userErrors { message } } }""",
                    "{\"topic\":\"" + topic + "\",\"input\":{\"uri\":\"" + shopify.hub.uri()
                            + "/webhooks/shopify/demo\"}}");
        }
    }

    private JsonNode act(String act, String how) throws Exception {
        return shopify.probe.control("POST", "orders/shopify/demo/" + order + "/" + act, how);
    }

    private void done(String act, String how) throws Exception {
        assertThat(act(act, how).path("done").asBoolean()).as(act).isTrue();
    }

    private void refused(String act, String how) throws Exception {
        assertThat(act(act, how).path("done").asBoolean(true)).as(act).isFalse();
    }

    private JsonNode read() throws Exception {
        return shopify.graphql(READ, "{\"id\":\"gid://shopify/Order/" + order + "\"}")
                .at("/data/order");
    }

    private JsonNode pushed(String topic) throws Exception {
        return SandboxJson.parse(Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> shopify.hub.received("X-Shopify-Topic", topic), all -> !all.isEmpty())
                .get(0)
                .body());
    }

    private static String units(String sku, int quantity) {
        return "{\"lines\":[{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + "}]}";
    }

    @Test
    void partOfAnOrderIsSentByHandWithoutANumberAndTheRestWithOne() throws Exception {
        done("fulfil", units("A-1", 2));

        JsonNode part = pushed("orders/partially_fulfilled");
        assertThat(part.at("/line_items/0/fulfillable_quantity").asInt()).isEqualTo(1);
        assertThat(part.at("/fulfillments/0/status").asText()).isEqualTo("success");
        assertThat(part.at("/fulfillments/0/tracking_number").isNull()).isTrue();
        assertThat(read().at("/fulfillmentOrders/nodes/0/status").asText()).isEqualTo("IN_PROGRESS");

        done("fulfil", "{\"tracking\":\"H1\",\"carrier\":\"UPS\"}");

        assertThat(pushed("orders/fulfilled").path("fulfillment_status").asText())
                .isEqualTo("fulfilled");
        assertThat(read().at("/fulfillments/1/trackingInfo/0/number").asText()).isEqualTo("H1");
        assertThat(read().at("/lineItems/nodes/0/unfulfilledQuantity").asInt()).isZero();
        refused("fulfil", "{}");
    }

    @Test
    void aParcelThatIsTakenBackOpensItsUnitsInANewFulfilmentOrder() throws Exception {
        done("fulfil", "{\"tracking\":\"H1\"}");
        done("unfulfil", "{}");

        JsonNode order = read();
        assertThat(order.at("/fulfillments/0/status").asText()).isEqualTo("CANCELLED");
        assertThat(order.at("/lineItems/nodes/0/unfulfilledQuantity").asInt()).isEqualTo(3);
        assertThat(order.at("/fulfillmentOrders/nodes").size()).isEqualTo(2);
        assertThat(order.at("/fulfillmentOrders/nodes/1/lineItems/nodes/0/remainingQuantity")
                        .asInt())
                .isEqualTo(3);

        done("fulfil", "{\"tracking\":\"H2\"}");
        assertThat(read().at("/lineItems/nodes/0/unfulfilledQuantity").asInt()).isZero();
    }

    @Test
    void aRefundSaysWhetherTheUnitsHadLeft() throws Exception {
        done("refund", units("A-1", 1).replace("{\"lines", "{\"restock\":\"cancel\",\"lines"));

        JsonNode refund = pushed("refunds/create");
        assertThat(refund.path("order_id").asText()).isEqualTo(order);
        assertThat(refund.at("/refund_line_items/0/restock_type").asText()).isEqualTo("cancel");
        JsonNode before = read();
        assertThat(before.at("/lineItems/nodes/0/currentQuantity").asInt()).isEqualTo(2);
        assertThat(before.at("/lineItems/nodes/0/unfulfilledQuantity").asInt()).isEqualTo(2);
        assertThat(before.path("displayFinancialStatus").asText()).isEqualTo("PARTIALLY_REFUNDED");

        refused("refund", "{\"restock\":\"return\"}");
        done("fulfil", "{\"tracking\":\"H1\"}");
        refused("refund", "{\"restock\":\"cancel\"}");
        done("refund", "{\"restock\":\"return\",\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");

        JsonNode after = read();
        assertThat(after.at("/lineItems/nodes/0/currentQuantity").asInt()).isEqualTo(1);
        assertThat(after.at("/lineItems/nodes/0/unfulfilledQuantity").asInt())
                .as("a return is nothing to send again")
                .isZero();
        assertThat(after.at("/refunds/1/refundLineItems/nodes/0/restockType").asText())
                .isEqualTo("RETURN");
        JsonNode line = ledger().at("/lines/0");
        assertThat(line.path("removed").asInt()).isEqualTo(2);
        assertThat(line.path("returned").asInt()).isEqualTo(1);
    }

    @Test
    void aDeletedOrderIsNotThereAnyMoreAndOnlyACancelledOneCanBeDeleted() throws Exception {
        refused("delete", "{}");
        done("fulfil", units("B-2", 1));
        assertThat(act("cancel", "{\"by\":\"staff\"}").path("cancelled").asBoolean(true))
                .as("a parcel stands")
                .isFalse();
        done("unfulfil", "{}");
        act("cancel", "{\"by\":\"staff\"}");
        done("delete", "{}");

        JsonNode body = pushed("orders/delete");
        assertThat(body.path("id").asText()).isEqualTo(order);
        assertThat(body.size()).isEqualTo(1);
        assertThat(read().isMissingNode() || read().isNull()).isTrue();
        assertThat(ledger().path("erased").asBoolean()).isTrue();
    }

    @Test
    void quantitiesAreOnlyLoweredAndAnAddressChanges() throws Exception {
        refused("resize", units("A-1", 4));
        done("resize", units("A-1", 1));
        assertThat(read().at("/lineItems/nodes/0/unfulfilledQuantity").asInt()).isEqualTo(1);
        pushed("orders/edited");

        String before = ledger().path("address").asText();
        done("move", "{\"country\":\"GB\"}");
        assertThat(ledger().path("address").asText()).isNotEqualTo(before);
        assertThat(ledger().path("history").findValuesAsText("act")).containsExactly("resize", "move");
    }

    @Test
    void whatShopifyHasNoButtonForIsAFaultOfTheScript() {
        assertThatThrownBy(() -> act("revive", "{}")).hasMessageContaining("does not offer 'revive'");
        assertThatThrownBy(() -> act("paint", "{}")).hasMessageContaining("not one of cancel, edit");
    }

    private JsonNode ledger() throws Exception {
        return shopify.probe.ledger().at("/orders/0");
    }
}
