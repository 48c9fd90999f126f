package org.caravanserai.testbed.sandbox.shopify;

import org.caravanserai.testbed.sandbox.channel.World;

/** Numbers of Shopify's size: beyond 2^31, so that nobody keeps them in an int. */
final class ShopifyIds {

    private static final long FROM = 5_800_000_000_000L;
    private static final long STEP = 32_768;

    private ShopifyIds() {}

    static long next(World world) {
        return FROM + world.ids().next() * STEP + 50;
    }
}
