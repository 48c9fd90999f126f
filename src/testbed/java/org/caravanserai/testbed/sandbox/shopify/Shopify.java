package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.Staff;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Delivery;
import org.caravanserai.testbed.sandbox.webhook.Message;
import org.caravanserai.testbed.sandbox.webhook.Signing;
import org.caravanserai.testbed.sandbox.webhook.WebhookPolicy;

/**
 * A Shopify shop. Knobs of a scripted order beyond the common ones: {@code pickup}, {@code guest} (no customer),
 * {@code presentment} and {@code presentmentRate} (buyer's currency), {@code noteAttributes} and {@code properties}
 * ([{name, value}]).
 */
public final class Shopify implements SandboxChannel {

    private static final String SIGNATURE = "X-Shopify-Hmac-SHA256";
    /** 8 retries in 4 hours, each wait twice the one before; 1 s to connect, 5 s in all. */
    private static final WebhookPolicy POLICY = new WebhookPolicy(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            WebhookPolicy.doubling(8, Duration.ofHours(4)),
            200,
            299,
            false,
            SIGNATURE);

    private final World world;
    private final Cancellations cancellations;
    private final Subscriptions subscriptions;
    private final GraphqlApi api;
    private final ShopifyStaff staff;

    public Shopify(World world) {
        this.world = world;
        this.cancellations = new Cancellations(world, this::announceCancelled);
        this.subscriptions = new Subscriptions(world);
        this.staff = new ShopifyStaff(world, cancellations, this::announce, this::edited);
        this.api = new GraphqlApi(world, new Resolvers(world, cancellations, subscriptions, this::touched));
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public void open(Shop shop, JsonNode wanted) {
        ShopifyShop.open(world, shop, wanted);
        subscriptions.open(shop);
    }

    @Override
    public void resume(Shop shop) {
        shop.orders().values().forEach(order -> cancellations.resume(shop, order));
    }

    @Override
    public ObjectNode reference(Shop shop, Listing listing) {
        ObjectNode node = SandboxJson.object().put("channelSku", listing.sku);
        ObjectNode reference = node.putObject("reference")
                .put(
                        "inventoryItemId",
                        Gid.of(
                                "InventoryItem",
                                listing.extra.path("inventoryItemId").asText()))
                .put(
                        "variantId",
                        Gid.of("ProductVariant", listing.extra.path("variantId").asText()))
                .put(
                        "productId",
                        Gid.of("Product", listing.extra.path("productId").asText()));
        reference.put(
                "locationId",
                Gid.of(
                        "Location",
                        shop.extra.path("locations").path(shop.locations.get(0)).asText()));
        return node;
    }

    @Override
    public ObjectNode settings(Shop shop) {
        ObjectNode node = SandboxJson.object().put("apiVersion", "2026-07").put("domain", ShopifyShop.domain(shop));
        ObjectNode locations = node.putObject("locations");
        shop.extra
                .path("locations")
                .properties()
                .forEach(l -> locations.put(
                        l.getKey(), Gid.of("Location", l.getValue().asText())));
        return node.put(
                "stockLocation",
                Gid.of(
                        "Location",
                        shop.extra.path("locations").path(shop.locations.get(0)).asText()));
    }

    @Override
    public void place(Shop shop, SandboxOrder order, JsonNode knobs) {
        int index = shop.extra.path("index").asInt() + 1;
        shop.extra.put("index", index);
        order.id = String.valueOf(ShopifyIds.next(world));
        order.number = "#" + (1000 + index);
        ObjectNode extra = order.extra;
        extra.put("index", index)
                .put("confirmation", confirmation(order.id))
                .put("shippingLineId", ShopifyIds.next(world))
                .put("customerId", ShopifyIds.next(world))
                .put("guest", knobs.path("guest").asBoolean())
                .put("pickup", knobs.path("pickup").asBoolean());
        if (knobs.has("presentment")) {
            extra.put("presentment", knobs.path("presentment").asText())
                    .put(
                            "presentmentRate",
                            new BigDecimal(knobs.path("presentmentRate").asText("1.25")).toPlainString());
        }
        if (knobs.has("noteAttributes")) {
            extra.set("noteAttributes", knobs.path("noteAttributes"));
        }
        Map<String, String> locations = new HashMap<>();
        for (OrderLine line : order.lines) {
            line.lineId = String.valueOf(ShopifyIds.next(world));
            if (knobs.has("properties")) {
                line.extra.set("properties", knobs.path("properties"));
            }
            String location = shop.listing(line.sku)
                    .map(listing -> {
                        line.extra
                                .put(
                                        "variantId",
                                        listing.extra.path("variantId").asText())
                                .put(
                                        "productId",
                                        listing.extra.path("productId").asText())
                                .put("grams", listing.grams);
                        return Levels.commit(listing, line.quantity);
                    })
                    .orElse(shop.extra
                            .path("locations")
                            .path(shop.locations.get(0))
                            .asText());
            line.extra.put("location", location);
            locations.put(line.lineId, location);
        }
        if (knobs.path("pickup").asBoolean()) {
            order.shippingPrice = BigDecimal.ZERO.setScale(order.shippingPrice.scale());
            order.shippingTax = order.shippingPrice;
        }
        FulfilmentOrders.route(world, order, locations);
        world.shops().save(shop, order);
        announce(shop, order, "orders/create");
        if (order.paidAt != null) {
            announce(shop, order, "orders/paid");
        }
        announce(shop, order, "orders/updated");
    }

    private static String confirmation(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 9)
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public void pay(Shop shop, SandboxOrder order) {
        if (order.paidAt == null && !order.cancelled()) {
            order.paidAt = world.clock().now();
            order.updatedAt = order.paidAt;
            world.shops().save(shop, order);
            announce(shop, order, "orders/paid");
            announce(shop, order, "orders/updated");
        }
    }

    @Override
    public boolean cancel(Shop shop, SandboxOrder order, JsonNode how) {
        if (order.cancelled() || order.anythingSent()) {
            return false;
        }
        cancellations.now(
                shop,
                order,
                how.path("reason").asText("CUSTOMER").toUpperCase(Locale.ROOT),
                how.path("by").asText("buyer"),
                how.path("restock").asBoolean(true));
        return true;
    }

    @Override
    public void edited(Shop shop, SandboxOrder order) {
        for (OrderLine line : order.lines) {
            int news = line.removed - line.extra.path("released").asInt();
            if (news > 0) {
                line.extra.put("released", line.removed);
                shop.listing(line.sku)
                        .ifPresent(l ->
                                Levels.release(l, line.extra.path("location").asText(), news, true));
            }
        }
        order.extra.put("edited", true);
        FulfilmentOrders.shrink(order);
        world.shops().save(shop, order);
        announce(shop, order, "orders/edited");
        announce(shop, order, "orders/updated");
    }

    @Override
    public Staff staff() {
        return staff;
    }

    @Override
    public void announceAgain(Shop shop, SandboxOrder order) {
        announce(shop, order, "orders/updated");
    }

    /** The hub changed the order by a call: it gets its own echo, as every app with the subscription does. */
    private void touched(Shop shop, SandboxOrder order) {
        order.updatedAt = world.clock().now();
        world.shops().save(shop, order);
        world.shops().save(shop);
        announce(shop, order, "orders/updated");
    }

    private void announceCancelled(Shop shop, SandboxOrder order) {
        announce(shop, order, "orders/cancelled");
        announce(shop, order, "orders/updated");
    }

    private void announce(Shop shop, SandboxOrder order, String topic) {
        if (subscriptions.there(shop, topic)) {
            world.deliverer()
                    .send(
                            shop,
                            order,
                            topic,
                            UUID.nameUUIDFromBytes((shop.key() + world.ids().next()).getBytes(StandardCharsets.UTF_8))
                                    .toString());
        }
    }

    @Override
    public void delivered(Shop shop, Delivery delivery, int status) {
        if (!POLICY.success(status) && delivery.done && delivery.forged == null && !delivery.orderId.isEmpty()) {
            subscriptions.givenUp(shop, delivery);
        }
    }

    @Override
    public boolean told(SandboxOrder order) {
        return order.cancelled() || order.fullyFulfilled();
    }

    @Override
    public String operation(Shop shop, Call call) {
        return api.operation(call);
    }

    @Override
    public Answer serve(Shop shop, Call call) {
        return api.serve(shop, call);
    }

    @Override
    public Answer throttled(Shop shop, Call call) {
        return api.throttled(shop, 10);
    }

    @Override
    public Optional<WebhookPolicy> webhooks() {
        return Optional.of(POLICY);
    }

    private static byte[] body(Shop shop, SandboxOrder order, String topic) {
        return switch (topic) {
            case "orders/edited" -> EditBody.bytes(shop, order);
            case "orders/delete" -> SandboxJson.bytes(SandboxJson.object().put("id", Long.parseLong(order.id)));
            case "refunds/create" -> Refunds.body(shop, order);
            default -> new RestBody(shop, order).bytes();
        };
    }

    @Override
    public Message render(Shop shop, SandboxOrder order, String topic, String webhookId) {
        byte[] body = body(shop, order, topic);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Shopify-Captain-Hook");
        headers.put("X-Shopify-Topic", topic);
        headers.put(SIGNATURE, Signing.base64(shop.secret("webhook"), body));
        headers.put("X-Shopify-Shop-Domain", ShopifyShop.domain(shop));
        headers.put("X-Shopify-API-Version", "2026-07");
        headers.put("X-Shopify-Webhook-Id", webhookId);
        // One event id for everything that one moment of one order caused: it is not unique per delivery.
        headers.put(
                "X-Shopify-Event-Id",
                UUID.nameUUIDFromBytes((order.id + order.updatedAt).getBytes(StandardCharsets.UTF_8))
                        .toString());
        headers.put("X-Shopify-Triggered-At", world.clock().now().toString());
        headers.put("X-Shopify-Name", "hub-" + topic.replace('/', '-'));
        return new Message(headers, body);
    }
}
