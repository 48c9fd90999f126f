package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;

/** Calls an Amazon sandbox as a seller's application does. */
final class AmazonRig implements AutoCloseable {

    final SandboxRig rig;
    private String token;

    AmazonRig(double factor) throws Exception {
        this(new SandboxRig("amazon", factor));
    }

    AmazonRig(SandboxRig rig) throws Exception {
        this.rig = rig;
        this.token = newToken();
    }

    String newToken() throws Exception {
        return SandboxRig.parse(token("refresh_token", rig.secret("client-secret")))
                .path("access_token")
                .asText();
    }

    HttpResponse<String> token(String grant, String secret) throws Exception {
        return rig.call(
                "POST",
                "/auth/o2/token",
                "grant_type=" + grant + "&refresh_token=" + encoded(rig.secret("refresh-token")) + "&client_id="
                        + encoded(rig.secret("client-id")) + "&client_secret=" + encoded(secret),
                "content-type",
                "application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    void useToken(String other) {
        token = other;
    }

    HttpResponse<String> get(String path) throws Exception {
        return rig.call("GET", path, null, "x-amz-access-token", token);
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return rig.call(method, path, body, "x-amz-access-token", token, "content-type", "application/json");
    }

    ObjectNode order(String id, String includedData) throws Exception {
        return (ObjectNode) SandboxRig.parse(get("/orders/2026-01-01/orders/" + id
                        + (includedData.isEmpty() ? "" : "?includedData=" + includedData)))
                .path("order");
    }

    String item(String order, int index) throws Exception {
        return rig.shop().orders().get(order).lines.get(index).lineId;
    }

    /** Confirms one package with one item. */
    HttpResponse<String> confirm(
            String order, String reference, String carrier, String tracking, String item, int quantity)
            throws Exception {
        return confirm(order, """
                {"marketplaceId":"ATVPDKIKX0DER","packageDetail":{"packageReferenceId":"%s","carrierCode":"%s","carrierName":"Parcel Pals",
                "trackingNumber":"%s","shipDate":"2026-11-23T10:00:00Z","orderItems":[{"orderItemId":"%s","quantity":%d}]}}""".formatted(reference, carrier, tracking, item, quantity));
    }

    HttpResponse<String> confirm(String order, String body) throws Exception {
        return send("POST", "/orders/v0/orders/" + order + "/shipmentConfirmation", body);
    }

    @Override
    public void close() throws Exception {
        rig.close();
    }
}
