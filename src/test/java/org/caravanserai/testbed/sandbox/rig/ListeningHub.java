package org.caravanserai.testbed.sandbox.rig;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Takes webhooks, keeps them, and answers with the status it was told to. */
public final class ListeningHub implements AutoCloseable {

    /** One request: header names in lower case. */
    public record Hook(String path, Map<String, String> headers, byte[] body) {}

    private final HttpServer server;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public ListeningHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            hooks.add(new Hook(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Hook> hooks() {
        return hooks;
    }

    /** The hooks of a WooCommerce topic so far. */
    public List<Hook> topic(String topic) {
        return hooks.stream()
                .filter(hook -> topic.equals(hook.headers().get("X-WC-Webhook-Topic")))
                .toList();
    }

    public void answer(int wanted) {
        status = wanted;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
