package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.caravanserai.testbed.sandbox.channel.Act;
import org.caravanserai.testbed.sandbox.channel.Staff;
import org.caravanserai.testbed.sandbox.channel.Units;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * What a seller can do in Seller Central: confirm a parcel with some of the units (it cannot be taken back) and cancel what has
 * not shipped. Refunds are not in the order, nothing is deleted, quantities and addresses are the buyer's affair.
 */
final class AmazonStaff implements Staff {

    /** Packages confirmed in Seller Central are numbered from here, far from a caller's own references. */
    private static final int FIRST_REFERENCE = 900_000_000;

    private final World world;
    private final AmazonLife life;

    AmazonStaff(World world, AmazonLife life) {
        this.world = world;
        this.life = life;
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.of(Act.FULFIL, Act.CANCEL, Act.MOVE);
    }

    @Override
    public boolean act(Shop shop, SandboxOrder order, Act act, JsonNode how) {
        AmazonOrder seen = AmazonOrder.of(order, AmazonShop.marketplaceId(shop));
        boolean ours = !seen.amazonFulfils() && order.paidAt != null && !order.cancelled();
        return switch (act) {
            case FULFIL -> ours && fulfil(shop, order, how, seen.status());
            case CANCEL -> ours && !order.anythingSent() && cancel(shop, order);
            default -> throw new IllegalArgumentException("Seller Central has no button for " + act.word());
        };
    }

    private boolean fulfil(Shop shop, SandboxOrder order, JsonNode how, String before) {
        Map<OrderLine, Integer> units = Units.of(order, how, order::open);
        if (units.isEmpty()) {
            return false;
        }
        Fulfilment parcel = new Fulfilment();
        parcel.id = String.valueOf(FIRST_REFERENCE + order.fulfilments.size());
        parcel.at = world.clock().now();
        parcel.viaOperation = Fulfilment.BY_HAND;
        parcel.tracking = how.path("tracking").asText("HAND" + world.ids().next());
        parcel.carrier = how.path("carrier").asText("UPS");
        units.forEach((line, quantity) -> parcel.lines.add(new Fulfilment.Part(line.lineId, quantity)));
        parcel.extra.put("shipDate", parcel.at.toString()).put("method", "").put("carrierName", parcel.carrier);
        order.fulfilments.add(parcel);
        order.happened(parcel.at, Act.FULFIL.word(), Units.byId(units), parcel.tracking);
        life.shipped(shop, order, before);
        return true;
    }

    private boolean cancel(Shop shop, SandboxOrder order) {
        order.happened(world.clock().now(), Act.CANCEL.word(), Units.byId(Units.open(order)), "");
        life.cancelByStaff(shop, order);
        return true;
    }
}
