package org.caravanserai.testbed.sandbox.traffic;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * The burglar: after a shop's first order it sends webhooks about orders that do not exist, one with a wrong signature
 * and one with none. A hub that takes one in has an order the ledger does not know.
 */
final class Forger {

    private final World world;
    private final Set<String> visited = ConcurrentHashMap.newKeySet();

    Forger(World world) {
        this.world = world;
    }

    void after(Shop shop, SandboxOrder order) {
        if (world.channel(shop.channel).webhooks().isEmpty() || !visited.add(shop.key())) {
            return;
        }
        for (String how : List.of("wrong", "missing")) {
            SandboxOrder forged =
                    SandboxJson.MAPPER.convertValue(SandboxJson.MAPPER.valueToTree(order), SandboxOrder.class);
            forged.id = String.valueOf(
                    Long.parseLong(order.id) + 900_000_000L + world.ids().next());
            world.deliverer()
                    .forge(shop, forged, world.channel(shop.channel).forgedTopic(), "forged-" + forged.id, how);
        }
    }

    void clear() {
        visited.clear();
    }
}
