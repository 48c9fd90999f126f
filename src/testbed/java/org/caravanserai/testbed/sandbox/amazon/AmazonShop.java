package org.caravanserai.testbed.sandbox.amazon;

import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.TokenBucket;
import org.caravanserai.testbed.sandbox.state.Shop;

import java.util.EnumMap;
import java.util.Map;

/** What lives beside one seller's stored account: tokens, the queue, and the buckets of its usage plans. */
final class AmazonShop {

    private final Shop shop;
    private final LwaTokens tokens;
    private final AmazonQueue queue;
    private final Map<AmazonRoute, TokenBucket> buckets = new EnumMap<>(AmazonRoute.class);
    private final Map<AmazonRoute, Integer> refused = new EnumMap<>(AmazonRoute.class);

    AmazonShop(Shop shop, World world) {
        this.shop = shop;
        SandboxClock clock = world.clock();
        this.tokens = new LwaTokens(clock.clock(), clock.real(LwaTokens.LIFE), () -> Long.toHexString(world.ids().next() * 1_000_003));
        this.queue = new AmazonQueue(shop, world);
        for (AmazonRoute route : AmazonRoute.values()) {
            if (route.burst() > 0) {
                buckets.put(route, new TokenBucket(route.burst(), route.rate(), clock));
            }
        }
    }

    static String sellerId(Shop shop) {
        return shop.extra.path("sellerId").asText();
    }

    static String marketplaceId(Shop shop) {
        return shop.extra.path("marketplaceId").asText();
    }

    Shop shop() {
        return shop;
    }

    LwaTokens tokens() {
        return tokens;
    }

    AmazonQueue queue() {
        return queue;
    }

    /** Takes one call from the operation's bucket. */
    boolean allowed(AmazonRoute route) {
        TokenBucket bucket = buckets.get(route);
        boolean allowed = bucket == null || bucket.take(1);
        refused.put(route, allowed ? 0 : refusedInARow(route) + 1);
        return allowed;
    }

    /** How many calls of the operation were refused in a row. */
    int refusedInARow(AmazonRoute route) {
        return refused.getOrDefault(route, 0);
    }
}
