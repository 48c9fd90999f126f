package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.testbed.sandbox.base.Digests;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Delivery;
import org.caravanserai.testbed.sandbox.webhook.Message;
import org.caravanserai.testbed.sandbox.webhook.Signing;
import org.caravanserai.testbed.sandbox.webhook.SubscriptionList;
import org.caravanserai.testbed.sandbox.webhook.WebhookPolicy;

/**
 * The store's webhooks: one per topic, kept in the shop's {@code extra.webhooks}. What is still queued for an order is not
 * queued again; nothing is repeated; after too many failures in a row a webhook turns itself off and tells nobody.
 */
final class WooWebhooks {

    /** As the store's code has it: any status from 200 to 302 is success, 60 s to answer, no retry. */
    static final WebhookPolicy POLICY = new WebhookPolicy(
            Duration.ofSeconds(60), Duration.ofSeconds(60), List.of(), 200, 302, true, "X-WC-Webhook-Signature");
    /** A failure that comes with the counter above this disables the webhook: the seventh in a row. */
    private static final int FAILURES_BORNE = 5;

    private static final List<String> KNOWN =
            List.of("order.created", "order.updated", "order.deleted", "order.restored");
    private static final List<String> TOPICS = List.of("order.created", "order.updated", "order.deleted");

    private final World world;
    private final SubscriptionList subscriptions;
    private final Map<String, Delivery> queued = new ConcurrentHashMap<>();

    WooWebhooks(World world) {
        this.world = world;
        this.subscriptions = new SubscriptionList(
                world.state(),
                "webhooks",
                shop -> world.deliverer().address(shop).toString());
    }

    static String home(Shop shop) {
        return "https://" + shop.name + ".example";
    }

    void open(Shop shop) {
        if (subscriptions.there(shop)) {
            return;
        }
        for (String topic : TOPICS) {
            add(shop, "Hub " + topic, topic, subscriptions.hub(shop));
        }
    }

    private ObjectNode add(Shop shop, String name, String topic, String url) {
        String[] words = topic.split("\\.");
        return subscriptions
                .add(shop)
                .put("id", world.ids().next())
                .put("name", name)
                .put("status", "active")
                .put("topic", topic)
                .put("resource", words[0])
                .put("event", words[1])
                .put("delivery_url", url)
                .put("failures", 0);
    }

    /** Queues a delivery unless one is waiting or no webhook to the hub is on. */
    void announce(Shop shop, SandboxOrder order, String topic) {
        String key = shop.key() + "/" + order.id + "/" + topic;
        Optional<ObjectNode> webhook = subscriptions
                .find(shop, "topic", topic)
                .filter(one -> one.path("status").asText().equals("active"));
        if (webhook.isPresent() && !waiting(queued.get(key))) {
            queued.put(
                    key,
                    world.deliverer()
                            .send(shop, order, topic, webhook.get().path("id").asText()));
        }
    }

    /** Whether the delivery has not been built yet, so that it will show what changes now. */
    private static boolean waiting(Delivery delivery) {
        return delivery != null && !delivery.done && !delivery.lost && delivery.body == null;
    }

    /** Builds the delivery from the order as it is now. */
    Message render(Shop shop, SandboxOrder order, String topic, String webhookId) {
        queued.remove(shop.key() + "/" + order.id + "/" + topic);
        byte[] body = SandboxJson.bytes(
                topic.equals("order.deleted")
                        ? SandboxJson.object().put("id", Long.parseLong(order.id))
                        : WooOrderDocument.of(order));
        String[] words = topic.split("\\.");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "WooCommerce/10.4.3 Hookshot (WordPress/6.8.3)");
        headers.put("X-WC-Webhook-Source", home(shop) + "/");
        headers.put("X-WC-Webhook-Topic", topic);
        headers.put("X-WC-Webhook-Resource", words[0]);
        headers.put("X-WC-Webhook-Event", words[1]);
        headers.put("X-WC-Webhook-Signature", Signing.base64(decoded(shop.secret("webhook")), body));
        headers.put("X-WC-Webhook-ID", webhookId);
        headers.put(
                "X-WC-Webhook-Delivery-ID", deliveryId(webhookId, world.clock().now()));
        return new Message(headers, body);
    }

    /** Made of webhook and second: two deliveries within one second have the same id. */
    static String deliveryId(String webhookId, Instant at) {
        return Digests.md5(webhookId + at.getEpochSecond());
    }

    /** The key is the secret with its HTML entities resolved. */
    static String decoded(String secret) {
        return secret.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#039;", "'")
                .replace("&amp;", "&");
    }

    /** Greets the hub as saving the shop's first webhook does. */
    void ping(Shop shop) {
        subscriptions
                .find(shop, "topic", "order.created")
                .ifPresent(webhook -> ping(shop, webhook.path("id").asText()));
    }

    /** Saving a webhook pings its address: a form, no X-WC headers, no signature. */
    private void ping(Shop shop, String id) {
        world.deliverer()
                .greet(
                        shop,
                        "ping",
                        id,
                        new Message(
                                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                                ("webhook_id=" + id).getBytes(StandardCharsets.UTF_8)));
    }

    /** Counts failures in a row. */
    void delivered(Shop shop, Delivery delivery, int status) {
        if (delivery.orderId.isEmpty() || delivery.forged != null) {
            return;
        }
        Optional<ObjectNode> found = subscriptions.find(shop, "id", delivery.webhookId);
        if (found.isEmpty()) {
            return;
        }
        ObjectNode webhook = found.get();
        int failures = webhook.path("failures").asInt();
        if (POLICY.success(status)) {
            if (failures == 0) {
                return;
            }
            webhook.put("failures", 0);
        } else if (failures > FAILURES_BORNE) {
            webhook.put("status", "disabled");
        } else {
            webhook.put("failures", failures + 1);
        }
        world.shops().save(shop);
    }

    Answer list(Shop shop, Call call) {
        return Paging.of(call).answer(call, home(shop), subscriptions.all(shop), WooWebhooks::document);
    }

    Answer read(Shop shop, String id) {
        return Answer.json(200, document(byId(shop, id)));
    }

    /** A webhook of an order's topic that goes to the hub; others are nothing a hub should make. */
    Answer create(Shop shop, Call call) {
        JsonNode body = WooBody.of(call);
        String topic = body.path("topic").asText("");
        if (!KNOWN.contains(topic)) {
            throw WooError.parameter("topic", "Webhook topic must be valid.");
        }
        String url = body.path("delivery_url").asText("");
        if (!url.matches("https?://.+")) {
            throw WooError.parameter(
                    "delivery_url", "Webhook delivery URL must be a valid URL starting with http:// or https://.");
        }
        subscriptions.judgeAddress(shop, url);
        if (body.path("secret").asText("").isEmpty()) {
            world.violations()
                    .add(
                            shop,
                            "",
                            "webhook-without-secret",
                            "a webhook without secret is signed with one that nobody knows");
        }
        keep(shop, body);
        ObjectNode webhook = add(shop, body.path("name").asText("Webhook created"), topic, url);
        webhook.put("status", status(body, "active"));
        world.shops().save(shop);
        ping(shop, webhook.path("id").asText());
        return Answer.json(201, document(webhook));
    }

    /** Only for good: a webhook has no trash. */
    Answer delete(Shop shop, String id, Call call) {
        ObjectNode webhook = byId(shop, id);
        if (!"true".equals(call.parameter("force"))) {
            throw new WooError(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
        }
        subscriptions.remove(shop, one -> one == webhook);
        return Answer.json(200, document(webhook));
    }

    private static String status(JsonNode body, String otherwise) {
        String status = body.path("status").asText(otherwise);
        if (!List.of("active", "paused", "disabled").contains(status)) {
            throw WooError.parameter("status", "is not one of active, paused, disabled");
        }
        return status;
    }

    private static void keep(Shop shop, JsonNode body) {
        if (body.hasNonNull("secret")) {
            shop.secrets.put("webhook", body.path("secret").asText());
        }
    }

    Answer update(Shop shop, String id, Call call) {
        JsonNode body = WooBody.of(call);
        ObjectNode webhook = byId(shop, id);
        String status = status(body, webhook.path("status").asText());
        webhook.put("status", status).put("failures", 0);
        keep(shop, body);
        world.shops().save(shop);
        if (status.equals("active")) {
            ping(shop, id);
        }
        return Answer.json(200, document(webhook));
    }

    private static ObjectNode document(JsonNode webhook) {
        ObjectNode shown = webhook.deepCopy();
        shown.remove("failures");
        shown.putArray("hooks").add("woocommerce_new_order");
        return shown;
    }

    private ObjectNode byId(Shop shop, String id) {
        return subscriptions
                .find(shop, "id", id)
                .orElseThrow(() -> new WooError(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID."));
    }
}
