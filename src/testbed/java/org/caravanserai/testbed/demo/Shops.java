package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One shop per channel, each selling the whole catalogue. WooCommerce and Amazon know some things by SKUs of their own, as
 * shops do that were there before the hub.
 */
public final class Shops {

    private static final Map<String, String> NAMES =
            Map.of("shopify", "silk-road", "woocommerce", "oasis-goods", "amazon", "grand-bazaar");

    /**
     * A shop as the hub must know it.
     *
     * @param secrets by what they are, such as {@code webhook}
     * @param settings of the account, as its recipe asks for them
     */
    public record Shop(
            String channel,
            String name,
            String baseUrl,
            Map<String, String> secrets,
            ObjectNode settings,
            List<Listing> listings) {}

    /** @param reference the channel's own ids of it */
    public record Listing(String sku, String channelSku, ObjectNode reference) {}

    private Shops() {}

    /** The name of the shop, which is the name of the hub's account. */
    static String name(String channel) {
        return NAMES.getOrDefault(channel, channel + "-shop");
    }

    /** The SKU by which the channel knows the thing. */
    static String channelSku(String channel, String sku) {
        int rank = Integer.parseInt(sku.substring(sku.indexOf('-') + 1));
        return switch (channel) {
            case "woocommerce" -> rank % 4 == 0 ? "woo-" + sku.toLowerCase(java.util.Locale.ROOT) : sku;
            case "amazon" -> rank % 4 == 1 ? sku + "/FBM" : sku;
            default -> sku;
        };
    }

    /** Opens the shops at the sandbox and hands back what the hub needs to connect. */
    public static List<Shop> open(Control sandbox, List<String> channels, Catalogue catalogue) {
        Map<String, Map<String, String>> ours = new LinkedHashMap<>();
        ObjectNode request = Control.MAPPER.createObjectNode();
        ArrayNode shops = request.putArray("shops");
        for (String channel : channels) {
            ObjectNode shop = shops.addObject()
                    .put("channel", channel)
                    .put("shop", name(channel))
                    .put("currency", "USD");
            ArrayNode listings = shop.putArray("listings");
            Map<String, String> skus = ours.computeIfAbsent(channel, c -> new LinkedHashMap<>());
            for (Catalogue.Thing thing : catalogue.things()) {
                String channelSku = channelSku(channel, thing.sku());
                skus.put(channelSku, thing.sku());
                ObjectNode listing = listings.addObject()
                        .put("sku", channelSku)
                        .put("title", thing.title())
                        .put("price", thing.price().toPlainString())
                        .put("quantity", thing.units());
                ArrayNode at = listing.putArray("at");
                thing.stock().keySet().forEach(at::add);
            }
        }
        List<Shop> opened = new ArrayList<>();
        for (JsonNode shop : sandbox.post("/control/setup", request).path("shops")) {
            opened.add(read(shop, ours.get(shop.path("channel").asText())));
        }
        return opened;
    }

    private static Shop read(JsonNode shop, Map<String, String> ours) {
        Map<String, String> secrets = new LinkedHashMap<>();
        shop.path("secrets")
                .properties()
                .forEach(
                        secret -> secrets.put(secret.getKey(), secret.getValue().asText()));
        List<Listing> listings = new ArrayList<>();
        for (JsonNode one : shop.path("listings")) {
            String channelSku = one.path("channelSku").asText();
            listings.add(
                    new Listing(ours.get(one.path("sku").asText()), channelSku, (ObjectNode) one.path("reference")));
        }
        ObjectNode settings = shop.path("settings").isObject()
                ? (ObjectNode) shop.path("settings")
                : Control.MAPPER.createObjectNode();
        return new Shop(
                shop.path("channel").asText(),
                shop.path("shop").asText(),
                shop.path("baseUrl").asText(),
                secrets,
                settings,
                listings);
    }
}
