package org.caravanserai.testbed.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WooTrackingsTest {

    private WooRig woo;
    private String order;

    @BeforeEach
    void start() throws Exception {
        woo = new WooRig(20);
        order = woo.rig.order("{\"sku\":\"A\",\"quantity\":2}", "");
    }

    @AfterEach
    void close() throws Exception {
        woo.close();
    }

    @Test
    void aListedProviderIsTakenWithItsLink() throws Exception {
        HttpResponse<String> answer = woo.track(order, "USPS", "9400");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode tracking = SandboxRig.parse(answer);
        assertThat(tracking.path("tracking_link").asText()).contains("9400");
        assertThat(tracking.path("tracking_id").asText()).hasSize(32);
        assertThat(woo.json(WooRig.trackings(order)).get(0)).isEqualTo(tracking);
        assertThat(woo.status(order, "completed").statusCode()).isEqualTo(200);
        assertThat(woo.rig.ledgerOrder(order).path("told").asBoolean()).isTrue();
        assertThat(woo.rig.violations()).isEmpty();
    }

    @Test
    void providersAreGroupedByRegionAndOpenToAll() throws Exception {
        JsonNode providers = SandboxRig.parse(woo.rig.call("GET", WooRig.trackings(order) + "/providers", null));
        assertThat(providers.path("United States").has("Fedex")).isTrue();
        assertThat(woo.rig.violations()).isEmpty();
    }

    @Test
    void anUnknownProviderIsRefusedUnlessItIsCustom() throws Exception {
        assertThat(woo.track(order, "FedEx", "7712").statusCode())
                .as("the list says Fedex")
                .isEqualTo(400);
        assertThat(woo.rig.violations()).containsExactly("unknown-carrier");
        HttpResponse<String> custom = woo.send("POST", WooRig.trackings(order), """
                {"custom_tracking_provider":"Parcel Pals","custom_tracking_link":"https://pals.example/%1$s","tracking_number":"P1"}""");
        assertThat(custom.statusCode()).isEqualTo(201);
        assertThat(SandboxRig.parse(custom).path("tracking_link").asText()).isEqualTo("https://pals.example/P1");
        woo.send("POST", WooRig.trackings(order), "{\"custom_tracking_provider\":\"UPS\",\"tracking_number\":\"1Z\"}");
        assertThat(woo.rig.violations()).containsExactly("unknown-carrier", "listed-carrier-as-custom");
    }

    @Test
    void nothingIsIdempotentSoTheSameParcelTwiceIsTwoTrackings() throws Exception {
        woo.track(order, "UPS", "1Z1");
        assertThat(woo.track(order, "UPS", "1Z1").statusCode()).isEqualTo(201);
        assertThat(woo.json(WooRig.trackings(order))).hasSize(2);
        assertThat(woo.rig.violations()).containsExactly("double-parcel");
        assertThat(woo.rig.ledgerOrder(order).at("/fulfilments/1/duplicateOf").asText())
                .isNotEmpty();
    }

    @Test
    void wrongRequestsAreRefused() throws Exception {
        assertThat(woo.track(order, "UPS", "").body()).contains("woocommerce_rest_tracking_number_missing");
        assertThat(woo.send("POST", WooRig.trackings(order), "{\"tracking_number\":\"1\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(woo.send(
                                "POST",
                                WooRig.trackings(order),
                                "{\"tracking_provider\":\"UPS\",\"tracking_number\":\"1\",\"date_shipped\":\"23.11.\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(woo.send("POST", WooRig.trackings(order), "{").body()).contains("rest_invalid_json");
        assertThat(woo.track("99", "UPS", "1").statusCode()).isEqualTo(404);
        assertThat(woo.json(WooRig.trackings(order))).isEmpty();
    }

    @Test
    void completingBeforeTheTrackingOrTrackingAfterIsBooked() throws Exception {
        woo.status(order, "completed");
        woo.track(order, "UPS", "1Z1");
        assertThat(woo.rig.violations()).containsExactly("completed-without-tracking", "tracking-after-completed");
        String unpaid = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true");
        woo.track(unpaid, "UPS", "1Z2");
        assertThat(woo.rig.violations()).endsWith("shipped-unpaid-order");
    }
}
