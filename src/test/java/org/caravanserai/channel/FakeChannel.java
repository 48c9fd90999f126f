package org.caravanserai.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.caravanserai.base.Json;

/** A channel's API that answers what the test lays out, in order, and remembers what it was asked. */
public final class FakeChannel implements AutoCloseable {

    /** One request as it came. */
    public record Asked(String method, String uri, Headers headers, byte[] body) {

        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** What to do with a request. */
    @FunctionalInterface
    public interface Reaction {
        void react(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public FakeChannel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes()));
            Reaction reaction = reactions.poll();
            if (reaction == null) {
                answer(exchange, 599, "text/plain", "nothing laid out", Map.of());
            } else {
                reaction.react(exchange);
            }
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    /** Forgets what was asked and what was laid out. */
    public FakeChannel afresh() {
        reactions.clear();
        asked.clear();
        return this;
    }

    public FakeChannel then(Reaction reaction) {
        reactions.add(reaction);
        return this;
    }

    public FakeChannel json(int status, String body) {
        return json(status, body, Map.of());
    }

    public FakeChannel json(int status, String body, Map<String, String> headers) {
        return then(exchange -> answer(exchange, status, "application/json", body.replace('\'', '"'), headers));
    }

    public FakeChannel text(int status, String type, String body, Map<String, String> headers) {
        return then(exchange -> answer(exchange, status, type, body, headers));
    }

    /** Takes the request and never answers. */
    public FakeChannel silence() {
        return then(exchange -> {});
    }

    /** Promises more bytes than it sends. */
    public FakeChannel cut(String body) {
        return then(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length() + 100L);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            server.stop(0);
        });
    }

    private static void answer(HttpExchange exchange, int status, String type, String body, Map<String, String> headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
