package org.caravanserai.testbed.sandbox.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.caravanserai.testbed.sandbox.Sandbox;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Violations;

/** A sandbox of one channel with one shop called "one" that lists A, B and C, driven over HTTP. */
public final class SandboxRig implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ListeningHub hub = new ListeningHub();
    private final Sandbox sandbox;
    private final String channel;
    private final JsonNode connection;

    public SandboxRig(String channel, double factor) throws Exception {
        this(channel, factor, null);
    }

    public SandboxRig(String channel, double factor, Path state) throws Exception {
        this.channel = channel;
        this.sandbox =
                Sandbox.start(0, hub.uri(), new SandboxClock(Clock.systemUTC(), factor), 7, state, List.of(channel));
        this.connection =
                control("POST", "/setup", """
                {"shops":[{"channel":"%s","shop":"one","secrets":{"webhook":"s&amp;cret"},"listings":[
                {"sku":"A","quantity":50,"price":"12.00","title":"Mug – blue"},{"sku":"B","quantity":50,"price":"7.50","title":"Salt & Pepper"},
                {"sku":"C/1","quantity":50,"price":"3.33","title":"Spoon"}]}]}""".formatted(channel)).path("shops").get(0);
    }

    public ListeningHub hub() {
        return hub;
    }

    public Shop shop() {
        return sandbox.world().shops().get(channel, "one");
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public String secret(String name) {
        return connection.path("secrets").path(name).asText();
    }

    public JsonNode connection() {
        return connection;
    }

    public JsonNode control(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(
                method,
                "http://127.0.0.1:" + sandbox.port() + "/control" + path,
                body,
                "content-type",
                "application/json");
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return SandboxJson.MAPPER.readTree(answer.body());
    }

    /** Places a scripted order; {@code knobs} is the inside of a JSON object, e.g. {@code "pending":true}. */
    public String order(String lines, String knobs) throws Exception {
        return control(
                        "POST",
                        "/orders",
                        "{\"channel\":\"" + channel + "\",\"shop\":\"one\",\"order\":{\"lines\":[" + lines + "]"
                                + (knobs.isEmpty() ? "" : "," + knobs) + "}}")
                .path("orderId")
                .asText();
    }

    public void change(String order, String what, String body) throws Exception {
        control("POST", "/orders/" + channel + "/one/" + order + "/" + what, body);
    }

    /** Calls the shop. */
    public HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
        return send(method, connection.path("baseUrl").asText() + path, body, headers);
    }

    private HttpResponse<String> send(String method, String url, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Codes of the violations so far. */
    public List<String> violations() {
        return sandbox.world().violations().all().stream()
                .map(Violations.Violation::code)
                .toList();
    }

    public JsonNode ledgerOrder(String id) throws Exception {
        for (JsonNode order : control("GET", "/ledger", null).path("orders")) {
            if (order.path("orderId").asText().equals(id)) {
                return order;
            }
        }
        throw new AssertionError("the ledger has no order " + id);
    }

    public static ObjectNode parse(HttpResponse<String> answer) throws IOException {
        return (ObjectNode) SandboxJson.MAPPER.readTree(answer.body());
    }

    @Override
    public void close() throws Exception {
        sandbox.close();
        hub.close();
    }
}
