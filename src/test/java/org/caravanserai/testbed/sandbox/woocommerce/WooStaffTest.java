package org.caravanserai.testbed.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do in the store's pages, and what the store says of it afterwards. */
class WooStaffTest {

    private WooRig woo;
    private String order;

    @BeforeEach
    void start() throws Exception {
        woo = new WooRig(2_000);
        order = woo.rig.order("{\"sku\":\"A\",\"quantity\":3},{\"sku\":\"B\",\"quantity\":1}", "");
    }

    @AfterEach
    void stop() throws Exception {
        woo.close();
    }

    private boolean act(String act, String how) throws Exception {
        return woo.rig
                .control("POST", "/orders/woocommerce/one/" + order + "/" + act, how)
                .path("done")
                .asBoolean();
    }

    private String status() throws Exception {
        return woo.order(order).path("status").asText();
    }

    private static String line(int quantity) {
        return "{\"lines\":[{\"sku\":\"A\",\"quantity\":" + quantity + "}]}";
    }

    @Test
    void sendingByHandCompletesTheOrderAndTakingItBackOpensIt() throws Exception {
        assertThat(act("fulfil", "{\"tracking\":\"H1\"}")).isTrue();
        assertThat(status()).isEqualTo("completed");
        assertThat(woo.json(WooRig.trackings(order)).at("/0/tracking_number").asText())
                .isEqualTo("H1");
        assertThat(woo.rig.ledgerOrder(order).at("/lines/0/fulfilled").asInt()).isEqualTo(3);

        assertThat(act("unfulfil", "{}")).isTrue();
        assertThat(status()).isEqualTo("processing");
        assertThat(woo.json(WooRig.trackings(order))).isEmpty();

        assertThat(act("fulfil", "{}")).isTrue();
        assertThat(woo.json(WooRig.trackings(order))).as("no number was given").isEmpty();
        assertThat(act("fulfil", "{}")).isFalse();
    }

    @Test
    void nobodyCompletesByHandOrRefundsWhatTheHubHasBegunToSend() throws Exception {
        woo.track(order, "UPS", "1Z1");

        assertThat(act("fulfil", "{}")).isFalse();
        assertThat(act("refund", line(1))).isFalse();
        assertThat(act("delete", "{}")).isFalse();
    }

    @Test
    void aRefundHasItsQuantitiesInTheSecondCallOnly() throws Exception {
        assertThat(act("refund", line(1))).isTrue();

        assertThat(woo.order(order).at("/refunds/0").has("line_items")).isFalse();
        JsonNode refunds = woo.json(WooRig.ORDERS + "/" + order + "/refunds");
        assertThat(refunds.at("/0/line_items/0/quantity").asInt()).isEqualTo(-1);
        assertThat(woo.order(order).at("/line_items/0/quantity").asInt()).isEqualTo(3);
        assertThat(woo.rig.ledgerOrder(order).at("/lines/0/returned").asInt()).isZero();

        act("fulfil", "{}");
        assertThat(act("refund", line(1))).isTrue();
        assertThat(woo.rig.ledgerOrder(order).at("/lines/0/returned").asInt()).isEqualTo(1);
    }

    @Test
    void aCancelledOrderIsProcessedAgainAndTakesItsUnitsAnew() throws Exception {
        woo.rig.change(order, "cancel", "{}");
        int shown = woo.rig.shop().listing("A").orElseThrow().shown;

        assertThat(act("revive", "{}")).isTrue();

        assertThat(status()).isEqualTo("processing");
        assertThat(woo.rig.shop().listing("A").orElseThrow().shown).isEqualTo(shown - 3);
        assertThat(act("revive", "{}")).isFalse();
    }

    @Test
    void aDeletedOrderIsInTheTrashOrGoneForGood() throws Exception {
        assertThat(act("delete", "{}")).isTrue();
        assertThat(status()).isEqualTo("trash");

        order = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        assertThat(act("delete", "{\"for-good\":true}")).isTrue();
        assertThat(woo.get(WooRig.ORDERS + "/" + order).statusCode()).isEqualTo(404);
        assertThat(woo.json(WooRig.ORDERS)).isEmpty();
        assertThat(woo.rig.ledgerOrder(order).path("cancelled").asBoolean()).isTrue();
    }

    @Test
    void quantitiesChangeOnHoldOnlyAndTheAmountsFollow() throws Exception {
        assertThat(act("resize", line(4))).isFalse();
        assertThat(act("hold", "{}")).isTrue();
        assertThat(status()).isEqualTo("on-hold");
        assertThat(act("resize", line(4))).isTrue();
        assertThat(act("release", "{}")).isTrue();

        JsonNode shown = woo.order(order);
        assertThat(shown.path("status").asText()).isEqualTo("processing");
        assertThat(shown.at("/line_items/0/quantity").asInt()).isEqualTo(4);
        assertThat(woo.rig.ledgerOrder(order).path("history").findValuesAsText("act"))
                .containsExactly("hold", "resize", "release");
    }

    @Test
    void aModificationTimeAheadLastsUntilTheNextChange() throws Exception {
        assertThat(act("misdate", "{\"ahead\":\"PT7H\"}")).isTrue();
        assertThat(modified()).isAfter(Instant.now().plusSeconds(6 * 3600));

        act("hold", "{}");
        assertThat(modified()).isBefore(Instant.now().plusSeconds(60));
    }

    private Instant modified() throws Exception {
        return LocalDateTime.parse(woo.order(order).path("date_modified_gmt").asText())
                .toInstant(ZoneOffset.UTC);
    }
}
