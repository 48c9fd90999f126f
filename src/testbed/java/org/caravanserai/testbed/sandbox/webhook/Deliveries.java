package org.caravanserai.testbed.sandbox.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;

/** All events on their way to the hub with every attempt, kept in the journal under {@code delivery} and {@code attempt}. */
final class Deliveries {

    private final SandboxState state;
    private final Map<String, Delivery> all = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    Deliveries(SandboxState state) {
        this.state = state;
        state.journal()
                .replay("delivery", (id, node) -> all.put(id, SandboxJson.MAPPER.convertValue(node, Delivery.class)));
        state.journal().replay("attempt", (id, node) -> {
            Delivery delivery = all.get(id.substring(0, id.indexOf('#')));
            if (delivery != null) {
                Delivery.Attempt attempt = SandboxJson.MAPPER.convertValue(node, Delivery.Attempt.class);
                delivery.attempts.add(attempt);
                delivery.done = attempt.last();
            }
        });
    }

    /** A new one, not yet kept. */
    Delivery make(Shop shop, String orderId, String topic, String webhookId) {
        Delivery delivery = new Delivery();
        delivery.id = "d" + state.ids().next();
        delivery.channel = shop.channel;
        delivery.shop = shop.name;
        delivery.orderId = orderId;
        delivery.topic = topic;
        delivery.webhookId = webhookId;
        delivery.madeAt = state.clock().now();
        return delivery;
    }

    /** Keeps a new one that is due at this moment; a lost one is done with it. */
    void add(Delivery delivery, Instant due) {
        delivery.dueAt = due;
        delivery.done = delivery.lost;
        all.put(delivery.id, delivery);
        state.journal().put("delivery", delivery.id, delivery);
        if (!delivery.lost) {
            open.incrementAndGet();
        }
    }

    /** Those an earlier process left open; they count as open from now on. */
    List<Delivery> left() {
        List<Delivery> left = all.values().stream()
                .filter(delivery -> !delivery.done && !delivery.lost)
                .toList();
        left.forEach(delivery -> open.incrementAndGet());
        return left;
    }

    /** Keeps an attempt; its number is the next one. */
    void attempt(Delivery delivery, Instant at, int status, long ms, boolean last) {
        synchronized (delivery) {
            int number = delivery.attempts.size() + 1;
            Delivery.Attempt attempt = new Delivery.Attempt(at, number, status, ms, last);
            delivery.attempts.add(attempt);
            delivery.done = last;
            state.journal().put("attempt", delivery.id + "#" + number, attempt);
        }
    }

    /** The hub took the message off the channel's queue for good. */
    void fetched(String id) {
        Delivery delivery = all.get(id);
        if (delivery != null && !delivery.done) {
            Instant now = state.clock().now();
            attempt(delivery, now, 200, Duration.between(delivery.dueAt, now).toMillis(), true);
            open.decrementAndGet();
        }
    }

    /** It is delivered or given up. */
    void closed(Delivery delivery) {
        delivery.body = null;
        if (has(delivery)) {
            open.decrementAndGet();
        }
    }

    boolean has(Delivery delivery) {
        return all.containsKey(delivery.id);
    }

    List<Delivery> all() {
        return List.copyOf(all.values());
    }

    int open() {
        return open.get();
    }

    void clear() {
        all.clear();
        open.set(0);
    }
}
