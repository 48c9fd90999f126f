package org.caravanserai.testbed.sandbox;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.amazon.AmazonChannel;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.shopify.Shopify;
import org.caravanserai.testbed.sandbox.woocommerce.WooChannel;

/** The channels this sandbox can play. */
final class Channels {

    private static final Map<String, Function<World, SandboxChannel>> MAKERS = Map.of(
            "amazon", AmazonChannel::new,
            "shopify", Shopify::new,
            "woocommerce", WooChannel::new);
    static final List<String> ALL = MAKERS.keySet().stream().sorted().toList();

    private Channels() {}

    /** @throws IllegalArgumentException for a word that is no channel here */
    static SandboxChannel create(String name, World world) {
        Function<World, SandboxChannel> maker = MAKERS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("--channels: no channel '" + name + "'; there are " + ALL);
        }
        return maker.apply(world);
    }
}
