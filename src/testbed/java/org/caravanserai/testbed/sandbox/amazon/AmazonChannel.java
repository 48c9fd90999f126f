package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.amazon.sqs.SqsProtocol;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Message;
import org.caravanserai.testbed.sandbox.webhook.WebhookPolicy;

import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Amazon for a seller: SP-API as of the models of 2026, and the seller's own queue. */
public final class AmazonChannel implements SandboxChannel {

    private final World world;
    private final Map<Shop, AmazonShop> accounts = new IdentityHashMap<>();
    private final Map<String, JsonNode> keptMessages = new LinkedHashMap<>();
    private final Map<String, Instant> keptTokens = new LinkedHashMap<>();
    private final AmazonLife life;
    private final AmazonGate gate;
    private final LwaEndpoint lwa;
    private final ShipmentConfirmation confirmation;
    private final ListingPatch listings;

    public AmazonChannel(World world) {
        this.world = world;
        this.life = new AmazonLife(world, shop -> account(shop).queue());
        this.gate = new AmazonGate(world);
        this.lwa = new LwaEndpoint(world);
        this.confirmation = new ShipmentConfirmation(world, life);
        this.listings = new ListingPatch(world);
        world.journal().replay("sqs", keptMessages::put);
        world.journal().replay("lwa", (id, node) -> keptTokens.put(id, Instant.parse(node.asText())));
    }

    private synchronized AmazonShop account(Shop shop) {
        return accounts.computeIfAbsent(shop, fresh -> new AmazonShop(fresh, world));
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
                listing.extra.put("asin", "B0" + String.format("%8s", Long.toString(world.ids().next() * 7_919, 36))
                        .replace(' ', '0').toUpperCase(java.util.Locale.ROOT));
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
        AmazonShop account = account(shop);
        String prefix = shop.key() + "/";
        keptMessages.forEach((id, kept) -> {
            if (id.startsWith(prefix)) {
                account.queue().restore(id.substring(prefix.length()), kept);
            }
        });
        keptTokens.forEach((id, until) -> {
            if (id.startsWith(prefix)) {
                account.tokens().restore(id.substring(prefix.length()), until);
            }
        });
        listings.resume(shop);
        shop.orders().values().forEach(order -> life.resume(shop, order));
    }

    @Override
    public ObjectNode reference(Shop shop, Listing listing) {
        ObjectNode node = SandboxJson.object().put("channelSku", listing.sku);
        node.putObject("reference").put("asin", listing.extra.path("asin").asText())
                .put("productType", listing.extra.path("productType").asText());
        return node;
    }

    @Override
    public ObjectNode settings(Shop shop) {
        return AmazonQueue.settings().put("sellerId", AmazonShop.sellerId(shop)).put("marketplaceId", AmazonShop.marketplaceId(shop));
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
    public void announceAgain(Shop shop, SandboxOrder order) {
        account(shop).queue().announce(order, OrderChange.Change.status("NewOrder"));
    }

    @Override
    public boolean told(SandboxOrder order) {
        AmazonOrder seen = AmazonOrder.of(order, "");
        return seen.amazonFulfils() || seen.status().equals("SHIPPED") || seen.status().equals("CANCELLED");
    }

    @Override
    public String operation(Shop shop, Call call) {
        if (isQueue(call)) {
            String operation = SqsProtocol.operation(call.header("x-amz-target"));
            return operation.isEmpty() ? "unknown" : operation;
        }
        return AmazonRoute.match(call).map(match -> match.route().operation()).orElse("unknown");
    }

    private static boolean isQueue(Call call) {
        return call.path().startsWith("/sqs");
    }

    @Override
    public Answer serve(Shop shop, Call call) {
        if (isQueue(call)) {
            return account(shop).queue().serve(call);
        }
        try {
            AmazonRoute.Match match = AmazonRoute.match(call).orElseThrow(() -> unknown(shop, call));
            if (match.route() == AmazonRoute.TOKEN) {
                return lwa.answer(account(shop), call);
            }
            gate.check(account(shop), match.route(), call);
            return answer(shop, call, match.route(), match.variables()).with("x-amzn-RateLimit-Limit",
                    String.valueOf(match.route().rate()));
        } catch (AmazonRefusal refusal) {
            return AmazonAnswers.refused(refusal);
        }
    }

    private AmazonRefusal unknown(Shop shop, Call call) {
        if (call.path().startsWith("/orders/v0/") && call.method().equals("GET")) {
            world.violations().add(shop, "", "deprecated-operation", call.path()
                    + " is a read of Orders v0, which ends on 27 March 2027; read with 2026-01-01");
        }
        return AmazonRefusal.notFound("The specified resource does not exist.");
    }

    private Answer answer(Shop shop, Call call, AmazonRoute route, List<String> variables) {
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
        List<String> wanted = call.query().getOrDefault("includedData", List.of());
        AmazonOrder order = AmazonOrder.of(order(shop, id), AmazonShop.marketplaceId(shop));
        return AmazonAnswers.json(200, SandboxJson.object().set("order",
                OrderDocument.of(order, OrderBlock.parse(String.join(",", wanted)), world.clock().now())));
    }

    private static Answer getListing(Shop shop, String sku) {
        Listing listing = shop.listing(sku).orElseThrow(() -> AmazonRefusal.notFound("SKU '" + sku + "' not found"));
        return AmazonAnswers.json(200, SandboxJson.object().put("sku", sku).set("attributes", ListingAttributes.show(listing)));
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
            return AmazonQueue.throttled();
        }
        return AmazonAnswers.error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
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
