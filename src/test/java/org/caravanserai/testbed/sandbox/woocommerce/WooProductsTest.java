package org.caravanserai.testbed.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WooProductsTest {

    private static final String PRODUCTS = "/wp-json/wc/v3/products";
    private WooRig woo;
    private long simple;
    private long parent;
    private long variation;

    @BeforeEach
    void start() throws Exception {
        woo = new WooRig(20);
        JsonNode listings = woo.rig.connection().path("listings");
        simple = listings.get(0).at("/reference/productId").asLong();
        parent = listings.get(2).at("/reference/productId").asLong();
        variation = listings.get(2).at("/reference/variationId").asLong();
    }

    @AfterEach
    void close() throws Exception {
        woo.close();
    }

    private int shown(String sku) {
        return woo.rig.shop().listing(sku).orElseThrow().shown;
    }

    @Test
    void aQuantityIsSetAbsolutely() throws Exception {
        HttpResponse<String> answer =
                woo.send("PUT", PRODUCTS + "/" + simple, "{\"manage_stock\":true,\"stock_quantity\":7}");
        assertThat(SandboxRig.parse(answer).path("stock_quantity").asInt()).isEqualTo(7);
        assertThat(shown("A")).isEqualTo(7);
        assertThat(woo.send("PUT", PRODUCTS + "/" + simple, "{\"stock_quantity\":\"many\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(woo.send("PUT", PRODUCTS + "/4711", "{\"stock_quantity\":1}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aVariationAnswersOnlyBelowItsParent() throws Exception {
        assertThat(variation).isPositive();
        HttpResponse<String> direct = woo.send("PUT", PRODUCTS + "/" + variation, "{\"stock_quantity\":7}");
        assertThat(direct.statusCode()).isEqualTo(404);
        assertThat(direct.body()).contains("variations");
        assertThat(woo.send("PUT", PRODUCTS + "/" + parent + "/variations/" + variation, "{\"stock_quantity\":7}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shown("C/1")).isEqualTo(7);
        assertThat(woo.send("PUT", PRODUCTS + "/" + simple + "/variations/" + variation, "{\"stock_quantity\":9}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whereStockIsNotManagedAQuantityIsIgnored() throws Exception {
        woo.send("PUT", PRODUCTS + "/" + simple, "{\"manage_stock\":false,\"stock_quantity\":7}");
        assertThat(shown("A")).isEqualTo(50);
        assertThat(woo.json(PRODUCTS + "/" + simple).path("stock_quantity").isNull())
                .isTrue();
        assertThat(woo.rig.violations()).containsExactly("stock-not-managed");
    }

    @Test
    void aBatchIsAnswered200WithAnErrorPerItem() throws Exception {
        HttpResponse<String> answer = woo.send(
                "POST",
                PRODUCTS + "/batch",
                "{\"update\":[{\"id\":" + simple + ",\"stock_quantity\":3},{\"id\":4711,\"stock_quantity\":3}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SandboxRig.parse(answer).at("/update/1/error/data/status").asInt())
                .isEqualTo(404);
        assertThat(shown("A")).isEqualTo(3);
        assertThat(woo.send(
                                "POST",
                                PRODUCTS + "/" + parent + "/variations/batch",
                                "{\"update\":[{\"id\":" + variation + ",\"stock_quantity\":4}]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shown("C/1")).isEqualTo(4);
        String tooMany = String.join(",", Collections.nCopies(101, "{\"id\":" + simple + ",\"stock_quantity\":3}"));
        assertThat(woo.send("POST", PRODUCTS + "/batch", "{\"update\":[" + tooMany + "]}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void productsAreFoundBySku() throws Exception {
        assertThat(woo.json(PRODUCTS + "?sku=A,C/1")).hasSize(2);
    }
}
