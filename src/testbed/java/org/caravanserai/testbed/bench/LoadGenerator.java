package org.caravanserai.testbed.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.caravanserai.base.Json;

/**
 * The load, a process of its own. Requests are built and signed before the clock runs, half of them Shopify's, half
 * WooCommerce's. Orders on standard input, a line of JSON for each: {@code prepare FIRST COUNT}, {@code closed PORT},
 * {@code open PORT RATE FILE}.
 */
public final class LoadGenerator {

    static final String ACCOUNT = "bench";
    private static final int CONNECTIONS = 64;
    private static final int THREADS = 2;

    private final OrderBodies bodies;
    private final Mac mac;
    private byte[][] requests = new byte[0][];

    private LoadGenerator(Path transformers, String secret) throws GeneralSecurityException {
        bodies = new OrderBodies(transformers, 42);
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    /** Argument: the folder of the transformers; the accounts' secret in BENCH_SECRET. */
    public static void main(String[] arguments) throws Exception {
        LoadGenerator load = new LoadGenerator(Path.of(arguments[0]), System.getenv("BENCH_SECRET"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            ObjectNode answer = switch (words[0]) {
                case "prepare" -> load.prepare(Long.parseLong(words[1]), Integer.parseInt(words[2]));
                case "closed" -> load.run(Integer.parseInt(words[1]), 0, null);
                default -> load.run(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Path.of(words[3]));
            };
            System.out.println(answer);
        }
    }

    private ObjectNode prepare(long first, int count) {
        requests = new byte[0][];
        byte[][] made = new byte[count][];
        long lines = 0;
        long units = 0;
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            long number = first + i;
            boolean shopify = number % 2 == 0;
            OrderBodies.Made order =
                    shopify ? bodies.shopify(number, Instant.now()) : bodies.woocommerce(number, Instant.now());
            made[i] = request(shopify, number, order.body());
            lines += order.lines();
            units += order.units();
            bytes += order.body().length;
        }
        requests = made;
        return Json.MAPPER
                .createObjectNode()
                .put("orders", count)
                .put("lines", lines)
                .put("units", units)
                .put("bodyBytes", bytes / count);
    }

    private byte[] request(boolean shopify, long number, byte[] body) {
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
        String head = "POST /webhooks/" + (shopify ? "shopify/" : "woocommerce/") + ACCOUNT
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + (shopify
                        ? "User-Agent: Shopify-Captain-Hook\r\nX-Shopify-Topic: orders/create\r\nX-Shopify-Shop-Domain: bench.myshopify.com\r\n"
                                + "X-Shopify-API-Version: 2026-07\r\nX-Shopify-Webhook-Id: "
                                + HexFormat.of().toHexDigits(number) + "\r\n"
                                + "X-Shopify-Triggered-At: " + Instant.now() + "\r\nX-Shopify-Hmac-SHA256: " + signature
                        : "User-Agent: WooCommerce/10.2.1 Hookshot (WordPress/6.9)\r\nX-WC-Webhook-Source: https://bench.example/\r\n"
                                + "X-WC-Webhook-Topic: order.created\r\nX-WC-Webhook-Resource: order\r\nX-WC-Webhook-Event: created\r\n"
                                + "X-WC-Webhook-ID: 4\r\nX-WC-Webhook-Delivery-ID: "
                                + HexFormat.of().toHexDigits(number) + "\r\nX-WC-Webhook-Signature: " + signature)
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /** @param rate requests per second that are due whatever the answers do; 0: the next one when an answer came */
    private ObjectNode run(int port, int rate, Path times) throws Exception {
        LoadPlan plan = new LoadPlan(requests, rate);
        LoadLoop[] loops = new LoadLoop[THREADS];
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            loops[i] = new LoadLoop(plan, new InetSocketAddress("127.0.0.1", port), CONNECTIONS / THREADS);
            threads[i] = new Thread(loops[i], "load-" + i);
        }
        plan.start();
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = plan.secondsSinceStart();
        for (LoadLoop loop : loops) {
            loop.failIfFailed();
        }
        if (times != null) {
            write(times, plan);
        }
        long[] sorted = plan.latencies().clone();
        Arrays.sort(sorted);
        return Json.MAPPER
                .createObjectNode()
                .put("sent", requests.length)
                .put("refused", plan.refused())
                .put("seconds", seconds)
                .put("rate", requests.length / seconds)
                .put("p50", sorted[sorted.length / 2] / 1_000)
                .put("p99", sorted[(int) (sorted.length * 0.99)] / 1_000)
                .put("startMicros", plan.startMicros());
    }

    /** When each request was due, in microseconds of the wall clock, as longs. */
    private static void write(Path file, LoadPlan plan) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(plan.count() * 8);
        for (int i = 0; i < plan.count(); i++) {
            bytes.putLong(plan.startMicros() + plan.dueNanos(i) / 1_000);
        }
        Files.write(file, bytes.array());
    }
}
