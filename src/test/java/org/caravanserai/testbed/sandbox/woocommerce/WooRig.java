package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;

/** Calls a WooCommerce sandbox as an application with a consumer key does. */
final class WooRig implements AutoCloseable {

    static final String ORDERS = "/wp-json/wc/v3/orders";
    final SandboxRig rig;
    private final String basic;

    WooRig(double factor) throws Exception {
        this(new SandboxRig("woocommerce", factor));
    }

    WooRig(SandboxRig rig) {
        this.rig = rig;
        this.basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((rig.secret("consumer-key") + ":" + rig.secret("consumer-secret"))
                                .getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws Exception {
        return rig.call("GET", path, null, "authorization", basic);
    }

    JsonNode json(String path) throws Exception {
        return SandboxJson.MAPPER.readTree(get(path).body());
    }

    JsonNode order(String id) throws Exception {
        return json(ORDERS + "/" + id);
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return rig.call(method, path, body, "authorization", basic, "content-type", "application/json");
    }

    static String trackings(String order) {
        return "/wp-json/wc-shipment-tracking/v3/orders/" + order + "/shipment-trackings";
    }

    HttpResponse<String> track(String order, String provider, String number) throws Exception {
        return send(
                "POST",
                trackings(order),
                "{\"tracking_provider\":\"" + provider + "\",\"tracking_number\":\"" + number
                        + "\",\"date_shipped\":\"2026-11-23\"}");
    }

    HttpResponse<String> status(String order, String status) throws Exception {
        return send("PUT", ORDERS + "/" + order, "{\"status\":\"" + status + "\"}");
    }

    @Override
    public void close() throws Exception {
        rig.close();
    }
}
