package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.caravanserai.testbed.sandbox.amazon.sqs.MessageQueue;
import org.caravanserai.testbed.sandbox.amazon.sqs.SqsProtocol;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.KeptByShop;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Delivery;
import org.caravanserai.testbed.sandbox.webhook.Mishaps;

/**
 * The seller's queue: Amazon's notifications go in, doubled, late or not at all as mishaps have it, and stay until the hub
 * deletes them. Kept in the journal under the kind {@code sqs}.
 */
final class AmazonQueue {

    static final String NAME = "order-changes";
    private static final String PATH = "/sqs/000000000000/" + NAME;

    private final Shop shop;
    private final World world;
    private final KeptByShop kept;
    private final MessageQueue queue;
    private final Map<String, String> deliveries = new HashMap<>();

    AmazonQueue(Shop shop, World world, KeptByShop kept) {
        this.shop = shop;
        this.world = world;
        this.kept = kept;
        this.queue = new MessageQueue(
                world.clock().clock(), () -> new UUID(world.seed(), world.ids().next()).toString(), this::deleted);
        kept.each(shop, this::restore);
    }

    /** Tells the hub of a change, by as many copies as fate has it. */
    void announce(SandboxOrder order, OrderChange.Change change) {
        Instant now = world.clock().now();
        String notification = new UUID(world.seed() ^ 0xA, world.ids().next()).toString();
        AmazonOrder seen = AmazonOrder.of(order, AmazonShop.marketplaceId(shop));
        String body = OrderChange.of(seen, change, AmazonShop.sellerId(shop), notification, now)
                .toString();
        Mishaps.Fate fate = world.mishaps().draw();
        String first = null;
        for (Duration wait : fate.copies()) {
            Delivery delivery =
                    world.deliverer().expect(shop, order.id, "ORDER_CHANGE", notification, first, fate.lost());
            first = first == null ? delivery.id : first;
            if (!fate.lost()) {
                Instant visible = now.plus(world.clock().real(wait));
                String id = queue.send(body, visible);
                remember(id, body, now, visible, delivery.id);
            }
        }
    }

    private void remember(String id, String body, Instant sent, Instant visible, String delivery) {
        deliveries.put(id, delivery);
        kept.put(
                shop,
                id,
                SandboxJson.object()
                        .put("body", body)
                        .put("sentAt", sent.toEpochMilli())
                        .put("visibleAt", visible.toString())
                        .put("delivery", delivery));
    }

    /** Takes back a message an earlier process left. */
    private void restore(String id, JsonNode message) {
        if (message.has("body")) {
            deliveries.put(id, message.path("delivery").asText());
            queue.restore(
                    id,
                    message.path("body").asText(),
                    message.path("sentAt").asLong(),
                    Instant.parse(message.path("visibleAt").asText()));
        }
    }

    private void deleted(String id) {
        kept.put(shop, id, SandboxJson.object().put("deleted", true));
        world.deliverer().fetched(deliveries.remove(id));
    }

    /** Answers a call to the queue; long polling gives the shop's monitor free while it waits. */
    Answer serve(Call call) {
        String full = "/" + shop.key() + call.rawPath();
        SigV4.Verdict verdict =
                SigV4.check(call, full, shop.secret("aws-access-key-id"), shop.secret("aws-secret-access-key"));
        if (verdict != SigV4.Verdict.FINE) {
            world.violations()
                    .add(
                            shop,
                            "",
                            "wrong-auth",
                            "a call to the queue came with a signature that is "
                                    + verdict.name()
                                            .toLowerCase(java.util.Locale.ROOT)
                                            .replace('_', ' ') + "; SQS wants AWS Signature Version 4");
            return switch (verdict) {
                case MISSING ->
                    SqsProtocol.denied("MissingAuthenticationTokenException", "Missing Authentication Token");
                case UNKNOWN_KEY ->
                    SqsProtocol.denied(
                            "UnrecognizedClientException", "The security token included in the request is invalid.");
                default ->
                    SqsProtocol.denied(
                            "InvalidSignatureException",
                            "The request signature we calculated does not match the signature you provided.");
            };
        }
        String url = "http://" + call.header("host") + "/" + shop.key() + PATH;
        return new SqsProtocol(queue, NAME, url, world.clock()::real, this::await)
                .handle(call.header("x-amz-target"), call.body());
    }

    private void await(long millis) throws InterruptedException {
        shop.wait(millis);
    }

    /** Messages the hub has not deleted yet. */
    int size() {
        return queue.size();
    }

    static ObjectNode settings() {
        return SandboxJson.object()
                .put("queueName", NAME)
                .put("queuePath", PATH)
                .put("region", "us-east-1");
    }
}
