package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.Staff;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.RestApi;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Delivery;
import org.caravanserai.testbed.sandbox.webhook.Message;
import org.caravanserai.testbed.sandbox.webhook.WebhookPolicy;

/** WooCommerce with the Shipment Tracking extension. */
public final class WooChannel implements SandboxChannel {

    private final World world;
    private final WooAuth auth;
    private final WooWebhooks webhooks;
    private final WooLife life;
    private final WooStaff staff;
    private final WooOrders orders;
    private final WooRefunds refunds;
    private final WooNotes notes;
    private final WooTrackings trackings;
    private final WooProducts products;
    private final RestApi<WooRoute> api = new RestApi<>(
            WooRoute.values(),
            (shop, call) ->
                    new WooError(404, "rest_no_route", "No route was found matching the URL and request method."),
            this::answer);

    public WooChannel(World world) {
        this.world = world;
        this.auth = new WooAuth(world.violations());
        this.webhooks = new WooWebhooks(world);
        this.life = new WooLife(world, webhooks);
        this.staff = new WooStaff(world, life);
        this.orders = new WooOrders(world, life);
        this.refunds = new WooRefunds(world, life);
        this.notes = new WooNotes(world);
        this.trackings = new WooTrackings(world);
        this.products = new WooProducts(world);
    }

    @Override
    public String name() {
        return "woocommerce";
    }

    @Override
    public void open(Shop shop, JsonNode wanted) {
        shop.secrets.putIfAbsent(
                "consumer-key", "ck_" + Long.toHexString(world.ids().next() * 1_000_003));
        shop.secrets.putIfAbsent(
                "consumer-secret", "cs_" + Long.toHexString(world.ids().next() * 1_000_033));
        shop.secrets.putIfAbsent(
                "webhook", "whsec_" + Long.toHexString(world.ids().next() * 1_000_037));
        long parent = 0;
        for (int i = 0; i < shop.listings.size(); i++) {
            Listing listing = shop.listings.get(i);
            // Every third listing is a variation of the product before it.
            boolean variation = i % 3 == 2;
            if (!listing.extra.has("productId")) {
                listing.extra
                        .put("productId", variation ? parent + 1 : world.ids().next() * 2)
                        .put("variationId", variation ? world.ids().next() * 2 : 0)
                        .put("manageStock", true);
            }
            parent = WooProducts.productId(listing);
        }
        webhooks.open(shop);
    }

    @Override
    public void resume(Shop shop) {
        shop.orders().values().forEach(order -> life.resume(shop, order));
    }

    @Override
    public ObjectNode reference(Shop shop, Listing listing) {
        ObjectNode node = SandboxJson.object().put("channelSku", listing.sku);
        node.putObject("reference")
                .put("productId", WooProducts.productId(listing))
                .put("variationId", WooProducts.variationId(listing));
        return node;
    }

    @Override
    public void place(Shop shop, SandboxOrder order, JsonNode knobs) {
        life.place(shop, order, knobs);
    }

    @Override
    public void pay(Shop shop, SandboxOrder order) {
        life.pay(shop, order);
    }

    /** The store cancels at once; {@code {"trash":true}} deletes the order instead. */
    @Override
    public boolean cancel(Shop shop, SandboxOrder order, JsonNode how) {
        life.move(shop, order, how.path("trash").asBoolean() ? WooStatus.TRASH : WooStatus.CANCELLED, "buyer");
        return true;
    }

    @Override
    public void edited(Shop shop, SandboxOrder order) {
        life.edited(shop, order);
    }

    @Override
    public Staff staff() {
        return staff;
    }

    @Override
    public void announceAgain(Shop shop, SandboxOrder order) {
        webhooks.announce(shop, order, "order.updated");
    }

    @Override
    public boolean told(SandboxOrder order) {
        return order.cancelled()
                || WooStatus.of(order).equals(WooStatus.COMPLETED)
                || WooStatus.of(order).equals(WooStatus.DRAFT);
    }

    @Override
    public String operation(Shop shop, Call call) {
        return api.operation(call);
    }

    @Override
    public Answer serve(Shop shop, Call call) {
        return api.serve(shop, call);
    }

    private Answer answer(Shop shop, Call call, WooRoute route, List<String> ids) {
        if (route != WooRoute.LIST_PROVIDERS) {
            auth.check(shop, call);
        }
        return switch (route) {
            case LIST_ORDERS -> orders.list(shop, call);
            case GET_ORDER -> Answer.json(200, WooOrderDocument.of(order(shop, ids)));
            case UPDATE_ORDER -> orders.update(shop, order(shop, ids), call);
            case LIST_NOTES -> notes.list(order(shop, ids));
            case CREATE_NOTE -> notes.create(shop, order(shop, ids), call);
            case LIST_REFUNDS -> refunds.list(shop, order(shop, ids), call);
            case CREATE_REFUND -> refunds.create(shop, order(shop, ids), call);
            case LIST_PRODUCTS -> products.list(shop, call);
            case GET_PRODUCT -> products.read(products.product(shop, ids.get(0)));
            case UPDATE_PRODUCT -> products.update(shop, products.product(shop, ids.get(0)), call);
            case BATCH_PRODUCTS -> products.batch(shop, call, id -> products.product(shop, id));
            case GET_VARIATION -> products.read(products.variation(shop, ids.get(0), ids.get(1)));
            case UPDATE_VARIATION -> products.update(shop, products.variation(shop, ids.get(0), ids.get(1)), call);
            case BATCH_VARIATIONS -> products.batch(shop, call, id -> products.variation(shop, ids.get(0), id));
            case LIST_WEBHOOKS -> webhooks.list(shop, call);
            case GET_WEBHOOK -> webhooks.read(shop, ids.get(0));
            case UPDATE_WEBHOOK -> webhooks.update(shop, ids.get(0), call);
            case CREATE_WEBHOOK -> webhooks.create(shop, call);
            case DELETE_WEBHOOK -> webhooks.delete(shop, ids.get(0), call);
            case LIST_PROVIDERS -> trackings.providers();
            case LIST_TRACKINGS -> trackings.list(order(shop, ids));
            case CREATE_TRACKING -> trackings.create(shop, order(shop, ids), call);
        };
    }

    private static SandboxOrder order(Shop shop, List<String> ids) {
        return shop.order(ids.get(0)).orElseThrow(WooError::noOrder);
    }

    /** Core has no limits; hosting and security plugins answer 429 at will. */
    @Override
    public Answer throttled(Shop shop, Call call) {
        return Answer.json(
                        429,
                        SandboxJson.object()
                                .put("code", "too_many_requests")
                                .put("message", "Too many requests")
                                .set("data", SandboxJson.object().put("status", 429)))
                .with("Retry-After", "2");
    }

    @Override
    public Optional<WebhookPolicy> webhooks() {
        return Optional.of(WooWebhooks.POLICY);
    }

    @Override
    public Message render(Shop shop, SandboxOrder order, String topic, String webhookId) {
        return webhooks.render(shop, order, topic, webhookId);
    }

    @Override
    public String forgedTopic() {
        return "order.created";
    }

    @Override
    public void greet(Shop shop) {
        webhooks.ping(shop);
    }

    @Override
    public void delivered(Shop shop, Delivery delivery, int status) {
        webhooks.delivered(shop, delivery, status);
    }
}
