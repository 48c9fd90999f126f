package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** What happens to an order at Amazon: placed, paid, asked to be cancelled, cancelled, shipped; each told by the queue. */
final class AmazonLife {

    /** When Amazon ships an order of its own. */
    private static final Duration FBA_SHIPS = Duration.ofMinutes(10);

    private static final Duration SHIP_BY = Duration.ofDays(2);
    private static final Duration DELIVER_BY = Duration.ofDays(6);
    /** Whether a late payment is taken up after a restart: the traffic's own timer is gone then. */
    private static final Duration LATE_PAYMENT = Duration.ofSeconds(30);

    private final World world;
    private final Function<Shop, AmazonQueue> queues;

    AmazonLife(World world, Function<Shop, AmazonQueue> queues) {
        this.world = world;
        this.queues = queues;
    }

    /** Scripted orders say what they want ({@code fba}, {@code prime}, {@code shipPlus}, {@code gift}); in traffic the dice do. */
    void place(Shop shop, SandboxOrder order, JsonNode knobs) {
        long n = world.ids().next();
        order.id = String.format("%03d-%07d-%07d", 111 + n % 4, n * 7_919 % 10_000_000, n % 10_000_000);
        order.number = order.id;
        order.test = false;
        order.note = null;
        int dice = knobs.has("lines") ? 100 : new Random(world.seed() * 37 + order.sequence).nextInt(100);
        boolean fba = knobs.path("fba").asBoolean() || dice < 8;
        String gift = knobs.path("gift").asText(dice >= 8 && dice < 18 ? "Happy birthday! Enjoy it." : null);
        for (OrderLine line : order.lines) {
            line.lineId = String.valueOf(10_000_000_000_000L + world.ids().next() * 137);
            line.discount = BigDecimal.ZERO;
            line.extra.put(
                    "asin",
                    shop.listing(line.sku)
                            .map(listing -> listing.extra.path("asin").asText())
                            .orElse("B0UNLISTED"));
            if (gift != null) {
                line.extra.put("giftMessage", gift);
            }
        }
        boolean express = order.shippingTitle.equalsIgnoreCase("Express");
        AmazonOrder.describe(
                order,
                fba ? "AMAZON" : "MERCHANT",
                programs(knobs, dice),
                express ? "SECOND_DAY" : "STANDARD",
                order.placedAt.plus(SHIP_BY).truncatedTo(ChronoUnit.DAYS),
                order.placedAt.plus(DELIVER_BY).truncatedTo(ChronoUnit.DAYS));
        if (fba) {
            giveBack(shop, order, OrderLine::current);
        }
        world.shops().save(shop, order);
        queues.apply(shop).announce(order, OrderChange.Change.status("NewOrder"));
        resume(shop, order);
    }

    private static List<String> programs(JsonNode knobs, int dice) {
        List<String> programs = new ArrayList<>();
        if (knobs.path("prime").asBoolean() || dice % 7 == 0 && dice < 100) {
            programs.add("PRIME");
        }
        if (knobs.path("shipPlus").asBoolean()) {
            programs.add("FBM_SHIP_PLUS");
        }
        return programs;
    }

    /** Amazon ships what it fulfils; a pending payment of the traffic comes in though its timer died with the process. */
    void resume(Shop shop, SandboxOrder order) {
        AmazonOrder seen = AmazonOrder.of(order, AmazonShop.marketplaceId(shop));
        if (seen.amazonFulfils() && !order.extra.path("amazonShipped").asBoolean()) {
            world.later(shop, FBA_SHIPS, () -> shipByAmazon(shop, order));
        } else if (seen.status().equals("PENDING") && order.extra.has("kind")) {
            world.later(shop, LATE_PAYMENT, () -> pay(shop, order));
        }
    }

    private void shipByAmazon(Shop shop, SandboxOrder order) {
        if (order.paidAt != null && !order.cancelled()) {
            order.extra.put("amazonShipped", true);
            changed(shop, order, OrderChange.Change.status("OrderShipped"));
        }
    }

    void pay(Shop shop, SandboxOrder order) {
        if (order.paidAt == null && !order.cancelled()) {
            order.paidAt = world.clock().now();
            changed(shop, order, OrderChange.Change.status("PendingToUnshipped"));
        }
    }

    /** A buyer cancels a Pending order alone; later the buyer can only ask, and the seller decides. */
    boolean cancel(Shop shop, SandboxOrder order, JsonNode how) {
        if (order.cancelled()) {
            return true;
        }
        boolean byAmazon = how.path("by").asText("buyer").equals("channel");
        String reason = how.path("reason").asText("Bought by mistake");
        if (order.paidAt == null || byAmazon) {
            cancelNow(shop, order, byAmazon ? "AMAZON" : "BUYER", reason);
            return true;
        }
        for (OrderLine line : order.lines) {
            if (line.current() > order.fulfilled(line.lineId)) {
                line.extra.put("cancelAsked", reason);
                touch(shop, order);
                queues.apply(shop).announce(order, OrderChange.Change.cancelAsked(line.lineId));
            }
        }
        return false;
    }

    /** Somebody in Seller Central cancels. */
    void cancelByStaff(Shop shop, SandboxOrder order) {
        cancelNow(shop, order, "MERCHANT", "No inventory");
    }

    private void cancelNow(Shop shop, SandboxOrder order, String who, String reason) {
        order.lines.forEach(line -> line.extra.put("cancelledBy", who));
        order.cancelledAt = world.clock().now();
        order.cancelledBy = switch (who) {
            case "AMAZON" -> "channel";
            case "MERCHANT" -> "staff";
            default -> "buyer";
        };
        order.cancelReason = reason;
        if (!order.extra.path("fulfilledBy").asText().equals("AMAZON")) {
            giveBack(shop, order, line -> line.current() - order.fulfilled(line.lineId));
        }
        changed(shop, order, OrderChange.Change.status("OrderCancelled"));
    }

    private void giveBack(Shop shop, SandboxOrder order, ToIntFunction<OrderLine> units) {
        shop.putBack(order, units);
        world.shops().save(shop);
    }

    /** Quantities were lowered or the address was changed. */
    void edited(Shop shop, SandboxOrder order) {
        changed(shop, order, new OrderChange.Change("BuyerRequestedChange", "Buyer Requested Change", null));
    }

    /** A package was confirmed; when the status moved, the queue echoes it. */
    void shipped(Shop shop, SandboxOrder order, String statusBefore) {
        touch(shop, order);
        if (!AmazonOrder.of(order, AmazonShop.marketplaceId(shop)).status().equals(statusBefore)) {
            queues.apply(shop).announce(order, OrderChange.Change.status("OrderShipped"));
        }
    }

    private void changed(Shop shop, SandboxOrder order, OrderChange.Change change) {
        touch(shop, order);
        queues.apply(shop).announce(order, change);
    }

    private void touch(Shop shop, SandboxOrder order) {
        Instant now = world.clock().now();
        order.updatedAt = now.isAfter(order.updatedAt) ? now : order.updatedAt.plusMillis(1);
        world.shops().save(shop, order);
    }
}
