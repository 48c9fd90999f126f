package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Entries;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * Products and variations, as far as stock goes: absolute numbers, no compare-and-set. A variation answers only below its
 * parent, and where stock is not managed a quantity is taken and ignored.
 */
final class WooProducts {

    /** Most objects in one batch. */
    private static final int MAX_BATCH = 100;

    private final World world;

    WooProducts(World world) {
        this.world = world;
    }

    static long productId(Listing listing) {
        return listing.extra.path("productId").asLong();
    }

    /** 0 for a simple product. */
    static long variationId(Listing listing) {
        return listing.extra.path("variationId").asLong();
    }

    Answer list(Shop shop, Call call) {
        List<String> skus = call.parameter("sku") == null
                ? List.of()
                : Arrays.asList(call.parameter("sku").split(","));
        List<Listing> found = shop.listings.stream()
                .filter(listing -> skus.isEmpty() || skus.contains(listing.sku))
                .toList();
        return Paging.of(call).answer(call, WooWebhooks.home(shop), found, WooProducts::document);
    }

    /** @throws WooError 404 for an unknown id, or a variation asked for without its parent */
    Listing product(Shop shop, String id) {
        long wanted = Long.parseLong(id);
        if (shop.listings.stream().anyMatch(listing -> variationId(listing) == wanted)) {
            throw new WooError(
                    404,
                    "woocommerce_rest_invalid_product_id",
                    "To manipulate product variations you should use the /products/<product_id>/variations/<id> endpoint.");
        }
        return shop.listings.stream()
                .filter(listing -> productId(listing) == wanted && variationId(listing) == 0)
                .findFirst()
                .orElseThrow(WooError::noProduct);
    }

    Listing variation(Shop shop, String parent, String id) {
        return shop.listings.stream()
                .filter(listing ->
                        productId(listing) == Long.parseLong(parent) && variationId(listing) == Long.parseLong(id))
                .findFirst()
                .orElseThrow(() -> new WooError(404, "woocommerce_rest_product_variation_invalid_id", "Invalid ID."));
    }

    Answer read(Listing listing) {
        return Answer.json(200, document(listing));
    }

    Answer update(Shop shop, Listing listing, Call call) {
        apply(shop, listing, WooBody.of(call));
        world.shops().save(shop);
        return Answer.json(200, document(listing));
    }

    /** Each object succeeds or fails alone inside an answer that is 200 in any case. */
    Answer batch(Shop shop, Call call, Function<String, Listing> find) {
        JsonNode body = WooBody.of(call);
        int objects = body.path("update").size()
                + body.path("create").size()
                + body.path("delete").size();
        if (objects > MAX_BATCH) {
            throw new WooError(
                    413,
                    "woocommerce_rest_request_entity_too_large",
                    "Unable to accept more than " + MAX_BATCH + " items for this request.");
        }
        ObjectNode answer = SandboxJson.object();
        ArrayNode updated = answer.putArray("update");
        Entries.each(
                body.path("update"),
                wanted -> {
                    Listing listing = find.apply(wanted.path("id").asText("0"));
                    apply(shop, listing, wanted);
                    updated.add(document(listing));
                },
                (wanted, refusal) -> updated.addObject()
                        .put("id", wanted.path("id").asLong())
                        .set("error", ((WooError) refusal).json()));
        world.shops().save(shop);
        return Answer.json(200, answer);
    }

    private void apply(Shop shop, Listing listing, JsonNode wanted) {
        if (wanted.has("manage_stock")) {
            listing.extra.put("manageStock", wanted.path("manage_stock").asBoolean());
        }
        if (wanted.has("stock_quantity") && !wanted.path("stock_quantity").isNull()) {
            JsonNode quantity = wanted.path("stock_quantity");
            if (!quantity.isIntegralNumber() && !quantity.asText().matches("-?\\d{1,9}")) {
                throw WooError.parameter("stock_quantity", "is not of type integer.");
            }
            if (!managed(listing)) {
                world.violations()
                        .add(
                                shop,
                                "",
                                "stock-not-managed",
                                "stock of " + listing.sku
                                        + " was sent while manage_stock is false: the store ignores it");
                return;
            }
            if (quantity.asInt() < 0) {
                world.violations()
                        .add(shop, "", "negative-stock", "stock of " + listing.sku + " was set to " + quantity.asInt());
            }
            listing.shown = quantity.asInt();
        }
    }

    static boolean managed(Listing listing) {
        return listing.extra.path("manageStock").asBoolean(true);
    }

    private static ObjectNode document(Listing listing) {
        boolean variation = variationId(listing) != 0;
        ObjectNode node = SandboxJson.object().put("id", variation ? variationId(listing) : productId(listing));
        node.put("name", listing.title)
                .put("type", variation ? "variation" : "simple")
                .put("status", "publish");
        node.put("sku", listing.sku)
                .put("price", listing.price.toPlainString())
                .put("regular_price", listing.price.toPlainString());
        node.put("manage_stock", managed(listing));
        if (managed(listing)) {
            node.put("stock_quantity", listing.shown);
        } else {
            node.putNull("stock_quantity");
        }
        node.put("stock_status", listing.shown > 0 || !managed(listing) ? "instock" : "outofstock")
                .put("backorders", "no");
        if (variation) {
            node.put("parent_id", productId(listing));
        }
        return node;
    }
}
