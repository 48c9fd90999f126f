package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Random;
import org.caravanserai.testbed.sandbox.channel.Act;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Lets people in a shop do something to an order. */
public final class Acts {

    private final World world;

    public Acts(World world) {
        this.world = world;
    }

    /**
     * Does it now. The caller holds the shop's monitor.
     *
     * @return false when the channel does not offer it in the order's present state
     * @throws IllegalArgumentException when the channel never offers it
     */
    public boolean perform(Shop shop, SandboxOrder order, Act act, JsonNode how) {
        SandboxChannel channel = world.channel(shop.channel);
        if (!channel.staff().acts().contains(act)) {
            throw new IllegalArgumentException(shop.channel + " does not offer '" + act.word() + "'; it has "
                    + channel.staff().acts().stream().map(Act::word).toList());
        }
        return act == Act.MOVE ? move(shop, order, how) : channel.staff().act(shop, order, act, how);
    }

    /** An address in {@code country}, or where the buyer lives now. */
    private boolean move(Shop shop, SandboxOrder order, JsonNode how) {
        if (order.erased() || order.cancelled()) {
            return false;
        }
        Random random = new Random(order.sequence * 31 + order.history.size());
        String before = order.buyer.addressMark();
        order.buyer =
                order.buyer.movedTo(People.draw(random, how.path("country").asText(order.buyer.country())));
        order.updatedAt = world.clock().now();
        order.happened(order.updatedAt, Act.MOVE.word(), Map.of(), before + " to " + order.buyer.addressMark());
        world.channel(shop.channel).edited(shop, order);
        world.shops().save(shop, order);
        return true;
    }
}
