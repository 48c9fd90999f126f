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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub order} against a real hub and a shop whose webhooks never came. */
class OrderCommandTest {

    private static final Path ORDER = Path.of("transformers/woocommerce/fixtures/01-simple/request.v3.json");
    private static final String UNKNOWN =
            "{\"code\":\"woocommerce_rest_shop_order_invalid_id\",\"message\":\"Invalid ID.\",\"data\":{\"status\":404}}";

    @TempDir
    static Path home;

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static HttpServer shop;
    private static HubChild hub;
    private static String token;

    private record Said(int code, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", OrderCommandTest::answer);
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

    @AfterAll
    static void stop() {
        hub.close();
        shop.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ASKED.add(exchange.getRequestURI().toString());
        boolean known = path.endsWith("/orders/727");
        byte[] body = known
                ? Files.readAllBytes(ORDER)
                : (path.contains("/orders/") ? UNKNOWN : "[]").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(!known && path.contains("/orders/") ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Said ask(String... arguments) {
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

    @Test
    void anOrderThatOnlyTheShopHasIsImportedAndOnceMoreChangesNothing() {
        Said first = ask("order", "import", "woocommerce", "shop", "727", "--reason", "the buyer rang");
        assertThat(first.err).isEmpty();
        assertThat(first.out)
                .containsPattern(
                        "The channel is asked for it: event \\d+\\.\\Rpartly_applied, order \\d+: No item is known")
                .contains("SPADE-1");
        assertThat(first.code).isZero();
        assertThat(ask("trace", "727").out)
                .contains("Asked for at the channel because somebody wanted it: the buyer rang (user:first start)");

        Said again = ask("order", "import", "woocommerce", "shop", "727", "--reason", "the buyer rang again");
        assertThat(again.out).containsPattern("\\Runchanged, order \\d+");
        assertThat(again.code).isZero();
    }

    @Test
    void anOrderThatTheShopDoesNotHaveIsToldAsSuch() {
        Said said = ask("order", "import", "woocommerce", "shop", "4711", "--reason", "somebody mistyped it");
        assertThat(said.out)
                .contains("refused: woocommerce account shop has no order 4711; it is asked for by its id, the number");
        assertThat(said.code).isEqualTo(1);
        assertThat(ASKED)
                .filteredOn(one -> one.contains("/orders/4711"))
                .as("there is nothing to wait for")
                .hasSize(1);
        assertThat(ask("exceptions", "list", "--code", "fetch.not_found").out).doesNotContain("4711");
    }

    @Test
    void whatTheHubRefusesIsToldInItsWords() {
        Said number = ask("order", "import", "woocommerce", "shop", "#727", "--reason", "x");
        assertThat(number.code).isEqualTo(1);
        assertThat(number.err).contains("/orderId: is no id that an order of woocommerce can be asked for by");
        assertThat(ask("order", "import", "woocommerce", "nobody", "727", "--reason", "x").err)
                .contains("there is no account woocommerce/nobody (404)");
        assertThat(ask("order", "import", "woocommerce", "shop", "727").code)
                .as("without a reason")
                .isEqualTo(2);
        assertThat(ask("order").code).as("wrong use").isEqualTo(2);
    }
}
