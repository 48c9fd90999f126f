package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.caravanserai.base.Json;

/** The simplest payload of each channel with something odd in it, and the order that comes of it. */
final class OddPayloads {

    static final List<String> ALL = List.of("shopify", "woocommerce", "amazon");

    private static final Translator TRANSLATOR = Transformers.translator();

    private OddPayloads() {}

    static JsonNode order(String channel, Consumer<ObjectNode> change) {
        String shape = channel.equals("shopify") ? "webhook" : channel.equals("amazon") ? "v2026" : "v3";
        try {
            JsonNode payload = Json.MAPPER.readTree(Files.readAllBytes(
                    Transformers.ROOT.resolve(channel + "/fixtures/01-simple/request." + shape + ".json")));
            change.accept((ObjectNode) (payload.has("order") ? payload.path("order") : payload));
            return TRANSLATOR.totals(TRANSLATOR.validate(TRANSLATOR.map(payload, channel, shape)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON written with single quotes. */
    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode items(String channel, ObjectNode order) {
        return order.path(channel.equals("amazon") ? "orderItems" : "line_items");
    }

    static ObjectNode line(ObjectNode order, String lines) {
        return (ObjectNode) order.path(lines).get(0);
    }

    static void sku(String channel, ObjectNode order, String sku) {
        ObjectNode line = (ObjectNode) items(channel, order).get(0);
        if (channel.equals("amazon")) {
            ((ObjectNode) line.path("product")).put("sellerSku", sku);
        } else {
            line.put("sku", sku);
        }
    }

    static void country(String channel, ObjectNode order, String country) {
        switch (channel) {
            case "shopify" ->
                ((ObjectNode) order.path("shipping_address"))
                        .put("country_code", country)
                        .putNull("country");
            case "woocommerce" -> ((ObjectNode) order.path("shipping")).put("country", country);
            default -> ((ObjectNode) order.at("/recipient/deliveryAddress")).put("countryCode", country);
        }
    }

    static List<String> codes(JsonNode order, String list) {
        return StreamSupport.stream(order.path(list).spliterator(), false)
                .map(one -> one.path("code").asText())
                .toList();
    }
}
