package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
 * What people do in the store's pages. They send by hand by completing the order, with or without a {@code tracking}: the
 * store knows no parts. Setting it back to processing takes that back. A refund of units is a refund with quantities; it does
 * not say whether they had left, so nobody gives one while only part of the order is on its way. Quantities can be edited on
 * hold only. Deleting is the trash, or {@code for-good}.
 */
final class WooStaff implements Staff {

    private final World world;
    private final WooLife life;

    WooStaff(World world, WooLife life) {
        this.world = world;
        this.life = life;
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.allOf(Act.class);
    }

    @Override
    public boolean act(Shop shop, SandboxOrder order, Act act, JsonNode how) {
        String status = WooStatus.of(order);
        if (order.erased() || status.equals(WooStatus.DRAFT) || status.equals(WooStatus.TRASH)) {
            return false;
        }
        return switch (act) {
            case FULFIL -> status.equals(WooStatus.PROCESSING) && fulfil(shop, order, how);
            case UNFULFIL -> status.equals(WooStatus.COMPLETED) && unfulfil(shop, order);
            case REFUND -> refund(shop, order, how);
            case CANCEL -> !order.cancelled() && !order.anythingSent() && cancel(shop, order);
            case REVIVE -> status.equals(WooStatus.CANCELLED) && revive(shop, order);
            case DELETE -> delete(shop, order, how);
            case HOLD -> status.equals(WooStatus.PROCESSING) && !order.anythingSent() && hold(shop, order);
            case RELEASE -> status.equals(WooStatus.ON_HOLD) && order.paidAt != null && release(shop, order);
            case RESIZE -> status.equals(WooStatus.ON_HOLD) && resize(shop, order, how);
            case MISDATE -> misdate(shop, order, how);
            case MOVE -> throw new IllegalArgumentException("an address is edited with its new text");
        };
    }

    private boolean fulfil(Shop shop, SandboxOrder order, JsonNode how) {
        if (order.anythingSent()) {
            return false;
        }
        Map<OrderLine, Integer> units = Units.open(order);
        Fulfilment parcel = new Fulfilment();
        parcel.id = "hand-" + world.ids().next();
        parcel.at = world.clock().now();
        parcel.viaOperation = Fulfilment.BY_HAND;
        parcel.tracking = how.path("tracking").asText(null);
        parcel.carrier = parcel.tracking == null ? null : how.path("carrier").asText("UPS");
        parcel.extra
                .put("onlyMarked", true)
                .put("dateShipped", parcel.at.toString().substring(0, 10));
        units.forEach((line, quantity) -> parcel.lines.add(new Fulfilment.Part(line.lineId, quantity)));
        order.fulfilments.add(parcel);
        happened(order, Act.FULFIL, units, parcel.tracking == null ? "" : parcel.tracking);
        life.move(shop, order, WooStatus.COMPLETED, "staff");
        return true;
    }

    private boolean unfulfil(Shop shop, SandboxOrder order) {
        Map<OrderLine, Integer> back = new LinkedHashMap<>();
        for (Fulfilment parcel : order.fulfilments) {
            if (parcel.byHand() && parcel.stands()) {
                parcel.cancelledAt = world.clock().now();
                parcel.lines.forEach(part -> back.merge(order.line(part.lineId()), part.quantity(), Integer::sum));
            }
        }
        if (back.isEmpty()) {
            return false;
        }
        happened(order, Act.UNFULFIL, back, "");
        life.move(shop, order, WooStatus.PROCESSING, "staff");
        return true;
    }

    private boolean refund(Shop shop, SandboxOrder order, JsonNode how) {
        boolean left = WooStatus.of(order).equals(WooStatus.COMPLETED);
        if (order.cancelled() || !left && order.anythingSent()) {
            return false;
        }
        Map<OrderLine, Integer> units = Units.of(order, how, OrderLine::current);
        if (units.isEmpty()) {
            return false;
        }
        units.forEach((line, quantity) -> {
            line.removed += quantity;
            line.returned += left ? quantity : 0;
            shop.listing(line.sku).ifPresent(listing -> {
                listing.shown += quantity;
                listing.sold -= quantity;
            });
        });
        world.shops().save(shop);
        happened(order, Act.REFUND, units, left ? "after it left" : "before it left");
        life.edited(shop, order);
        return true;
    }

    private boolean cancel(Shop shop, SandboxOrder order) {
        happened(order, Act.CANCEL, Units.open(order), "");
        life.move(shop, order, WooStatus.CANCELLED, "staff");
        return true;
    }

    private boolean revive(Shop shop, SandboxOrder order) {
        life.revive(shop, order);
        happened(order, Act.REVIVE, Units.open(order), "");
        world.shops().save(shop, order);
        return true;
    }

    private boolean delete(Shop shop, SandboxOrder order, JsonNode how) {
        if (order.anythingSent()) {
            return false;
        }
        boolean forGood = how.path("for-good").asBoolean();
        happened(order, Act.DELETE, Map.of(), forGood ? "for good" : "trash");
        if (forGood) {
            life.erase(shop, order, "staff");
        } else {
            life.move(shop, order, WooStatus.TRASH, "staff");
        }
        return true;
    }

    private boolean hold(Shop shop, SandboxOrder order) {
        happened(order, Act.HOLD, Map.of(), "");
        life.move(shop, order, WooStatus.ON_HOLD, "staff");
        return true;
    }

    private boolean release(Shop shop, SandboxOrder order) {
        happened(order, Act.RELEASE, Map.of(), "");
        life.move(shop, order, WooStatus.PROCESSING, "staff");
        return true;
    }

    /** {@code quantity} is what the line shall have; the line's amounts follow. */
    private boolean resize(Shop shop, SandboxOrder order, JsonNode how) {
        Map<OrderLine, Integer> changed = new LinkedHashMap<>();
        for (JsonNode one : how.path("lines")) {
            OrderLine line = Units.find(order, one);
            int wanted = one.path("quantity").asInt();
            int more = wanted - line.quantity;
            boolean there = shop.listing(line.sku).map(l -> l.shown >= more).orElse(true);
            if (wanted < 1 || more == 0 || line.removed > 0 || !there) {
                return false;
            }
            changed.put(line, more);
        }
        changed.forEach((line, more) -> {
            BigDecimal share = BigDecimal.valueOf(line.quantity + more)
                    .divide(BigDecimal.valueOf(line.quantity), 10, RoundingMode.HALF_UP);
            line.quantity += more;
            line.discount = line.discount.multiply(share).setScale(2, RoundingMode.HALF_UP);
            line.tax = line.tax.multiply(share).setScale(2, RoundingMode.HALF_UP);
            shop.listing(line.sku).ifPresent(listing -> {
                listing.shown -= more;
                listing.sold += more;
            });
        });
        world.shops().save(shop);
        happened(order, Act.RESIZE, changed, "");
        life.changed(shop, order);
        return !changed.isEmpty();
    }

    private boolean misdate(Shop shop, SandboxOrder order, JsonNode how) {
        Duration ahead = Duration.parse(how.path("ahead").asText("PT7H"));
        happened(order, Act.MISDATE, Map.of(), ahead.toString());
        life.misdate(shop, order, ahead);
        return true;
    }

    private void happened(SandboxOrder order, Act act, Map<OrderLine, Integer> units, String detail) {
        order.happened(world.clock().now(), act.word(), Units.byId(units), detail);
    }
}
