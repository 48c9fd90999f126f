package org.caravanserai.testbed.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class WooFaultsTest {

    @Test
    void aMaintenancePageIsHtmlWith200AndChangesNothing() throws Exception {
        try (WooRig woo = new WooRig(20)) {
            String order = woo.rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
            woo.rig.control("POST", "/faults", """
                    {"channel":"woocommerce","shop":"one","operation":"createTracking","script":["200-html","429","500-after-commit"]}""");
            HttpResponse<String> page = woo.track(order, "UPS", "1Z1");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type")).contains("text/html");
            HttpResponse<String> throttled = woo.track(order, "UPS", "1Z1");
            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.headers().firstValue("retry-after")).isPresent();
            assertThat(woo.json(WooRig.trackings(order))).isEmpty();
            assertThat(woo.track(order, "UPS", "1Z1").statusCode()).isEqualTo(500);
            assertThat(woo.json(WooRig.trackings(order)))
                    .as("it happened although the answer was 500")
                    .hasSize(1);
            woo.track(order, "UPS", "1Z1");
            assertThat(woo.rig.violations())
                    .as("who sends again without looking doubles the parcel")
                    .containsExactly("double-parcel");
        }
    }
}
