package org.caravanserai.testbed.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** A running sandbox with an HTTP client for tests. */
public final class Probe implements AutoCloseable {

    private final Sandbox sandbox;
    private final HttpClient client = HttpClient.newHttpClient();

    public Probe(URI hub, double factor, Path state, String... channels) throws Exception {
        sandbox = Sandbox.start(0, hub, new SandboxClock(Clock.systemUTC(), factor), 42, state, List.of(channels));
    }

    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A control call that must succeed. */
    public JsonNode control(String method, String path, String body) throws Exception {
        HttpResponse<byte[]> answer =
                send(method, "/control/" + path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonNode json = SandboxJson.parse(answer.body());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + json);
        }
        return json;
    }

    public JsonNode ledger() throws Exception {
        return control("GET", "ledger", "");
    }

    public JsonNode ledgerOrder(String orderId) throws Exception {
        return stream(ledger().path("orders"))
                .filter(o -> o.path("orderId").asText().equals(orderId))
                .findFirst()
                .orElseThrow();
    }

    public List<String> violationCodes() throws Exception {
        return stream(ledger().path("violations"))
                .map(v -> v.path("code").asText())
                .toList();
    }

    public static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void close() throws Exception {
        sandbox.close();
    }
}
