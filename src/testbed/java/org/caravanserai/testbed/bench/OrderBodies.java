package org.caravanserai.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.caravanserai.base.Json;

/**
 * Makes order events in the true shapes of two channels: the simplest fixture of each, with other people, lines and amounts.
 * One to four lines, SKUs by Zipf's law over {@value #SKUS}.
 */
final class OrderBodies {

    static final int SKUS = 2_000;
    static final long SHOPIFY_IDS = 6_000_000_000_000L;
    private static final String[] FIRST = {
        "Ada", "Bruno", "Chiara", "Deniz", "Elif", "Farid", "Greta", "Hugo", "Imani", "Jonas", "Keiko", "Luca"
    };
    private static final String[] LAST = {
        "Marsh", "Holm", "Okafor", "Ferrari", "Lindqvist", "Haddad", "Nowak", "Tanaka", "Silva", "Byrne", "Costa"
    };

    /** @param units ordered in all */
    record Made(byte[] body, int lines, int units) {}

    private final Random random;
    private final double[] zipf = new double[SKUS];
    private final ObjectNode shopify;
    private final ObjectNode woocommerce;
    private final JsonNode shopifyLine;
    private final JsonNode woocommerceLine;

    OrderBodies(Path transformers, long seed) {
        random = new Random(seed);
        double sum = 0;
        for (int i = 0; i < SKUS; i++) {
            sum += 1.0 / (i + 1);
            zipf[i] = sum;
        }
        shopify = read(transformers.resolve("shopify/fixtures/01-simple/request.webhook.json"));
        woocommerce = read(transformers.resolve("woocommerce/fixtures/01-simple/request.v3.json"));
        shopifyLine = shopify.path("line_items").path(0);
        woocommerceLine = woocommerce.path("line_items").path(0);
    }

    private static ObjectNode read(Path file) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sku(int index) {
        return "BENCH-" + (10_000 + index);
    }

    /** What an order's number is in the channel's own ids. */
    static long number(String channelOrderId) {
        long id = Long.parseLong(channelOrderId);
        return id > SHOPIFY_IDS ? id - SHOPIFY_IDS : id;
    }

    Made shopify(long number, Instant now) {
        int[] units = units();
        long items = 0;
        long tax = 0;
        ArrayNode lines = shopify.putArray("line_items");
        for (int i = 0; i < units.length; i++) {
            int sku = sku();
            long line = price(sku) * units[i];
            long lineTax = line * 725 / 10_000;
            items += line;
            tax += lineTax;
            ObjectNode node = shopifyLine.deepCopy();
            node.put("id", number * 10 + i)
                    .put("admin_graphql_api_id", "gid://shopify/LineItem/" + (number * 10 + i))
                    .put("sku", sku(sku))
                    .put("quantity", units[i])
                    .put("current_quantity", units[i])
                    .put("fulfillable_quantity", units[i])
                    .put("price", money(price(sku)));
            ((ObjectNode) node.path("tax_lines").path(0)).put("price", money(lineTax));
            lines.add(node);
        }
        String first = FIRST[random.nextInt(FIRST.length)];
        String last = LAST[random.nextInt(LAST.length)];
        long customer = 100_000 + random.nextInt(1_000_000);
        String email = first.toLowerCase() + "." + last.toLowerCase() + customer + "@example.com";
        String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
        shopify.put("id", SHOPIFY_IDS + number)
                .put("admin_graphql_api_id", "gid://shopify/Order/" + (SHOPIFY_IDS + number))
                .put("name", "#" + number)
                .put("number", number)
                .put("order_number", number)
                .put("email", email)
                .put("contact_email", email)
                .put("created_at", at)
                .put("processed_at", at)
                .put("updated_at", at)
                .put("total_tax", money(tax))
                .put("subtotal_price", money(items))
                .put("total_line_items_price", money(items))
                .put("total_price", money(items + tax + 590))
                .put("current_total_price", money(items + tax + 590));
        both(shopify.path("total_price_set"), money(items + tax + 590));
        ((ObjectNode) shopify.path("customer"))
                .put("id", customer)
                .put("email", email)
                .put("first_name", first)
                .put("last_name", last);
        for (String address : new String[] {"billing_address", "shipping_address"}) {
            ((ObjectNode) shopify.path(address))
                    .put("first_name", first)
                    .put("last_name", last)
                    .put("name", first + " " + last);
        }
        return made(shopify, units);
    }

    Made woocommerce(long number, Instant now) {
        int[] units = units();
        long items = 0;
        long tax = 0;
        ArrayNode lines = woocommerce.putArray("line_items");
        for (int i = 0; i < units.length; i++) {
            int sku = sku();
            long line = price(sku) * units[i];
            long lineTax = line * 19 / 100;
            items += line;
            tax += lineTax;
            ObjectNode node = woocommerceLine.deepCopy();
            node.put("id", number * 10 + i)
                    .put("sku", sku(sku))
                    .put("quantity", units[i])
                    .put("subtotal", money(line))
                    .put("total", money(line))
                    .put("subtotal_tax", money(lineTax))
                    .put("total_tax", money(lineTax))
                    .put("price", new BigDecimal(money(price(sku))));
            ((ObjectNode) node.path("taxes").path(0))
                    .put("total", money(lineTax))
                    .put("subtotal", money(lineTax));
            lines.add(node);
        }
        String first = FIRST[random.nextInt(FIRST.length)];
        String last = LAST[random.nextInt(LAST.length)];
        long customer = 100_000 + random.nextInt(1_000_000);
        String at = now.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        woocommerce
                .put("id", number)
                .put("number", Long.toString(number))
                .put("order_key", "wc_order_k" + number)
                .put("customer_id", customer)
                .put("cart_tax", money(tax))
                .put("total_tax", money(tax + 80))
                .put("total", money(items + tax + 500))
                .put("date_created_gmt", at)
                .put("date_modified_gmt", at)
                .put("date_paid_gmt", at);
        ((ObjectNode) woocommerce.path("billing"))
                .put("first_name", first)
                .put("last_name", last)
                .put("email", first.toLowerCase() + "." + last.toLowerCase() + customer + "@example.de");
        ((ObjectNode) woocommerce.path("shipping")).put("first_name", first).put("last_name", last);
        ((ObjectNode) woocommerce.path("tax_lines").path(0)).put("tax_total", money(tax));
        return made(woocommerce, units);
    }

    private static Made made(ObjectNode order, int[] units) {
        try {
            int sum = 0;
            for (int one : units) {
                sum += one;
            }
            return new Made(Json.MAPPER.writeValueAsBytes(order), units.length, sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int[] units() {
        int[] units = new int[1 + random.nextInt(4)];
        for (int i = 0; i < units.length; i++) {
            units[i] = random.nextInt(4) == 0 ? 2 : 1;
        }
        return units;
    }

    private int sku() {
        int found = java.util.Arrays.binarySearch(zipf, random.nextDouble() * zipf[SKUS - 1]);
        return found < 0 ? Math.min(-found - 1, SKUS - 1) : found;
    }

    private static long price(int sku) {
        return 500 + sku * 37L % 9_500;
    }

    private static String money(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private static void both(JsonNode set, String amount) {
        ((ObjectNode) set.path("shop_money")).put("amount", amount);
        ((ObjectNode) set.path("presentment_money")).put("amount", amount);
    }
}
