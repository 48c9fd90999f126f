package org.caravanserai.testbed.sandbox.shopify;

import graphql.language.StringValue;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Which field comes from where. The shop of a call is its local context. */
final class Resolvers {

    private final World world;
    private final FulfilmentCreate create;
    private final InventorySet inventory;
    private final Cancellations cancellations;
    private final RefundCreate refunds;
    private final Subscriptions subscriptions;
    private final BiConsumer<Shop, SandboxOrder> touched;

    /** @param touched saves and announces an order the hub changed */
    Resolvers(
            World world,
            Cancellations cancellations,
            Subscriptions subscriptions,
            BiConsumer<Shop, SandboxOrder> touched) {
        this.world = world;
        this.create = new FulfilmentCreate(world);
        this.inventory = new InventorySet(world);
        this.cancellations = cancellations;
        this.refunds = new RefundCreate(world, touched);
        this.subscriptions = subscriptions;
        this.touched = touched;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "QueryRoot",
                t -> t.dataFetcher("order", this::order)
                        .dataFetcher("orders", this::orders)
                        .dataFetcher("fulfillmentOrder", e -> within(e, "FulfillmentOrder", "fulfillmentOrders"))
                        .dataFetcher("fulfillment", e -> within(e, "Fulfillment", "fulfillments"))
                        .dataFetcher("refund", e -> within(e, "Refund", "refunds"))
                        .dataFetcher(
                                "inventoryItem", e -> listing(e, "InventoryItem", "inventoryItemId", StockView::item))
                        .dataFetcher(
                                "productVariant", e -> listing(e, "ProductVariant", "variantId", StockView::variant))
                        .dataFetcher("inventoryItems", e -> listings(e, StockView::item))
                        .dataFetcher("productVariants", e -> listings(e, StockView::variant))
                        .dataFetcher("location", this::location)
                        .dataFetcher("locations", this::locations)
                        .dataFetcher("job", e -> cancellations.job(shop(e), Gid.id("Job", e.getArgument("id"))))
                        .dataFetcher("webhookSubscriptions", e -> subscriptions.list(shop(e), e))
                        .dataFetcher("shop", this::about));
        wiring.type(
                "Mutation",
                t -> t.dataFetcher("fulfillmentCreate", this::fulfil)
                        .dataFetcher("fulfillmentTrackingInfoUpdate", this::track)
                        .dataFetcher(
                                "inventorySetQuantities", e -> inventory.apply(shop(e), e.getArgument("input"), key(e)))
                        .dataFetcher("webhookSubscriptionCreate", e -> subscriptions.create(shop(e), e))
                        .dataFetcher("webhookSubscriptionDelete", e -> subscriptions.delete(shop(e), e))
                        .dataFetcher("refundCreate", e -> refunds.create(shop(e), e.getArgument("input"), key(e)))
                        .dataFetcher("orderCancel", e -> cancellations.start(shop(e), e.getArguments())));
        wiring.type("InventoryLevel", t -> t.dataFetcher("quantities", this::quantities));
        wiring.type("InventoryItem", t -> t.dataFetcher("inventoryLevel", this::level));
    }

    /** Fields ending in a connection page through the plain list of that name; all others read the map. */
    static DataFetcher<Object> plain(String field, boolean connection) {
        DataFetcher<Object> read = PropertyDataFetcher.fetching(field);
        return !connection
                ? read
                : environment -> {
                    List<?> nodes = (List<?>) read.get(environment);
                    List<String> keys = new ArrayList<>();
                    for (int i = 0; i < nodes.size(); i++) {
                        keys.add(String.format(java.util.Locale.ROOT, "%09d", i));
                    }
                    return Page.of(nodes, keys, false, environment.getArguments());
                };
    }

    static boolean isConnection(graphql.schema.GraphQLOutputType type) {
        return GraphQLTypeUtil.simplePrint(GraphQLTypeUtil.unwrapAll(type)).endsWith("Connection");
    }

    private static Shop shop(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get(Shop.class);
    }

    private Map<String, Object> view(Shop shop, SandboxOrder order) {
        return new OrderView(shop, order, world.clock().now()).map();
    }

    private Object order(DataFetchingEnvironment e) {
        return shop(e).order(Gid.id("Order", e.getArgument("id")))
                .map(order -> view(shop(e), order))
                .orElse(null);
    }

    private Object orders(DataFetchingEnvironment e) {
        Shop shop = shop(e);
        OrderSearch search = new OrderSearch(e.getArgument("query"));
        search.ignored()
                .forEach(term -> world.violations()
                        .add(
                                shop,
                                "",
                                "search-term-ignored",
                                "orders(query:) with '" + term
                                        + "': Shopify ignores what it does not know, so the answer holds too much"));
        String sort = String.valueOf((Object) e.getArgument("sortKey"));
        Function<SandboxOrder, String> key = switch (sort) {
            case "UPDATED_AT" -> o -> OrderFacts.utc(o.updatedAt) + "|" + o.id;
            case "ID" -> o -> o.id;
            default -> o -> OrderFacts.utc(o.placedAt) + "|" + o.id;
        };
        Comparator<SandboxOrder> by = Comparator.comparing(key);
        List<SandboxOrder> found = shop.shown()
                .filter(search::matches)
                .sorted(Boolean.TRUE.equals(e.getArgument("reverse")) ? by.reversed() : by)
                .toList();
        return Page.of(
                found.stream().map(o -> view(shop, o)).toList(),
                found.stream().map(key).toList(),
                Boolean.TRUE.equals(e.getArgument("reverse")),
                e.getArguments());
    }

    @SuppressWarnings("unchecked")
    private Object within(DataFetchingEnvironment e, String type, String list) {
        Gid.id(type, e.getArgument("id"));
        return shop(e).shown()
                .map(o -> view(shop(e), o))
                .flatMap(o -> ((List<Map<String, Object>>) o.get(list)).stream())
                .filter(n -> n.get("id").equals(e.getArgument("id")))
                .findFirst()
                .orElse(null);
    }

    private interface Show {
        Map<String, Object> of(Shop shop, Listing listing);
    }

    private Object listing(DataFetchingEnvironment e, String type, String idField, Show show) {
        String id = Gid.id(type, e.getArgument("id"));
        return shop(e).listings.stream()
                .filter(l -> l.extra.path(idField).asText().equals(id))
                .findFirst()
                .map(l -> show.of(shop(e), l))
                .orElse(null);
    }

    private Object listings(DataFetchingEnvironment e, Show show) {
        SkuSearch search = new SkuSearch(e.getArgument("query"));
        List<Listing> found =
                shop(e).listings.stream().filter(l -> search.matches(l.sku)).toList();
        return Page.of(
                found.stream().map(l -> show.of(shop(e), l)).toList(),
                found.stream().map(l -> l.extra.path("variantId").asText()).toList(),
                false,
                e.getArguments());
    }

    private Object location(DataFetchingEnvironment e) {
        return e.getArgument("id") == null
                ? null
                : StockView.location(shop(e), Gid.id("Location", e.getArgument("id")));
    }

    private Object locations(DataFetchingEnvironment e) {
        List<String> ids = new ArrayList<>();
        shop(e).extra.path("locations").forEach(id -> ids.add(id.asText()));
        return Page.of(ids.stream().map(id -> StockView.location(shop(e), id)).toList(), ids, false, e.getArguments());
    }

    private Object about(DataFetchingEnvironment e) {
        Shop shop = shop(e);
        return Map.of(
                "id",
                Gid.of("Shop", 1),
                "name",
                shop.name,
                "myshopifyDomain",
                ShopifyShop.domain(shop),
                "currencyCode",
                shop.currency,
                "ianaTimezone",
                "America/New_York",
                "timezoneOffset",
                ShopifyShop.offset(shop).replace(":", ""));
    }

    private Object fulfil(DataFetchingEnvironment e) {
        Shop shop = shop(e);
        FulfilmentCreate.Outcome outcome = create.apply(shop, e.getArgument("fulfillment"));
        if (outcome.error() != null) {
            return payload(null, outcome.field(), outcome.error());
        }
        touched.accept(shop, outcome.order());
        return payload(fulfilment(shop, outcome.order(), outcome.parcel()), null, null);
    }

    @SuppressWarnings("unchecked")
    private Object fulfilment(Shop shop, SandboxOrder order, Fulfilment parcel) {
        String id = Gid.of("Fulfillment", parcel.id);
        return ((List<Map<String, Object>>) view(shop, order).get("fulfillments"))
                .stream().filter(n -> n.get("id").equals(id)).findFirst().orElseThrow();
    }

    private Object track(DataFetchingEnvironment e) {
        Shop shop = shop(e);
        String id = Gid.id("Fulfillment", e.getArgument("fulfillmentId"));
        Map<String, Object> tracking = Objects.requireNonNull(e.getArgument("trackingInfoInput"));
        for (SandboxOrder order : shop.orders().values()) {
            for (Fulfilment parcel : order.fulfilments) {
                if (parcel.id.equals(id)) {
                    parcel.tracking = (String) tracking.getOrDefault("number", parcel.tracking);
                    parcel.carrier = (String) tracking.getOrDefault("company", parcel.carrier);
                    parcel.url = (String) tracking.getOrDefault("url", parcel.url);
                    touched.accept(shop, order);
                    return payload(fulfilment(shop, order, parcel), null, null);
                }
            }
        }
        return payload(null, List.of("fulfillmentId"), "Fulfillment does not exist.");
    }

    private static Map<String, Object> payload(Object fulfilment, List<String> field, String error) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("fulfillment", fulfilment);
        payload.put("userErrors", error == null ? List.of() : List.of(Map.of("field", field, "message", error)));
        return payload;
    }

    private static String key(DataFetchingEnvironment e) {
        var directives = e.getQueryDirectives().getImmediateAppliedDirective("idempotent");
        if (directives.isEmpty()) {
            return null;
        }
        Object value = directives.get(0).getArgument("key").getValue();
        return value instanceof StringValue text ? text.getValue() : (String) value;
    }

    private Object quantities(DataFetchingEnvironment e) {
        Map<String, Object> level = Objects.requireNonNull(e.getSource());
        List<String> names = Objects.requireNonNull(e.getArgument("names"));
        return names.stream()
                .filter(level::containsKey)
                .map(name -> Map.of(
                        "id",
                        Gid.of("InventoryQuantity", level.get("id") + "&name=" + name),
                        "name",
                        name,
                        "quantity",
                        level.get(name)))
                .toList();
    }

    private Object level(DataFetchingEnvironment e) {
        Map<String, Object> item = Objects.requireNonNull(e.getSource());
        return ((List<?>) item.get("inventoryLevels"))
                .stream()
                        .filter(l -> ((Map<?, ?>) ((Map<?, ?>) l).get("location"))
                                .get("id")
                                .equals(e.getArgument("locationId")))
                        .findFirst()
                        .orElse(null);
    }
}
