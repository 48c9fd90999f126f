package org.caravanserai.testbed.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.Person;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.traffic.People;

/**
 * Changes an order after it was placed: {@code {"remove":[{"sku","quantity"}], "country":"GB"}} takes units out
 * (the shop shows them again) or gives the buyer a new address.
 */
final class Edit {

    private final World world;

    Edit(World world) {
        this.world = world;
    }

    void apply(Shop shop, SandboxOrder order, JsonNode change) {
        for (JsonNode less : change.path("remove")) {
            String sku = less.path("sku").asText();
            OrderLine line = order.lines.stream()
                    .filter(l -> sku.equals(l.sku))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("order " + order.id + " has no line with SKU '" + sku + "'"));
            int units = less.path("quantity").asInt(1);
            if (units > line.current() - order.fulfilled(line.lineId)) {
                throw new IllegalArgumentException("only " + (line.current() - order.fulfilled(line.lineId))
                        + " unshipped units of '" + sku + "' are left, not " + units);
            }
            line.removed += units;
            shop.listing(sku).ifPresent(listing -> {
                listing.shown += units;
                listing.sold -= units;
            });
        }
        if (change.hasNonNull("country")) {
            Person moved = People.draw(
                    new Random(order.sequence), change.path("country").asText());
            order.buyer = order.buyer.movedTo(moved);
        }
        order.updatedAt = world.clock().now();
        world.channel(shop.channel).edited(shop, order);
        world.shops().save(shop, order);
        world.shops().save(shop);
    }
}
