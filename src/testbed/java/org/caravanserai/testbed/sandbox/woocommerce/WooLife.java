package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** What happens to an order in the store: checkout, payment, refunds, cancellation; each announced as the store would. */
final class WooLife {

    /** How long a buyer's block checkout shows as a draft. */
    private static final Duration DRAFT = Duration.ofSeconds(20);

    /** In the order's {@code extra}: by how much its modification time is ahead; a plug-in's fault. */
    static final String AHEAD = "ahead";

    private static final Duration NEWS_SPREADS = Duration.ofMinutes(30);

    private final World world;
    private final WooWebhooks webhooks;

    WooLife(World world, WooWebhooks webhooks) {
        this.world = world;
        this.webhooks = webhooks;
    }

    /** Scripted orders say what they want ({@code draft}, {@code pending}, {@code meta}, {@code fees}); in traffic the dice do. */
    void place(Shop shop, SandboxOrder order, JsonNode knobs) {
        order.id = String.valueOf(10_000 + world.ids().next());
        order.number = order.id;
        for (OrderLine line : order.lines) {
            line.lineId = String.valueOf(world.ids().next());
            shop.listing(line.sku)
                    .ifPresent(listing -> line.extra
                            .put("productId", WooProducts.productId(listing))
                            .put("variationId", WooProducts.variationId(listing)));
        }
        knobs.path("meta").forEach(meta -> order.extra.withArray("meta").add(meta));
        knobs.path("fees").forEach(fee -> order.extra.withArray("fees").add(fee));
        // A store has no test flag, so nobody can tell such an order from another.
        order.test = false;
        boolean traffic = !knobs.has("lines");
        int dice = traffic ? new Random(world.seed() * 31 + order.sequence).nextInt(100) : 100;
        if (knobs.path("draft").asBoolean() || dice < 8) {
            WooStatus.set(order, WooStatus.DRAFT);
            order.extra.put("abandoned", knobs.path("abandoned").asBoolean());
            world.shops().save(shop, order);
            webhooks.announce(shop, order, "order.updated");
        } else {
            born(shop, order);
        }
        arm(shop, order);
    }

    /** Takes up after a restart what time does to the order; a scripted one waits for its script. */
    void resume(Shop shop, SandboxOrder order) {
        arm(shop, order);
        if (WooStatus.of(order).equals(WooStatus.ON_HOLD) && order.extra.has("kind")) {
            world.later(shop, DRAFT, () -> {
                if (order.paidAt == null) {
                    pay(shop, order);
                } else {
                    move(shop, order, WooStatus.PROCESSING, "staff");
                }
            });
        }
    }

    private void arm(Shop shop, SandboxOrder order) {
        if (WooStatus.of(order).equals(WooStatus.DRAFT)
                && !order.extra.path("abandoned").asBoolean()) {
            world.later(shop, DRAFT, () -> {
                if (WooStatus.of(order).equals(WooStatus.DRAFT)) {
                    born(shop, order);
                }
            });
        }
    }

    private void born(Shop shop, SandboxOrder order) {
        WooStatus.set(order, order.paidAt == null ? WooStatus.ON_HOLD : WooStatus.PROCESSING);
        touch(shop, order);
        webhooks.announce(shop, order, "order.created");
        if (Long.parseLong(order.id) % 3 == 0) {
            webhooks.announce(shop, order, "order.updated");
        }
    }

    void pay(Shop shop, SandboxOrder order) {
        if (order.paidAt == null && !order.cancelled()) {
            order.paidAt = world.clock().now();
            if (WooStatus.of(order).equals(WooStatus.DRAFT)) {
                return;
            }
            WooStatus.set(order, WooStatus.PROCESSING);
            changed(shop, order);
        }
    }

    /** Sets the status with what hangs on it; setting it again changes nothing and fires nothing. */
    void move(Shop shop, SandboxOrder order, String status, String who) {
        if (WooStatus.of(order).equals(status)) {
            return;
        }
        WooStatus.set(order, status);
        if (status.equals(WooStatus.COMPLETED)) {
            order.extra.put("completedAt", world.clock().now().toString());
            order.paidAt = order.paidAt == null ? world.clock().now() : order.paidAt;
        }
        if ((status.equals(WooStatus.CANCELLED) || status.equals(WooStatus.TRASH)) && !order.cancelled()) {
            cancelled(shop, order, who);
        }
        if (status.equals(WooStatus.TRASH)) {
            touch(shop, order);
            webhooks.announce(shop, order, "order.deleted");
        } else {
            changed(shop, order);
        }
    }

    private void cancelled(Shop shop, SandboxOrder order, String who) {
        order.cancelledAt = world.clock().now();
        order.cancelledBy = who;
        restock(shop, order);
    }

    /** Deletes it for good: asked for it, the store says that there is no such order. */
    void erase(Shop shop, SandboxOrder order, String who) {
        if (!order.cancelled()) {
            cancelled(shop, order, who);
        }
        order.erasedAt = world.clock().now();
        touch(shop, order);
        webhooks.announce(shop, order, "order.deleted");
    }

    /** A cancelled order is processed again; the store takes its units anew. */
    void revive(Shop shop, SandboxOrder order) {
        order.cancelledAt = null;
        order.cancelledBy = null;
        shop.putBack(order, line -> -line.current());
        world.shops().save(shop);
        WooStatus.set(order, WooStatus.PROCESSING);
        changed(shop, order);
    }

    /** The store puts back what it had taken; parcels already told stay sold. */
    private void restock(Shop shop, SandboxOrder order) {
        shop.putBack(order, OrderLine::current);
        world.shops().save(shop);
    }

    /** Books removed units that no refund tells of yet as a refund of their own. */
    void edited(Shop shop, SandboxOrder order) {
        ArrayNode lines = SandboxJson.array();
        BigDecimal amount = BigDecimal.ZERO;
        for (OrderLine line : order.lines) {
            int units = line.removed - line.extra.path("refunded").asInt();
            if (units > 0) {
                BigDecimal net =
                        line.unitPrice.multiply(BigDecimal.valueOf(units)).setScale(2, RoundingMode.HALF_UP);
                amount = amount.add(net);
                line.extra.put("refunded", line.removed);
                ObjectNode item =
                        lines.addObject().put("id", world.ids().next()).put("name", line.title);
                item.put("product_id", line.extra.path("productId").asLong())
                        .put("variation_id", line.extra.path("variationId").asLong());
                item.put("quantity", -units)
                        .put("sku", line.sku)
                        .put("subtotal", net.negate().toPlainString())
                        .put("total", net.negate().toPlainString())
                        .put("total_tax", "0.00");
                item.putArray("meta_data")
                        .addObject()
                        .put("id", world.ids().next())
                        .put("key", "_refunded_item_id")
                        .put("value", line.lineId);
            }
        }
        if (!lines.isEmpty()) {
            Instant now = world.clock().now();
            ObjectNode refund = order.extra
                    .withArray("refunds")
                    .addObject()
                    .put("id", world.ids().next())
                    .put("reason", "Changed by the buyer")
                    .put("amount", amount.toPlainString())
                    .put("siteTime", WooTime.site(now))
                    .put("gmt", WooTime.gmt(now));
            refund.set("lines", lines);
        }
        changed(shop, order);
    }

    /** Whether the order was cancelled so long ago that every caller can know; before, parcels may cross with the news. */
    static boolean longCancelled(SandboxOrder order, SandboxClock clock) {
        return order.cancelled()
                && order.cancelledAt.plus(clock.real(NEWS_SPREADS)).isBefore(clock.now());
    }

    /** Shows the order's modification time ahead of the clock until something else changes. */
    void misdate(Shop shop, SandboxOrder order, Duration ahead) {
        touch(shop, order);
        order.extra.put(AHEAD, ahead.toString());
        world.shops().save(shop, order);
        webhooks.announce(shop, order, "order.updated");
    }

    /** The modification time that the store shows. */
    static Instant modified(SandboxOrder order) {
        return order.extra.has(AHEAD)
                ? order.updatedAt.plus(Duration.parse(order.extra.path(AHEAD).asText()))
                : order.updatedAt;
    }

    void changed(Shop shop, SandboxOrder order) {
        touch(shop, order);
        webhooks.announce(shop, order, "order.updated");
    }

    /** Every change shows the true time again. */
    private void touch(Shop shop, SandboxOrder order) {
        order.extra.remove(AHEAD);
        order.updatedAt = world.clock().now();
        world.shops().save(shop, order);
    }
}
