package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Delivery;
import org.caravanserai.testbed.sandbox.webhook.SubscriptionList;

/**
 * The app's webhook subscriptions, made by the Admin API and kept in the shop's {@code extra.subscriptions}. A delivery that
 * failed with all its retries ends the subscription, and nobody is told.
 */
final class Subscriptions {

    private static final List<String> OF_A_NEW_SHOP =
            List.of("orders/create", "orders/updated", "orders/paid", "orders/cancelled", "orders/edited");

    private final World world;
    private final SubscriptionList subscriptions;

    Subscriptions(World world) {
        this.world = world;
        this.subscriptions = new SubscriptionList(
                world.state(),
                "subscriptions",
                shop -> world.deliverer().address(shop).toString());
    }

    void open(Shop shop) {
        if (!subscriptions.there(shop)) {
            OF_A_NEW_SHOP.forEach(topic -> add(shop, word(topic), subscriptions.hub(shop)));
        }
    }

    private JsonNode add(Shop shop, String topic, String uri) {
        String now = OrderFacts.utc(world.clock().now());
        return subscriptions
                .add(shop)
                .put("id", Gid.of("WebhookSubscription", ShopifyIds.next(world)))
                .put("topic", topic)
                .put("uri", uri)
                .put("format", "JSON")
                .put("createdAt", now)
                .put("updatedAt", now);
    }

    /** Shopify's enum word for a topic: {@code orders/create} is {@code ORDERS_CREATE}. */
    private static String word(String topic) {
        return topic.replace('/', '_').toUpperCase(Locale.ROOT);
    }

    /** Whether the hub hears of the topic. */
    boolean there(Shop shop, String topic) {
        return subscriptions.all(shop).stream().anyMatch(one -> is(one, word(topic), subscriptions.hub(shop)));
    }

    private static boolean is(JsonNode one, String topic, String uri) {
        return one.path("topic").asText().equals(topic)
                && one.path("uri").asText().equals(uri);
    }

    /** A delivery was given up: its subscription is gone. */
    void givenUp(Shop shop, Delivery delivery) {
        subscriptions.remove(shop, one -> is(one, word(delivery.topic), subscriptions.hub(shop)));
    }

    Object list(Shop shop, DataFetchingEnvironment e) {
        List<?> topics = e.getArgument("topics");
        String uri = e.getArgument("uri");
        List<Map<String, Object>> found = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (JsonNode one : subscriptions.all(shop)) {
            if ((topics == null || topics.contains(one.path("topic").asText()))
                    && (uri == null || uri.equals(one.path("uri").asText()))) {
                found.add(view(one));
                keys.add(one.path("id").asText());
            }
        }
        return Page.of(found, keys, false, e.getArguments());
    }

    private static Map<String, Object> view(JsonNode one) {
        Map<String, Object> view = new HashMap<>();
        one.properties()
                .forEach(field -> view.put(field.getKey(), field.getValue().asText()));
        return view;
    }

    Object create(Shop shop, DataFetchingEnvironment e) {
        String topic = String.valueOf((Object) e.getArgument("topic"));
        Map<String, Object> input = Objects.requireNonNull(e.getArgument("webhookSubscription"));
        String uri = String.valueOf(input.getOrDefault("uri", ""));
        if (!uri.matches("https://.+|http://127\\.0\\.0\\.1[:/].*")) {
            return payload(null, "Address is invalid");
        }
        if (subscriptions.all(shop).stream().anyMatch(one -> is(one, topic, uri))) {
            return payload(null, "Address for this topic has already been taken");
        }
        subscriptions.judgeAddress(shop, uri);
        JsonNode made = add(shop, topic, uri);
        world.shops().save(shop);
        return payload(view(made), null);
    }

    private static Map<String, Object> payload(Object subscription, String error) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("webhookSubscription", subscription);
        payload.put(
                "userErrors",
                error == null
                        ? List.of()
                        : List.of(Map.of("field", List.of("webhookSubscription", "callbackUrl"), "message", error)));
        return payload;
    }

    Object delete(Shop shop, DataFetchingEnvironment e) {
        String id = e.getArgument("id");
        Gid.id("WebhookSubscription", id);
        Map<String, Object> payload = new HashMap<>();
        boolean removed =
                subscriptions.remove(shop, one -> one.path("id").asText().equals(id));
        payload.put("deletedWebhookSubscriptionId", removed ? id : null);
        payload.put(
                "userErrors",
                removed
                        ? List.of()
                        : List.of(Map.of("field", List.of("id"), "message", "Webhook subscription does not exist")));
        return payload;
    }
}
