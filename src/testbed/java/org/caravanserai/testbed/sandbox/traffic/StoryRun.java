package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * Lets people do things to orders of the traffic, each at its time: a {@link Story}, or a buyer phones the seller, who is to
 * cancel with the hub; whoever steers the hub finds these among the {@link #phoned}.
 */
final class StoryRun {

    /** One in so many buyers with a story phones. */
    private static final int PHONES = 8;

    private static final String PHONED = "phone";

    private final World world;
    private final Acts acts;
    private final AtomicInteger open = new AtomicInteger();

    StoryRun(World world) {
        this.world = world;
        this.acts = new Acts(world);
    }

    /** Draws what becomes of the order. The caller holds the shop's monitor. */
    void begin(Shop shop, SandboxOrder order, Random random) {
        List<Story> possible =
                Story.possible(world.channel(shop.channel).staff().acts());
        if (possible.isEmpty() || random.nextInt(PHONES) == 0) {
            at(shop, 5 + random.nextInt(60), () -> {
                order.happened(world.clock().now(), PHONED, Map.of(), "");
                world.shops().save(shop, order);
            });
            return;
        }
        Story story = possible.get(random.nextInt(possible.size()));
        order.extra.put("story", story.word());
        world.shops().save(shop, order);
        story.steps(order, random)
                .forEach(step -> at(shop, step.after(), () -> acts.perform(shop, order, step.act(), step.how())));
    }

    private void at(Shop shop, int seconds, Runnable task) {
        open.incrementAndGet();
        world.later(shop, Duration.ofSeconds(seconds), () -> {
            try {
                task.run();
            } finally {
                open.decrementAndGet();
            }
        });
    }

    /** How many things are still going to be done. */
    int open() {
        return open.get();
    }

    /** Orders whose buyers asked the seller to cancel: {@code {channel, shop, orderId}} each. */
    ArrayNode phoned() {
        ArrayNode list = SandboxJson.array();
        for (Shop shop : world.shops().all()) {
            synchronized (shop) {
                shop.orders().values().stream()
                        .filter(order ->
                                order.history.stream().anyMatch(one -> one.act().equals(PHONED)))
                        .forEach(order -> list.addObject()
                                .put("channel", shop.channel)
                                .put("shop", shop.name)
                                .put("orderId", order.id));
            }
        }
        return list;
    }
}
