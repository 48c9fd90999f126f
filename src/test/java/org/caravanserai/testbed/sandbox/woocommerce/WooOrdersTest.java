package org.caravanserai.testbed.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WooOrdersTest {

    private WooRig woo;

    @BeforeEach
    void start() throws Exception {
        woo = new WooRig(20);
    }

    @AfterEach
    void close() throws Exception {
        woo.close();
    }

    @Test
    void amountsAreNetTextsOfTheWholeLineAndThePriceIsARoundedNumber() throws Exception {
        String id = woo.rig.order(
                "{\"sku\":\"A\",\"quantity\":3},{\"sku\":\"B\",\"quantity\":1}",
                "\"discount\":\"0.10\",\"country\":\"US\"");
        JsonNode order = woo.order(id);
        JsonNode line = order.at("/line_items/0");
        assertThat(line.path("subtotal").asText()).isEqualTo("36.00");
        assertThat(line.path("total").asText()).isEqualTo("32.40");
        assertThat(line.path("price").isNumber()).isTrue();
        assertThat(line.path("name").asText()).isEqualTo("Mug &ndash; blue");
        assertThat(order.at("/line_items/1/name").asText()).isEqualTo("Salt &amp; Pepper");
        assertThat(line.at("/taxes/0/total").asText())
                .as("tax parts are not padded")
                .doesNotEndWith("0");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode each : order.path("line_items")) {
            sum = sum.add(new BigDecimal(each.path("total").asText()))
                    .add(new BigDecimal(each.path("total_tax").asText()));
        }
        sum = sum.add(new BigDecimal(order.path("shipping_total").asText()))
                .add(new BigDecimal(order.path("shipping_tax").asText()));
        assertThat(order.path("total").asText())
                .isEqualTo(sum.toPlainString())
                .isEqualTo(woo.rig.ledgerOrder(id).path("total").asText());
        assertThat(order.path("number").isTextual()).isTrue();
        assertThat(order.path("date_created_gmt").asText())
                .hasSize(19)
                .isNotEqualTo(order.path("date_created").asText());
    }

    @Test
    void theListIsPagedWithTotalsAndLinks() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", ""));
        }
        HttpResponse<String> first = woo.get(WooRig.ORDERS + "?per_page=2&orderby=id&order=asc");
        assertThat(first.headers().firstValue("X-WP-Total")).contains("5");
        assertThat(first.headers().firstValue("X-WP-TotalPages")).contains("3");
        assertThat(first.headers().firstValue("Link").orElse(""))
                .contains("page=2")
                .contains("rel=\"next\"")
                .doesNotContain("rel=\"prev\"");
        List<String> seen = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            woo.json(WooRig.ORDERS + "?per_page=2&orderby=id&order=asc&page=" + page)
                    .forEach(order -> seen.add(order.path("id").asText()));
        }
        assertThat(seen).containsExactlyElementsOf(ids);
        assertThat(woo.json(WooRig.ORDERS).get(0).path("id").asText())
                .as("newest first unless told otherwise")
                .isEqualTo(ids.get(4));
    }

    @Test
    void wrongParametersAreRefusedInWordPressWords() throws Exception {
        for (String query : List.of(
                "per_page=101",
                "per_page=0",
                "page=x",
                "orderby=modified",
                "order=up",
                "status=shipped",
                "modified_after=now")) {
            HttpResponse<String> answer = woo.get(WooRig.ORDERS + "?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            JsonNode error = SandboxJson.MAPPER.readTree(answer.body());
            assertThat(error.path("code").asText()).isEqualTo("rest_invalid_param");
            assertThat(error.at("/data/status").asInt()).isEqualTo(400);
            assertThat(error.at("/data/params").size()).isEqualTo(1);
        }
        assertThat(woo.get(WooRig.ORDERS + "/1").body()).contains("woocommerce_rest_shop_order_invalid_id");
        assertThat(woo.get("/wp-json/wc/v9/orders").body()).contains("rest_no_route");
        assertThat(woo.get("/wp-json/wc/v9/orders").statusCode()).isEqualTo(404);
    }

    @Test
    void modifiedAfterIsSiteTimeUnlessDatesAreGmt() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        String minuteAgo = LocalDateTime.ofInstant(Instant.now().minusSeconds(60), ZoneOffset.UTC)
                .withNano(0)
                .toString();
        assertThat(woo.json(WooRig.ORDERS + "?dates_are_gmt=true&modified_after=" + minuteAgo))
                .extracting(order -> order.path("id").asText())
                .containsExactly(id);
        assertThat(woo.json(WooRig.ORDERS + "?modified_after=" + minuteAgo))
                .as("read in a zone west of UTC it is hours ahead")
                .isEmpty();
        assertThat(woo.json(WooRig.ORDERS + "?dates_are_gmt=true&modified_before=" + minuteAgo))
                .isEmpty();
    }

    @Test
    void keysAreRequiredAndWrongOnesAreBooked() throws Exception {
        assertThat(woo.rig.call("GET", WooRig.ORDERS, null).statusCode()).isEqualTo(401);
        assertThat(woo.rig
                        .call("GET", WooRig.ORDERS, null, "authorization", "Basic bm86bm8=")
                        .statusCode())
                .isEqualTo(401);
        assertThat(woo.rig.violations()).containsExactly("wrong-auth", "wrong-auth");
        assertThat(woo.rig
                        .call(
                                "GET",
                                WooRig.ORDERS + "?consumer_key=" + woo.rig.secret("consumer-key") + "&consumer_secret="
                                        + woo.rig.secret("consumer-secret"),
                                null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(woo.rig
                        .call("PUT", WooRig.ORDERS + "/1", "{}", "authorization", "Basic x")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aDraftIsNoOrderYet() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"draft\":true,\"abandoned\":true");
        assertThat(woo.order(id).path("status").asText()).isEqualTo("checkout-draft");
        assertThat(woo.json(WooRig.ORDERS + "?status=any")).isEmpty();
        assertThat(woo.json(WooRig.ORDERS + "?status=checkout-draft")).hasSize(1);
    }

    @Test
    void anUnpaidOrderIsOnHoldUntilItIsPaid() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true");
        assertThat(woo.order(id).path("status").asText()).isEqualTo("on-hold");
        assertThat(woo.order(id).path("date_paid_gmt").isNull()).isTrue();
        woo.rig.change(id, "pay", "{}");
        assertThat(woo.order(id).path("status").asText()).isEqualTo("processing");
        assertThat(woo.order(id).path("date_paid_gmt").asText()).isNotEmpty();
    }

    @Test
    void removedUnitsAppearAsARefundWithNegativeQuantities() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":3}", "");
        String line = woo.order(id).at("/line_items/0/id").asText();
        woo.rig.change(id, "edit", "{\"remove\":[{\"sku\":\"A\",\"quantity\":2}]}");
        assertThat(woo.order(id).at("/line_items/0/quantity").asInt())
                .as("the line itself keeps its quantity")
                .isEqualTo(3);
        assertThat(woo.order(id).at("/refunds/0/total").asText()).isEqualTo("-24.00");
        JsonNode refund = woo.json(WooRig.ORDERS + "/" + id + "/refunds").get(0);
        assertThat(refund.at("/line_items/0/quantity").asInt()).isEqualTo(-2);
        assertThat(refund.at("/line_items/0/meta_data/0/value").asText()).isEqualTo(line);
        woo.rig.change(id, "edit", "{\"remove\":[{\"sku\":\"A\",\"quantity\":1}]}");
        assertThat(woo.json(WooRig.ORDERS + "/" + id + "/refunds")).hasSize(2);
    }

    @Test
    void aRefundOfUnitsWithoutMoneyTakesThemOff() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":3}", "");
        String line = woo.order(id).at("/line_items/0/id").asText();
        String refunds = WooRig.ORDERS + "/" + id + "/refunds";
        String body = "{\"amount\":\"0.00\",\"api_refund\":false,\"api_restock\":false,\"line_items\":[{\"id\":" + line
                + ",\"quantity\":2,\"refund_total\":0}],\"meta_data\":[{\"key\":\"_mine\",\"value\":\"7\"}]}";

        assertThat(woo.send("POST", refunds, body).statusCode()).isEqualTo(201);
        assertThat(woo.json(refunds).at("/0/line_items/0/quantity").asInt()).isEqualTo(-2);
        assertThat(woo.json(refunds).at("/0/meta_data/0/value").asText()).isEqualTo("7");
        assertThat(woo.rig.ledgerOrder(id).at("/lines/0/takenOffBySeller").asInt())
                .isEqualTo(2);
        assertThat(woo.rig.violations()).isEmpty();

        assertThat(woo.send("POST", refunds, body).statusCode())
                .as("one unit is left")
                .isEqualTo(400);
        woo.send("POST", refunds, "{\"line_items\":[{\"id\":1,\"quantity\":1}]}");
        assertThat(woo.rig.violations()).containsExactly("refund-quantity", "moved-money", "wrong-id");
    }

    @Test
    void cancellingShowsTheUnitsAgain() throws Exception {
        int shown = woo.rig.shop().listing("A").orElseThrow().shown;
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":3}", "");
        assertThat(woo.rig.shop().listing("A").orElseThrow().shown).isEqualTo(shown - 3);
        assertThat(woo.status(id, "cancelled").statusCode()).isEqualTo(200);
        woo.status(id, "cancelled");
        assertThat(woo.rig.shop().listing("A").orElseThrow().shown).isEqualTo(shown);
        assertThat(woo.rig.ledgerOrder(id).path("cancelledBy").asText()).isEqualTo("seller");
    }

    @Test
    void aNoteToTheBuyerIsSentOnce() throws Exception {
        String id = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
        String note = "{\"note\":\"Shipped with UPS 1Z1\",\"customer_note\":true}";
        assertThat(woo.send("POST", WooRig.ORDERS + "/" + id + "/notes", note).statusCode())
                .isEqualTo(201);
        assertThat(woo.rig.violations()).isEmpty();
        woo.send("POST", WooRig.ORDERS + "/" + id + "/notes", note);
        assertThat(woo.rig.violations()).containsExactly("double-message");
        assertThat(woo.json(WooRig.ORDERS + "/" + id + "/notes")).hasSize(2);
    }
}
