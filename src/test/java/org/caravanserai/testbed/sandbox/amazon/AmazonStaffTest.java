package org.caravanserai.testbed.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a seller does in Seller Central, and what the API says of it afterwards. */
class AmazonStaffTest {

    private AmazonRig amazon;
    private String order;

    @BeforeEach
    void start() throws Exception {
        amazon = new AmazonRig(2_000);
        order = amazon.rig.order("{\"sku\":\"A\",\"quantity\":2}", "");
    }

    @AfterEach
    void stop() throws Exception {
        amazon.close();
    }

    private boolean act(String act, String how) throws Exception {
        return amazon.rig
                .control("POST", "/orders/amazon/one/" + order + "/" + act, how)
                .path("done")
                .asBoolean();
    }

    private static final String ONE = "{\"tracking\":\"H1\",\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}";

    @Test
    void aParcelConfirmedByHandCountsAndLeavesTheRest() throws Exception {
        assertThat(act("fulfil", ONE)).isTrue();

        JsonNode shown = amazon.order(order, "FULFILLMENT,PACKAGES");
        assertThat(shown.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("PARTIALLY_SHIPPED");
        assertThat(shown.at("/orderItems/0/fulfillment/quantityUnfulfilled").asInt())
                .isEqualTo(1);
        assertThat(shown.at("/packages/0/trackingNumber").asText()).isEqualTo("H1");

        int second = amazon.confirm(order, "1", "UPS", "1Z9", amazon.item(order, 0), 1)
                .statusCode();
        assertThat(second).isEqualTo(204);
        assertThat(amazon.order(order, "FULFILLMENT")
                        .at("/fulfillment/fulfillmentStatus")
                        .asText())
                .isEqualTo("SHIPPED");
    }

    @Test
    void aParcelOfOursThatCrossesWithOneByHandIsRefusedAndNobodyIsBlamed() throws Exception {
        act("fulfil", "{}");

        assertThat(amazon.confirm(order, "1", "UPS", "1Z9", amazon.item(order, 0), 1)
                        .statusCode())
                .isEqualTo(400);
        assertThat(amazon.rig.violations()).isEmpty();
    }

    @Test
    void aSellerCancelsWhatHasNotShipped() throws Exception {
        amazon.rig.change(order, "cancel", "{\"by\":\"staff\"}");

        JsonNode shown = amazon.order(order, "FULFILLMENT,CANCELLATION");
        assertThat(shown.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("CANCELLED");
        assertThat(shown.at("/orderItems/0/cancellation/cancellationExecution/cancelledBy")
                        .asText())
                .isEqualTo("MERCHANT");
        assertThat(act("fulfil", ONE)).as("it is cancelled").isFalse();
    }
}
