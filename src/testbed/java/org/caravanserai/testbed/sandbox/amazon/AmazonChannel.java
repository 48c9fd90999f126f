package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.testbed.sandbox.amazon.sqs.SqsProtocol;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.Staff;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Parameters;
import org.caravanserai.testbed.sandbox.rest.RestApi;
import org.caravanserai.testbed.sandbox.state.KeptByShop;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.token.AccessTokens;
import org.caravanserai.testbed.sandbox.token.TokenEndpoint;
import org.caravanserai.testbed.sandbox.token.TokenGate;
import org.caravanserai.testbed.sandbox.webhook.Message;
import org.caravanserai.testbed.sandbox.webhook.WebhookPolicy;

/** Amazon for a seller: SP-API as of the models of 2026, and the seller's own queue. */
public final class AmazonChannel implements SandboxChannel {

    private final World world;
    private final Map<Shop, AmazonShop> accounts = new IdentityHashMap<>();
    private final KeptByShop keptMessages;
    private final KeptByShop keptTokens;
    private final AmazonLife life;
    private final AmazonStaff staff;
    private final TokenGate gate;
    private final TokenEndpoint lwa;
    private final ShipmentConfirmation confirmation;
    private final ListingPatch listings;
    private final RestApi<AmazonRoute> api = new RestApi<>(AmazonRoute.values(), this::unknown, this::answer);

    public AmazonChannel(World world) {
        this.world = world;
        this.life = new AmazonLife(world, shop -> account(shop).queue());
        this.staff = new AmazonStaff(world, life);
        this.gate = new TokenGate(world.state(), "x-amz-access-token", AmazonChannel::denied);
        this.lwa = new TokenEndpoint(world.violations());
        this.confirmation = new ShipmentConfirmation(world, life);
        this.listings = new ListingPatch(world);
        this.keptMessages = new KeptByShop(world.journal(), "sqs");
        this.keptTokens = new KeptByShop(world.journal(), "lwa");
    }

    private synchronized AmazonShop account(Shop shop) {
        return accounts.computeIfAbsent(shop, fresh -> new AmazonShop(fresh, world, keptTokens, keptMessages));
    }

    @Override
    public String name() {
        return "amazon";
    }

    @Override
    public void open(Shop shop, JsonNode wanted) {
        String number = Long.toString(world.ids().next() * 1_000_003, 36).toUpperCase(java.util.Locale.ROOT);
        shop.secrets.putIfAbsent("client-id", "amzn1.application-oa2-client." + number);
        shop.secrets.putIfAbsent("client-secret", "amzn1.oa2-cs.v1." + number);
        shop.secrets.putIfAbsent("refresh-token", "Atzr|" + number);
        shop.secrets.putIfAbsent("aws-access-key-id", "AKIASANDBOX" + number);
        shop.secrets.putIfAbsent("aws-secret-access-key", "sandbox/" + number + "/secret");
        keep(shop.extra, "sellerId", "A" + String.format("%13s", number).replace(' ', '0'));
        keep(shop.extra, "marketplaceId", wanted.path("marketplaceId").asText(Marketplaces.US));
        for (Listing listing : shop.listings) {
            if (!listing.extra.has("asin")) {
                listing.extra.put(
                        "asin",
                        "B0"
                                + String.format("%8s", Long.toString(world.ids().next() * 7_919, 36))
                                        .replace(' ', '0')
                                        .toUpperCase(java.util.Locale.ROOT));
                ListingAttributes.open(listing, "PRODUCT");
            }
        }
    }

    private static void keep(ObjectNode node, String field, String value) {
        if (!node.has(field)) {
            node.put(field, value);
        }
    }

    @Override
    public void resume(Shop shop) {
        account(shop);
        listings.resume(shop);
        shop.orders().values().forEach(order -> life.resume(shop, order));
    }

    @Override
    public ObjectNode reference(Shop shop, Listing listing) {
        ObjectNode node = SandboxJson.object().put("channelSku", listing.sku);
        node.putObject("reference")
                .put("asin", listing.extra.path("asin").asText())
                .put("productType", listing.extra.path("productType").asText());
        return node;
    }

    @Override
    public ObjectNode settings(Shop shop) {
        return AmazonQueue.settings()
                .put("sellerId", AmazonShop.sellerId(shop))
                .put("marketplaceId", AmazonShop.marketplaceId(shop));
    }

    @Override
    public void place(Shop shop, SandboxOrder order, JsonNode knobs) {
        life.place(shop, order, knobs);
    }

    @Override
    public void pay(Shop shop, SandboxOrder order) {
        life.pay(shop, order);
    }

    /** {@code {"by":"channel"}} cancels at once; a buyer can only ask once the order is paid. */
    @Override
    public boolean cancel(Shop shop, SandboxOrder order, JsonNode how) {
        return life.cancel(shop, order, how);
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
        account(shop).queue().announce(order, OrderChange.Change.status("NewOrder"));
    }

    @Override
    public boolean told(SandboxOrder order) {
        AmazonOrder seen = AmazonOrder.of(order, "");
        return seen.amazonFulfils()
                || seen.status().equals("SHIPPED")
                || seen.status().equals("CANCELLED");
    }

    @Override
    public String operation(Shop shop, Call call) {
        if (isQueue(call)) {
            String operation = SqsProtocol.operation(call.header("x-amz-target"));
            return operation.isEmpty() ? "unknown" : operation;
        }
        return api.operation(call);
    }

    private static boolean isQueue(Call call) {
        return call.path().startsWith("/sqs");
    }

    @Override
    public Answer serve(Shop shop, Call call) {
        if (isQueue(call)) {
            return account(shop).queue().serve(call);
        }
        return api.serve(shop, call);
    }

    private static AmazonRefusal denied(AccessTokens.Standing standing) {
        return new AmazonRefusal(
                403,
                "Unauthorized",
                switch (standing) {
                    case EXPIRED -> "The access token you provided has expired.";
                    case MISSING -> "Access token is missing in the request header.";
                    default -> "The access token you provided is revoked, malformed or invalid.";
                });
    }

    private AmazonRefusal unknown(Shop shop, Call call) {
        if (call.path().startsWith("/orders/v0/") && call.method().equals("GET")) {
            world.violations()
                    .add(
                            shop,
                            "",
                            "deprecated-operation",
                            call.path() + " is a read of Orders v0, which ends on 27 March 2027; read with 2026-01-01");
        }
        return AmazonRefusal.notFound("The specified resource does not exist.");
    }

    /** Every operation but the token's wants a good token, a User-Agent, and a token left in its bucket. */
    private Answer answer(Shop shop, Call call, AmazonRoute route, List<String> variables) {
        if (route == AmazonRoute.TOKEN) {
            return lwa.answer(shop, account(shop).tokens(), call);
        }
        gate.check(shop, account(shop).tokens(), route.operation(), call);
        if (call.header("user-agent") == null || call.header("user-agent").isBlank()) {
            throw AmazonRefusal.invalid("The header User-Agent is required");
        }
        account(shop).spend(route);
        return allowed(shop, call, route, variables).with("x-amzn-RateLimit-Limit", String.valueOf(route.rate()));
    }

    private Answer allowed(Shop shop, Call call, AmazonRoute route, List<String> variables) {
        return switch (route) {
            case GET_ORDER -> getOrder(shop, variables.get(0), call);
            case SEARCH_ORDERS -> OrderSearch.answer(shop, call, world.clock());
            case CONFIRM_SHIPMENT -> confirmation.answer(shop, order(shop, variables.get(0)), call);
            case PATCH_LISTING -> listings.answer(shop, variables.get(0), variables.get(1), call);
            case GET_LISTING -> getListing(shop, variables.get(1));
            case TOKEN -> throw new IllegalStateException("the token endpoint is served before the gate");
        };
    }

    private Answer getOrder(Shop shop, String id, Call call) {
        AmazonOrder order = AmazonOrder.of(order(shop, id), AmazonShop.marketplaceId(shop));
        return AmazonAnswers.json(
                200,
                SandboxJson.object()
                        .set(
                                "order",
                                OrderDocument.of(
                                        order,
                                        OrderBlock.parse(Parameters.words(call, "includedData")),
                                        world.clock().now())));
    }

    private static Answer getListing(Shop shop, String sku) {
        Listing listing = shop.listing(sku).orElseThrow(() -> AmazonRefusal.notFound("SKU '" + sku + "' not found"));
        return AmazonAnswers.json(
                200, SandboxJson.object().put("sku", sku).set("attributes", ListingAttributes.show(listing)));
    }

    private static SandboxOrder order(Shop shop, String id) {
        SandboxOrder order = shop.orders().get(id);
        if (order == null) {
            throw AmazonRefusal.notFound("The order " + id + " does not exist.");
        }
        return order;
    }

    @Override
    public Answer throttled(Shop shop, Call call) {
        if (isQueue(call)) {
            return SqsProtocol.throttled();
        }
        return AmazonRefusal.overQuota().answer();
    }

    @Override
    public Optional<WebhookPolicy> webhooks() {
        return Optional.empty();
    }

    @Override
    public Message render(Shop shop, SandboxOrder order, String topic, String webhookId) {
        throw new IllegalStateException("Amazon sends no webhooks; its notifications wait in a queue");
    }
}
