package org.caravanserai.testbed.sandbox.amazon;

import java.time.Duration;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Quotas;
import org.caravanserai.testbed.sandbox.http.TokenBucket;
import org.caravanserai.testbed.sandbox.state.KeptByShop;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.token.AccessTokens;

/** What lives beside one seller's stored account: tokens, the queue, and the buckets of its usage plans. */
final class AmazonShop {

    /** Life of an access token (developer-docs.amazon.com, sp-api-blog, private developers). */
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final World world;
    private final Shop shop;
    private final AccessTokens tokens;
    private final AmazonQueue queue;
    private final Quotas quotas;

    AmazonShop(Shop shop, World world, KeptByShop keptTokens, KeptByShop keptMessages) {
        this.world = world;
        this.shop = shop;
        this.tokens = new AccessTokens(world.state(), shop, keptTokens, "Atza|", TOKEN_LIFE);
        this.queue = new AmazonQueue(shop, world, keptMessages);
        this.quotas = new Quotas(name -> {
            AmazonRoute route = AmazonRoute.valueOf(name);
            return new TokenBucket(route.burst(), route.rate(), world.clock());
        });
    }

    static String sellerId(Shop shop) {
        return shop.extra.path("sellerId").asText();
    }

    static String marketplaceId(Shop shop) {
        return shop.extra.path("marketplaceId").asText();
    }

    AccessTokens tokens() {
        return tokens;
    }

    AmazonQueue queue() {
        return queue;
    }

    /**
     * Takes one call from the operation's bucket.
     *
     * @throws AmazonRefusal 429 when it is empty
     */
    void spend(AmazonRoute route) {
        if (!quotas.take(
                route.name(),
                1,
                times -> world.violations()
                        .add(
                                shop,
                                "",
                                "over-rate-limit",
                                route.operation() + " was refused " + times + " times in a row; its plan is "
                                        + route.rate() + " a second with a burst of " + route.burst()
                                        + ", wait for it"))) {
            throw AmazonRefusal.overQuota();
        }
    }
}
