package org.caravanserai.testbed.sandbox.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks to {@code {hub}/webhooks/{channel}/{shop}}, keeps every attempt, and repeats by the channel's schedule.
 * What was due when the process was killed is sent after its restart; an attempt whose answer the kill swallowed is made
 * again, as a real channel's at-least-once delivery would.
 */
public final class Deliverer {

    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final int IN_FLIGHT = 48;

    private final SandboxState state;
    private final Mishaps mishaps;
    private final ScheduledExecutorService timer;
    private final Function<String, ? extends WebhookSender> senders;
    private final URI hub;
    private final WebhookVerdict verdict;
    private final Deliveries deliveries;
    private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(IN_FLIGHT);

    /**
     * @param senders the channel of that name
     * @param hub where webhooks go
     */
    public Deliverer(
            SandboxState state,
            Mishaps mishaps,
            ScheduledExecutorService timer,
            Function<String, ? extends WebhookSender> senders,
            URI hub) {
        this.state = state;
        this.mishaps = mishaps;
        this.timer = timer;
        this.senders = senders;
        this.hub = hub;
        this.verdict = new WebhookVerdict(state.violations());
        this.deliveries = new Deliveries(state);
    }

    /** Where the hub takes this shop's webhooks. */
    public URI address(Shop shop) {
        return address(shop.channel, shop.name);
    }

    private URI address(String channel, String shop) {
        return hub.resolve("/webhooks/" + channel + "/" + shop);
    }

    /** Takes up what an earlier process left undone. Called once, when all channels are there. */
    public void resume() {
        for (Delivery delivery : deliveries.left()) {
            if (senders.apply(delivery.channel).webhooks().isPresent()) {
                schedule(delivery, Duration.between(state.clock().now(), delivery.dueAt));
            }
        }
    }

    /**
     * Announces the order under the topic; mishaps may lose, double or delay it.
     *
     * @return the first copy
     */
    public Delivery send(Shop shop, SandboxOrder order, String topic, String webhookId) {
        Mishaps.Fate fate = mishaps.draw();
        Delivery first = null;
        for (Duration wait : fate.copies()) {
            Delivery delivery = deliveries.make(shop, order.id, topic, webhookId);
            delivery.duplicateOf = first == null ? null : first.id;
            delivery.lost = fate.lost();
            first = first == null ? delivery : first;
            start(shop, order, delivery, state.clock().real(wait));
        }
        return first;
    }

    /** Sends the order's webhook with a signature that is {@code wrong} or {@code missing}. */
    public void forge(Shop shop, SandboxOrder order, String topic, String webhookId, String how) {
        Delivery delivery = deliveries.make(shop, order.id, topic, webhookId);
        delivery.forged = how;
        start(shop, order, delivery, Duration.ZERO);
    }

    /** Sends a message that is about no order, once, e.g. a ping. */
    public void greet(Shop shop, String topic, String webhookId, Message message) {
        Delivery delivery = deliveries.make(shop, "", topic, webhookId);
        fill(delivery, message);
        register(delivery, Duration.ZERO);
    }

    /**
     * Books a message that the hub fetches from a queue of the channel. Nothing is sent from here; the channel calls
     * {@link #fetched} when the hub is done with it.
     */
    public Delivery expect(
            Shop shop, String orderId, String topic, String messageId, String duplicateOf, boolean lost) {
        Delivery delivery = deliveries.make(shop, orderId, topic, messageId);
        delivery.duplicateOf = duplicateOf;
        delivery.lost = lost;
        deliveries.add(delivery, state.clock().now());
        return delivery;
    }

    /** The hub took the message off the queue for good. */
    public void fetched(String deliveryId) {
        deliveries.fetched(deliveryId);
    }

    private void start(Shop shop, SandboxOrder order, Delivery delivery, Duration wait) {
        if (!delivery.lost && (delivery.forged != null || !policy(delivery).builtWhenSent())) {
            fill(delivery, senders.apply(shop.channel).render(shop, order, delivery.topic, delivery.webhookId));
        }
        register(delivery, wait);
    }

    private void register(Delivery delivery, Duration wait) {
        deliveries.add(delivery, state.clock().now().plus(wait));
        if (!delivery.lost) {
            // Nothing leaves the house before the journal knows what it is about.
            state.journal().then(() -> schedule(delivery, wait));
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
        timer.schedule(() -> attempt(delivery), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void attempt(Delivery delivery) {
        if (!deliveries.has(delivery)) {
            return;
        }
        if (!slots.tryAcquire()) {
            timer.schedule(() -> attempt(delivery), 20, TimeUnit.MILLISECONDS);
            return;
        }
        try {
            build(delivery);
            WebhookPolicy policy = policy(delivery);
            HttpRequest.Builder request = HttpRequest.newBuilder(address(delivery.channel, delivery.shop))
                    .timeout(policy.total());
            delivery.headers.forEach(request::setHeader);
            Instant at = state.clock().now();
            long begun = System.nanoTime();
            client(policy.connect())
                    .sendAsync(
                            request.POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        slots.release();
                        answered(
                                delivery,
                                at,
                                answer == null ? 0 : answer.statusCode(),
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                    });
        } catch (RuntimeException e) {
            slots.release();
            LOG.error(
                    "delivery {} of {}/{} could not be built: {}",
                    delivery.id,
                    delivery.channel,
                    delivery.shop,
                    e.toString());
            answered(delivery, state.clock().now(), 0, 0);
        }
    }

    private void build(Delivery delivery) {
        if (delivery.body == null) {
            Shop shop = state.shops().get(delivery.channel, delivery.shop);
            synchronized (shop) {
                fill(
                        delivery,
                        senders.apply(delivery.channel)
                                .render(shop, shop.orders().get(delivery.orderId), delivery.topic, delivery.webhookId));
            }
        }
    }

    private void answered(Delivery delivery, Instant at, int status, long ms) {
        WebhookPolicy policy = policy(delivery);
        int tried = delivery.attempts.size() + 1;
        boolean again = !policy.success(status)
                && delivery.forged == null
                && !delivery.orderId.isEmpty()
                && tried <= policy.retries().size();
        deliveries.attempt(delivery, at, status, ms, !again);
        state.shops().find(delivery.channel, delivery.shop).ifPresent(shop -> {
            verdict.judge(shop, delivery, status);
            synchronized (shop) {
                senders.apply(shop.channel).delivered(shop, delivery, status);
            }
        });
        if (again) {
            schedule(delivery, state.clock().real(policy.retries().get(tried - 1)));
        } else {
            deliveries.closed(delivery);
        }
    }

    private WebhookPolicy policy(Delivery delivery) {
        return senders.apply(delivery.channel)
                .webhooks()
                .orElseThrow(() -> new IllegalStateException("channel " + delivery.channel + " sends no webhooks"));
    }

    private HttpClient client(Duration connect) {
        return clients.computeIfAbsent(
                connect,
                c -> HttpClient.newBuilder()
                        .connectTimeout(c)
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }

    /** All deliveries there are. */
    public List<Delivery> all() {
        return deliveries.all();
    }

    /** How many are still to be delivered or repeated. */
    public int open() {
        return deliveries.open();
    }

    public void clear() {
        deliveries.clear();
    }
}
