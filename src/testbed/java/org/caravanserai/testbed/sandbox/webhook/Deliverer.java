package org.caravanserai.testbed.sandbox.webhook;

import org.caravanserai.testbed.sandbox.SandboxJson;
import org.caravanserai.testbed.sandbox.World;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends webhooks to {@code {hub}/webhooks/{channel}/{shop}}, keeps every attempt, and repeats by the channel's schedule.
 * What was due when the process was killed is sent after its restart; an attempt whose answer the kill swallowed is made
 * again, as a real channel's at-least-once delivery would.
 */
public final class Deliverer {

    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final int IN_FLIGHT = 48;

    private final World world;
    private final URI hub;
    private final WebhookVerdict verdict;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(IN_FLIGHT);
    private final AtomicInteger open = new AtomicInteger();

    public Deliverer(World world, URI hub) {
        this.world = world;
        this.hub = hub;
        this.verdict = new WebhookVerdict(world.violations());
        world.journal().replay("delivery", (id, node) ->
                deliveries.put(id, SandboxJson.MAPPER.convertValue(node, Delivery.class)));
        world.journal().replay("attempt", (id, node) -> {
            Delivery delivery = deliveries.get(id.substring(0, id.indexOf('#')));
            if (delivery != null) {
                Delivery.Attempt attempt = SandboxJson.MAPPER.convertValue(node, Delivery.Attempt.class);
                delivery.attempts.add(attempt);
                delivery.done = attempt.last();
            }
        });
    }

    /** Where the hub takes this shop's webhooks. */
    public URI address(String channel, String shop) {
        return hub.resolve("/webhooks/" + channel + "/" + shop);
    }

    /** Takes up what an earlier process left undone. Called once, when all channels are there. */
    public void resume() {
        for (Delivery delivery : deliveries.values()) {
            if (!delivery.done && !delivery.lost) {
                open.incrementAndGet();
                if (world.channel(delivery.channel).webhooks().isEmpty()) {
                    continue;
                }
                schedule(delivery, Duration.between(world.clock().now(), delivery.dueAt));
            }
        }
    }

    /**
     * Announces the order under the topic; mishaps may lose, double or delay it.
     *
     * @return the first copy
     */
    public Delivery send(Shop shop, SandboxOrder order, String topic, String webhookId) {
        Mishaps.Fate fate = world.mishaps().draw();
        Delivery first = null;
        for (Duration wait : fate.copies()) {
            Delivery delivery = delivery(shop, order.id, topic, webhookId);
            delivery.duplicateOf = first == null ? null : first.id;
            delivery.lost = fate.lost();
            first = first == null ? delivery : first;
            start(shop, order, delivery, world.clock().real(wait));
        }
        return first;
    }

    /** Sends the order's webhook with a signature that is {@code wrong} or {@code missing}. */
    public void forge(Shop shop, SandboxOrder order, String topic, String webhookId, String how) {
        Delivery delivery = delivery(shop, order.id, topic, webhookId);
        delivery.forged = how;
        start(shop, order, delivery, Duration.ZERO);
    }

    /** Sends a message that is about no order, once, e.g. a ping. */
    public void greet(Shop shop, String topic, String webhookId, Message message) {
        Delivery delivery = delivery(shop, "", topic, webhookId);
        fill(delivery, message);
        register(delivery, Duration.ZERO);
    }

    /**
     * Books a message that the hub fetches from a queue of the channel. Nothing is sent from here; the channel calls
     * {@link #fetched} when the hub is done with it.
     */
    public Delivery expect(Shop shop, String orderId, String topic, String messageId, String duplicateOf, boolean lost) {
        Delivery delivery = delivery(shop, orderId, topic, messageId);
        delivery.duplicateOf = duplicateOf;
        delivery.lost = lost;
        delivery.done = lost;
        delivery.dueAt = world.clock().now();
        deliveries.put(delivery.id, delivery);
        world.journal().put("delivery", delivery.id, delivery);
        if (!lost) {
            open.incrementAndGet();
        }
        return delivery;
    }

    /** The hub took the message off the queue for good. */
    public void fetched(String deliveryId) {
        Delivery delivery = deliveries.get(deliveryId);
        if (delivery != null && !delivery.done) {
            Instant now = world.clock().now();
            Delivery.Attempt attempt = new Delivery.Attempt(now, 1, 200, Duration.between(delivery.dueAt, now).toMillis(), true);
            synchronized (delivery) {
                delivery.attempts.add(attempt);
                delivery.done = true;
                world.journal().put("attempt", delivery.id + "#1", attempt);
            }
            open.decrementAndGet();
        }
    }

    private Delivery delivery(Shop shop, String orderId, String topic, String webhookId) {
        Delivery delivery = new Delivery();
        delivery.id = "d" + world.ids().next();
        delivery.channel = shop.channel;
        delivery.shop = shop.name;
        delivery.orderId = orderId;
        delivery.topic = topic;
        delivery.webhookId = webhookId;
        return delivery;
    }

    private void start(Shop shop, SandboxOrder order, Delivery delivery, Duration wait) {
        if (!delivery.lost && (delivery.forged != null || !policy(delivery).builtWhenSent())) {
            fill(delivery, world.channel(shop.channel).render(shop, order, delivery.topic, delivery.webhookId));
        }
        register(delivery, wait);
    }

    private void register(Delivery delivery, Duration wait) {
        delivery.dueAt = world.clock().now().plus(wait);
        delivery.done = delivery.lost;
        deliveries.put(delivery.id, delivery);
        world.journal().put("delivery", delivery.id, delivery);
        if (!delivery.lost) {
            open.incrementAndGet();
            // Nothing leaves the house before the journal knows what it is about.
            world.journal().then(() -> schedule(delivery, wait));
        }
    }

    private void fill(Delivery delivery, Message message) {
        delivery.headers.putAll(message.headers());
        delivery.body = message.body();
        String signature = policy(delivery).signatureHeader();
        if ("missing".equals(delivery.forged)) {
            delivery.headers.remove(signature);
        } else if ("wrong".equals(delivery.forged)) {
            delivery.headers.put(signature, Signing.base64("not the secret of this shop", message.body()));
        }
    }

    private void schedule(Delivery delivery, Duration wait) {
        world.timer().schedule(() -> attempt(delivery), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void attempt(Delivery delivery) {
        if (!deliveries.containsKey(delivery.id)) {
            return;
        }
        if (!slots.tryAcquire()) {
            world.timer().schedule(() -> attempt(delivery), 20, TimeUnit.MILLISECONDS);
            return;
        }
        try {
            build(delivery);
            WebhookPolicy policy = policy(delivery);
            HttpRequest.Builder request = HttpRequest.newBuilder(address(delivery.channel, delivery.shop)).timeout(policy.total());
            delivery.headers.forEach(request::setHeader);
            Instant at = world.clock().now();
            long begun = System.nanoTime();
            client(policy.connect())
                    .sendAsync(request.POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        slots.release();
                        answered(delivery, at, answer == null ? 0 : answer.statusCode(),
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                    });
        } catch (RuntimeException e) {
            slots.release();
            LOG.error("delivery {} of {}/{} could not be built: {}", delivery.id, delivery.channel, delivery.shop, e.toString());
            answered(delivery, world.clock().now(), 0, 0);
        }
    }

    private void build(Delivery delivery) {
        if (delivery.body == null) {
            Shop shop = world.shops().get(delivery.channel, delivery.shop);
            synchronized (shop) {
                fill(delivery, world.channel(delivery.channel).render(shop, shop.orders().get(delivery.orderId),
                        delivery.topic, delivery.webhookId));
            }
        }
    }

    private void answered(Delivery delivery, Instant at, int status, long ms) {
        WebhookPolicy policy = policy(delivery);
        boolean good = status >= policy.successFrom() && status <= policy.successTo();
        int number = delivery.attempts.size() + 1;
        boolean again = !good && delivery.forged == null && !delivery.orderId.isEmpty() && number <= policy.retries().size();
        Delivery.Attempt attempt = new Delivery.Attempt(at, number, status, ms, !again);
        synchronized (delivery) {
            delivery.attempts.add(attempt);
            delivery.done = !again;
            world.journal().put("attempt", delivery.id + "#" + number, attempt);
        }
        world.shops().find(delivery.channel, delivery.shop).ifPresent(shop -> {
            verdict.judge(shop, delivery, status);
            synchronized (shop) {
                world.channel(shop.channel).delivered(shop, delivery, status);
            }
        });
        if (again) {
            schedule(delivery, world.clock().real(policy.retries().get(number - 1)));
        } else {
            delivery.body = null;
            if (deliveries.containsKey(delivery.id)) {
                open.decrementAndGet();
            }
        }
    }

    private WebhookPolicy policy(Delivery delivery) {
        return world.channel(delivery.channel).webhooks().orElseThrow(
                () -> new IllegalStateException("channel " + delivery.channel + " sends no webhooks"));
    }

    private HttpClient client(Duration connect) {
        return clients.computeIfAbsent(connect, c -> HttpClient.newBuilder().connectTimeout(c)
                .version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build());
    }

    /** All deliveries there are. */
    public List<Delivery> all() {
        return List.copyOf(deliveries.values());
    }

    /** How many are still to be delivered or repeated. */
    public int open() {
        return open.get();
    }

    public void clear() {
        deliveries.clear();
        open.set(0);
    }
}
