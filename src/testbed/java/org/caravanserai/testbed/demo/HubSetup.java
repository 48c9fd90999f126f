package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells a fresh hub about warehouses, shops, goods and opening stock, the way a person would: by its API and its secrets folder. */
public final class HubSetup {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Control api;
    private final Path secrets;

    /** @param secrets the hub's folder of channel secrets */
    public HubSetup(Control api, Path secrets) {
        this.api = api;
        this.secrets = secrets;
    }

    /** Connects everything and waits until the stock is there. */
    public HubSetup connect(List<Shops.Shop> shops, Catalogue catalogue) {
        for (Catalogue.Place place : Catalogue.PLACES) {
            api.put(
                    "/api/v1/locations/" + place.code(),
                    Control.MAPPER
                            .createObjectNode()
                            .put("name", place.name())
                            .put("priority", place.priority())
                            .put("country", place.country()));
        }
        shops.forEach(this::account);
        catalogue.things().forEach(thing -> item(thing, shops));
        stock(catalogue);
        shops.forEach(shop -> api.post(
                "/api/v1/accounts/" + shop.channel() + "/" + shop.name() + "/publication",
                Control.MAPPER.createObjectNode()));
        return this;
    }

    /** Makes a login of the broker for each warehouse, and writes them to a file that only we may read. */
    public void logins(Path file) {
        StringBuilder lines = new StringBuilder();
        for (Catalogue.Place place : Catalogue.PLACES) {
            JsonNode made = api.post(
                    "/api/v1/broker-logins",
                    Control.MAPPER.createObjectNode().put("role", "warehouse").put("location", place.code()));
            lines.append(place.code())
                    .append(" = ")
                    .append(made.path("login").asText())
                    .append(' ')
                    .append(made.path("password").asText())
                    .append('\n');
        }
        try {
            Files.createDirectories(file.getParent());
            Private.write(file, lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void account(Shops.Shop shop) {
        String reference = shop.channel() + "." + shop.name();
        shop.secrets().forEach((what, secret) -> write(reference + "." + what, secret));
        api.post(
                "/api/v1/accounts",
                Control.MAPPER
                        .createObjectNode()
                        .put("channel", shop.channel())
                        .put("account", shop.name())
                        .put("mode", "live")
                        .put("baseUrl", shop.baseUrl())
                        .put("secretRef", reference)
                        .set("settings", settings(shop)));
    }

    /** What the recipe wants to know and the shop says in other words. */
    private static ObjectNode settings(Shops.Shop shop) {
        ObjectNode settings = shop.settings().deepCopy();
        if (settings.has("queuePath")) {
            settings.put("tokenUrl", shop.baseUrl() + "/auth/o2/token");
        }
        return settings;
    }

    private void write(String name, String secret) {
        try {
            Files.createDirectories(secrets);
            Private.write(secrets.resolve(name), secret + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the secret " + name, e);
        }
    }

    private void item(Catalogue.Thing thing, List<Shops.Shop> shops) {
        ObjectNode item = Control.MAPPER.createObjectNode().put("title", thing.title());
        ArrayNode listings = item.putArray("listings");
        ArrayNode mappings = item.putArray("mappings");
        for (Shops.Shop shop : shops) {
            for (Shops.Listing listing : shop.listings()) {
                if (listing.sku().equals(thing.sku())) {
                    named(listings, shop, listing).set("reference", listing.reference());
                    if (!listing.channelSku().equals(thing.sku())) {
                        named(mappings, shop, listing);
                    }
                }
            }
        }
        api.put("/api/v1/items/" + URLEncoder.encode(thing.sku(), StandardCharsets.UTF_8), item);
    }

    private static ObjectNode named(ArrayNode list, Shops.Shop shop, Shops.Listing listing) {
        return list.addObject()
                .put("channel", shop.channel())
                .put("account", shop.name())
                .put("channelSku", listing.channelSku());
    }

    private void stock(Catalogue catalogue) {
        ObjectNode report = Control.MAPPER
                .createObjectNode()
                .put("schema", "stock.v1")
                .put("reference", "opening-stock")
                .put(
                        "asOf",
                        Instant.now()
                                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                                .toString());
        ArrayNode levels = report.putArray("levels");
        int places = 0;
        for (Catalogue.Thing thing : catalogue.things()) {
            for (Map.Entry<String, Integer> at : thing.stock().entrySet()) {
                levels.addObject()
                        .put("sku", thing.sku())
                        .put("location", at.getKey())
                        .put("onHand", at.getValue());
                places++;
            }
        }
        api.put("/api/v1/stock", report);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (api.get("/api/v1/stock?limit=500").path("levels").size() < places) {
            if (System.nanoTime() > end) {
                throw new DemoException(
                        "the hub has not taken in the opening stock after " + PATIENCE.toSeconds() + " s");
            }
            Child.pause(Duration.ofMillis(100));
        }
    }
}
