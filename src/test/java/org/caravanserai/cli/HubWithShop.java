package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.testing.HubChild;

/** A real hub with one WooCommerce shop, whose webhooks never come: it has order 727, and tells of it to who asks. */
final class HubWithShop implements AutoCloseable {

    private static final Path ORDER = Path.of("transformers/woocommerce/fixtures/01-simple/request.v3.json");
    private static final String UNKNOWN =
            "{\"code\":\"woocommerce_rest_shop_order_invalid_id\",\"message\":\"Invalid ID.\",\"data\":{\"status\":404}}";

    /** What a command printed, and its exit code. */
    record Said(int code, String out, String err) {}

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Path home;
    private final HttpServer shop;
    private final String token;
    private HubChild hub;
    private volatile Predicate<String> broken = uri -> false;

    HubWithShop(Path home) throws IOException {
        this.home = home;
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", this::answer);
        shop.start();
        Path secrets = home.resolve("var/secrets/channels");
        Files.createDirectories(secrets);
        for (String secret : List.of("webhook", "consumer-key", "consumer-secret")) {
            Files.writeString(secrets.resolve("woocommerce-shop." + secret), "secret");
        }
        hub = HubChild.start(home, Map.of());
        Pattern shown = Pattern.compile("admin token\\s+(\\S+)");
        // it is printed just after the hub has become ready
        await().atMost(Duration.ofSeconds(10))
                .until(() -> shown.matcher(hub.output()).find());
        Matcher printed = shown.matcher(hub.output());
        assertThat(printed.find()).isTrue();
        token = printed.group(1);
        ask(
                "channel",
                "connect",
                "woocommerce",
                "shop",
                "--base-url",
                "http://127.0.0.1:" + shop.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        String path = exchange.getRequestURI().getPath();
        asked.add(uri);
        boolean known = path.endsWith("/orders/727") || path.endsWith("/orders/728");
        byte[] body = known
                ? order(path.endsWith("728"))
                : (path.contains("/orders/") ? UNKNOWN : "[]").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(
                broken.test(uri) ? 502 : !known && path.contains("/orders/") ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** 728 is 727 with a total that nobody can mean. */
    private static byte[] order(boolean absurd) throws IOException {
        String order = Files.readString(ORDER);
        return (absurd
                        ? order.replaceFirst("\"id\": 727", "\"id\": 728")
                                .replaceFirst("\"number\": \"727\"", "\"number\": \"728\"")
                                .replaceFirst("\"total\": \"44.98\"", "\"total\": \"4498000.00\"")
                        : order)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The addresses the shop was asked at, in order. */
    List<String> asked() {
        return asked;
    }

    /** The shop fails where this says so. */
    void breakAt(Predicate<String> uris) {
        broken = uris;
    }

    /** Kills the hub and starts another in its home. */
    void killAndStart() {
        hub.kill();
        hub = HubChild.start(home, Map.of());
    }

    Said ask(String... arguments) {
        String before = System.getProperty("hub.home");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--home", home.toString(), "--token", token));
            return new Said(
                    HubCommand.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new)),
                    out.toString(),
                    err.toString());
        } finally {
            if (before == null) {
                System.clearProperty("hub.home");
            } else {
                System.setProperty("hub.home", before);
            }
        }
    }

    @Override
    public void close() {
        hub.close();
        shop.stop(0);
    }
}
