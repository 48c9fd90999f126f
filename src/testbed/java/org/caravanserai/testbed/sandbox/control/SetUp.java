package org.caravanserai.testbed.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.function.IntSupplier;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Opens shops, and tells what the hub needs to connect to them. Opening a shop again updates secrets and listings. */
final class SetUp {

    private final World world;
    private final IntSupplier port;

    SetUp(World world, IntSupplier port) {
        this.world = world;
        this.port = port;
    }

    ObjectNode apply(JsonNode wanted) {
        if (wanted.path("shops").isEmpty()) {
            throw new IllegalArgumentException("give shops: [{channel, shop, secrets, locations, listings}]");
        }
        ArrayNode shops = SandboxJson.array();
        for (JsonNode entry : wanted.path("shops")) {
            shops.add(open(entry));
        }
        return SandboxJson.object().set("shops", shops);
    }

    ObjectNode show() {
        ArrayNode shops = SandboxJson.array();
        for (Shop shop : world.shops().all()) {
            synchronized (shop) {
                shops.add(connection(shop));
            }
        }
        return SandboxJson.object().set("shops", shops);
    }

    private ObjectNode open(JsonNode entry) {
        SandboxChannel channel = world.channel(entry.path("channel").asText());
        String name = entry.path("shop").asText();
        if (!name.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new IllegalArgumentException("shop name '" + name + "' must be 1-60 letters, digits, dots, dashes");
        }
        Shop shop = world.shops().find(channel.name(), name).orElseGet(Shop::new);
        synchronized (shop) {
            shop.channel = channel.name();
            shop.name = name;
            shop.currency = entry.path("currency").asText(shop.currency);
            entry.path("secrets")
                    .properties()
                    .forEach(s -> shop.secrets.put(s.getKey(), s.getValue().asText()));
            entry.path("locations").forEach(l -> {
                if (!shop.locations.contains(l.asText())) {
                    shop.locations.add(l.asText());
                }
            });
            entry.path("listings").forEach(l -> list(shop, l));
            channel.open(shop, entry);
            world.shops().save(shop);
            return connection(shop);
        }
    }

    private static void list(Shop shop, JsonNode wanted) {
        String sku = wanted.path("sku").asText();
        Listing listing = shop.listing(sku).orElseGet(() -> {
            Listing fresh = new Listing();
            fresh.sku = sku;
            shop.listings.add(fresh);
            return fresh;
        });
        listing.title = wanted.path("title").asText(sku);
        listing.price = new BigDecimal(wanted.path("price").asText("10.00"));
        listing.shown = wanted.path("quantity").asInt();
        listing.grams = wanted.path("grams").asInt(500);
        listing.at.clear();
        wanted.path("at").forEach(l -> listing.at.add(l.asText()));
    }

    private ObjectNode connection(Shop shop) {
        SandboxChannel channel = world.channel(shop.channel);
        ObjectNode node = SandboxJson.object()
                .put("channel", shop.channel)
                .put("shop", shop.name)
                .put("currency", shop.currency)
                .put("baseUrl", "http://127.0.0.1:" + port.getAsInt() + "/" + shop.key());
        node.set("secrets", SandboxJson.MAPPER.valueToTree(shop.secrets));
        node.set("settings", channel.settings(shop));
        ArrayNode listings = node.putArray("listings");
        for (Listing listing : shop.listings) {
            listings.add(
                    channel.reference(shop, listing).put("sku", listing.sku).put("quantity", listing.shown));
        }
        return node;
    }
}
