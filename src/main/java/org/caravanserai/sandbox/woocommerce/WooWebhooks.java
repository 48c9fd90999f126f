package org.caravanserai.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.sandbox.SandboxJson;
import org.caravanserai.sandbox.World;
import org.caravanserai.sandbox.http.Answer;
import org.caravanserai.sandbox.http.Call;
import org.caravanserai.sandbox.state.SandboxOrder;
import org.caravanserai.sandbox.state.Shop;
import org.caravanserai.sandbox.webhook.Delivery;
import org.caravanserai.sandbox.webhook.Message;
import org.caravanserai.sandbox.webhook.Signing;
import org.caravanserai.sandbox.webhook.WebhookPolicy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The store's webhooks: one per topic, kept in the shop's {@code extra.webhooks}. What is still queued for an order is not
 * queued again; nothing is repeated; after too many failures in a row a webhook turns itself off and tells nobody.
 */
final class WooWebhooks {

    /** As the store's code has it: any status from 200 to 302 is success, 60 s to answer, no retry. */
    static final WebhookPolicy POLICY = new WebhookPolicy(Duration.ofSeconds(60), Duration.ofSeconds(60), List.of(), 200, 302,
            true, "X-WC-Webhook-Signature");
    /** A failure that comes with the counter above this disables the webhook: the seventh in a row. */
    private static final int FAILURES_BORNE = 5;
    private static final List<String> TOPICS = List.of("order.created", "order.updated", "order.deleted");

    private final World world;
    private final Map<String, Delivery> queued = new ConcurrentHashMap<>();

    WooWebhooks(World world) {
        this.world = world;
    }

    static String home(Shop shop) {
        return "https://" + shop.name + ".example";
    }

    void open(Shop shop) {
        if (shop.extra.has("webhooks")) {
            return;
        }
        for (String topic : TOPICS) {
            String[] words = topic.split("\\.");
            shop.extra.withArray("webhooks").addObject().put("id", world.ids().next()).put("name", "Hub " + topic)
                    .put("status", "active").put("topic", topic).put("resource", words[0]).put("event", words[1])
                    .put("delivery_url", "the hub's webhook address for " + shop.name).put("failures", 0);
        }
    }

    /** Queues a delivery unless one is waiting or the webhook is off. */
    void announce(Shop shop, SandboxOrder order, String topic) {
        ObjectNode webhook = byTopic(shop, topic);
        String key = shop.key() + "/" + order.id + "/" + topic;
        if (webhook.path("status").asText().equals("active") && !waiting(queued.get(key))) {
            queued.put(key, world.deliverer().send(shop, order, topic, webhook.path("id").asText()));
        }
    }

    /** Whether the delivery has not been built yet, so that it will show what changes now. */
    private static boolean waiting(Delivery delivery) {
        return delivery != null && !delivery.done && !delivery.lost && delivery.body == null;
    }

    /** Builds the delivery from the order as it is now. */
    Message render(Shop shop, SandboxOrder order, String topic, String webhookId) {
        queued.remove(shop.key() + "/" + order.id + "/" + topic);
        byte[] body = SandboxJson.bytes(topic.equals("order.deleted")
                ? SandboxJson.object().put("id", Long.parseLong(order.id)) : WooOrderDocument.of(order));
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
        headers.put("X-WC-Webhook-Delivery-ID", deliveryId(webhookId, world.clock().now()));
        return new Message(headers, body);
    }

    /** Made of webhook and second: two deliveries within one second have the same id. */
    static String deliveryId(String webhookId, Instant at) {
        return HexFormat.of().formatHex(Hashes.md5((webhookId + at.getEpochSecond()).getBytes(StandardCharsets.UTF_8)));
    }

    /** The key is the secret with its HTML entities resolved. */
    static String decoded(String secret) {
        return secret.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#039;", "'").replace("&amp;", "&");
    }

    /** Saving a webhook pings its address: a form, no X-WC headers, no signature. */
    void ping(Shop shop) {
        String id = byTopic(shop, "order.created").path("id").asText();
        world.deliverer().greet(shop, "ping", id, new Message(Map.of("Content-Type", "application/x-www-form-urlencoded"),
                ("webhook_id=" + id).getBytes(StandardCharsets.UTF_8)));
    }

    /** Counts failures in a row. */
    void delivered(Shop shop, Delivery delivery, int status) {
        if (delivery.orderId.isEmpty() || delivery.forged != null) {
            return;
        }
        ObjectNode webhook = byTopic(shop, delivery.topic);
        int failures = webhook.path("failures").asInt();
        if (status >= POLICY.successFrom() && status <= POLICY.successTo()) {
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
        List<ObjectNode> all = WooBody.list(shop.extra.withArray("webhooks")).stream().map(WooWebhooks::document).toList();
        Paging paging = Paging.of(call);
        return paging.answer(call, home(shop), paging.cut(all), all.size());
    }

    Answer read(Shop shop, String id) {
        return Answer.json(200, document(byId(shop, id)));
    }

    Answer update(Shop shop, String id, Call call) {
        JsonNode body = WooBody.of(call);
        ObjectNode webhook = byId(shop, id);
        String status = body.path("status").asText(webhook.path("status").asText());
        if (!List.of("active", "paused", "disabled").contains(status)) {
            throw WooError.parameter("status", "is not one of active, paused, disabled");
        }
        webhook.put("status", status).put("failures", 0);
        if (body.hasNonNull("secret")) {
            shop.secrets.put("webhook", body.path("secret").asText());
        }
        world.shops().save(shop);
        if (status.equals("active")) {
            ping(shop);
        }
        return Answer.json(200, document(webhook));
    }

    private static ObjectNode document(JsonNode webhook) {
        ObjectNode shown = webhook.deepCopy();
        shown.remove("failures");
        shown.putArray("hooks").add("woocommerce_new_order");
        return shown;
    }

    private static ObjectNode byTopic(Shop shop, String topic) {
        return find(shop, "topic", topic);
    }

    private static ObjectNode byId(Shop shop, String id) {
        return find(shop, "id", id);
    }

    private static ObjectNode find(Shop shop, String field, String value) {
        return (ObjectNode) WooBody.list(shop.extra.withArray("webhooks")).stream()
                .filter(webhook -> webhook.path(field).asText().equals(value)).findFirst()
                .orElseThrow(() -> new WooError(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID."));
    }
}
