package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.caravanserai.testbed.sandbox.channel.Act;
import org.caravanserai.testbed.sandbox.channel.Announcer;
import org.caravanserai.testbed.sandbox.channel.Staff;
import org.caravanserai.testbed.sandbox.channel.Units;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * What merchants do in Shopify's admin. A parcel goes out of one location ({@code tracking} and {@code carrier} if they have
 * one); taking it back opens its units again, in a new fulfilment order when the old one was closed; a refund says by
 * {@code restock} whether units had left ({@code return}) or not ({@code cancel}); a cancelled order stays cancelled; only
 * cancelled or finished orders can be deleted; quantities are only lowered, since more of them would be another payment.
 */
final class ShopifyStaff implements Staff {

    private static final Set<Act> ACTS =
            EnumSet.of(Act.FULFIL, Act.UNFULFIL, Act.REFUND, Act.CANCEL, Act.DELETE, Act.MOVE, Act.RESIZE);

    private final World world;
    private final Cancellations cancellations;
    private final Announcer announcer;
    private final BiConsumer<Shop, SandboxOrder> edited;

    /** @param edited announces an order whose lines were edited */
    ShopifyStaff(World world, Cancellations cancellations, Announcer announcer, BiConsumer<Shop, SandboxOrder> edited) {
        this.world = world;
        this.cancellations = cancellations;
        this.announcer = announcer;
        this.edited = edited;
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.copyOf(ACTS);
    }

    @Override
    public boolean act(Shop shop, SandboxOrder order, Act act, JsonNode how) {
        if (order.erased()) {
            return false;
        }
        return switch (act) {
            case FULFIL -> fulfil(shop, order, how);
            case UNFULFIL -> unfulfil(shop, order);
            case REFUND -> refund(shop, order, how);
            case CANCEL -> cancel(shop, order);
            case DELETE -> delete(shop, order);
            case RESIZE -> resize(shop, order, how);
            default -> throw new IllegalArgumentException("Shopify has no button for " + act.word());
        };
    }

    private boolean fulfil(Shop shop, SandboxOrder order, JsonNode how) {
        Map<OrderLine, Integer> wanted = Units.of(order, how, order::open);
        for (ObjectNode one : FulfilmentOrders.of(order, world.clock().now())) {
            Map<OrderLine, Integer> here = FulfilmentOrders.take(order, one, wanted);
            if (!here.isEmpty()) {
                Fulfilment parcel = parcel(order, how, one.path("location").asText(), here);
                here.forEach((line, units) -> shop.listing(line.sku)
                        .ifPresent(listing ->
                                Levels.ship(listing, one.path("location").asText(), units)));
                order.fulfilments.add(parcel);
                happened(order, Act.FULFIL, here, parcel.tracking == null ? "" : parcel.tracking);
                keep(shop, order);
                announcer.announce(shop, order, "fulfillments/create");
                boolean all = order.lines.stream().allMatch(line -> order.open(line) == 0);
                announcer.announce(shop, order, all ? "orders/fulfilled" : "orders/partially_fulfilled");
                announcer.announce(shop, order, "orders/updated");
                return true;
            }
        }
        return false;
    }

    private Fulfilment parcel(SandboxOrder order, JsonNode how, String location, Map<OrderLine, Integer> units) {
        Fulfilment parcel = new Fulfilment();
        parcel.id = String.valueOf(ShopifyIds.next(world));
        parcel.at = world.clock().now();
        parcel.viaOperation = Fulfilment.BY_HAND;
        parcel.tracking = how.path("tracking").asText(null);
        parcel.carrier = parcel.tracking == null ? null : how.path("carrier").asText("Other");
        units.forEach((line, quantity) -> parcel.lines.add(new Fulfilment.Part(line.lineId, quantity)));
        parcel.extra.put("location", location).put("name", order.number + "-F" + (order.fulfilments.size() + 1));
        return parcel;
    }

    private boolean unfulfil(Shop shop, SandboxOrder order) {
        List<Fulfilment> standing = order.fulfilments.stream()
                .filter(parcel -> parcel.byHand() && parcel.stands())
                .toList();
        if (standing.isEmpty() || order.cancelled()) {
            return false;
        }
        Fulfilment parcel = standing.get(standing.size() - 1);
        parcel.cancelledAt = world.clock().now();
        Map<OrderLine, Integer> back = new LinkedHashMap<>();
        parcel.lines.forEach(part -> back.put(order.line(part.lineId()), part.quantity()));
        String location = parcel.extra.path("location").asText();
        FulfilmentOrders.reopen(world, order, location, back);
        back.forEach(
                (line, units) -> shop.listing(line.sku).ifPresent(listing -> Levels.unship(listing, location, units)));
        happened(order, Act.UNFULFIL, back, parcel.tracking == null ? "" : parcel.tracking);
        keep(shop, order);
        announcer.announce(shop, order, "fulfillments/update");
        announcer.announce(shop, order, "orders/updated");
        return true;
    }

    private boolean refund(Shop shop, SandboxOrder order, JsonNode how) {
        if (order.cancelled()) {
            return false;
        }
        boolean left = !how.path("restock").asText("cancel").equals("cancel");
        Map<OrderLine, Integer> units = Units.of(
                order,
                how,
                line -> left ? order.fulfilled(line.lineId) - line.returned : Math.max(0, order.open(line)));
        if (units.isEmpty()) {
            return false;
        }
        String restock = how.path("restock").asText("cancel").toUpperCase(Locale.ROOT);
        ObjectNode refund = order.extra
                .withArray("refunds")
                .addObject()
                .put("id", String.valueOf(ShopifyIds.next(world)))
                .put("at", world.clock().now().toString())
                .put("restock", restock);
        ArrayNode lines = refund.putArray("lines");
        units.forEach((line, quantity) -> {
            lines.addObject().put("lineId", line.lineId).put("quantity", quantity);
            line.removed += quantity;
            line.returned += left ? quantity : 0;
            shop.listing(line.sku).ifPresent(listing -> restock(listing, line, quantity, restock));
        });
        FulfilmentOrders.shrink(order);
        happened(order, Act.REFUND, units, restock);
        keep(shop, order);
        announcer.announce(shop, order, "refunds/create");
        announcer.announce(shop, order, "orders/updated");
        return true;
    }

    private static void restock(Listing listing, OrderLine line, int units, String restock) {
        String location = line.extra.path("location").asText();
        if (restock.equals("CANCEL")) {
            line.extra.put("released", line.extra.path("released").asInt() + units);
            Levels.release(listing, location, units, true);
            listing.sold -= units;
        } else {
            line.extra.put("released", line.extra.path("released").asInt() + units);
            if (restock.equals("RETURN")) {
                Levels.receive(listing, location, units);
                listing.sold -= units;
            }
        }
    }

    private boolean cancel(Shop shop, SandboxOrder order) {
        if (order.cancelled() || order.anythingSent()) {
            return false;
        }
        happened(order, Act.CANCEL, Units.open(order), "");
        cancellations.now(shop, order, "OTHER", "staff", true);
        return true;
    }

    /** {@code quantity} is what the line shall have. */
    private boolean resize(Shop shop, SandboxOrder order, JsonNode how) {
        Map<OrderLine, Integer> less = new LinkedHashMap<>();
        for (JsonNode one : how.path("lines")) {
            OrderLine line = Units.find(order, one);
            int units = line.current() - one.path("quantity").asInt();
            if (units <= 0 || units > order.open(line)) {
                return false;
            }
            less.put(line, units);
        }
        if (less.isEmpty()) {
            return false;
        }
        less.forEach((line, units) -> {
            line.removed += units;
            shop.listing(line.sku).ifPresent(listing -> listing.sold -= units);
        });
        happened(order, Act.RESIZE, less, "");
        keep(shop, order);
        edited.accept(shop, order);
        return true;
    }

    private boolean delete(Shop shop, SandboxOrder order) {
        boolean finished = order.lines.stream().allMatch(line -> order.open(line) == 0);
        if (!order.cancelled() && !finished) {
            return false;
        }
        order.erasedAt = world.clock().now();
        happened(order, Act.DELETE, Map.of(), "");
        keep(shop, order);
        announcer.announce(shop, order, "orders/delete");
        return true;
    }

    private void happened(SandboxOrder order, Act act, Map<OrderLine, Integer> units, String detail) {
        order.happened(world.clock().now(), act.word(), Units.byId(units), detail);
    }

    private void keep(Shop shop, SandboxOrder order) {
        order.updatedAt = world.clock().now();
        world.shops().save(shop, order);
        world.shops().save(shop);
    }
}
