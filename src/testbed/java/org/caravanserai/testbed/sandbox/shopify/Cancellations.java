package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Cancelling: at once by the merchant's or buyer's hand, or by {@code orderCancel} as a job that takes a while. */
final class Cancellations {

    /** How long the job takes, in documented time. */
    private static final Duration JOB = Duration.ofSeconds(15);

    private final World world;
    private final BiConsumer<Shop, SandboxOrder> announce;

    Cancellations(World world, BiConsumer<Shop, SandboxOrder> announce) {
        this.world = world;
        this.announce = announce;
    }

    /** Cancels now, puts unshipped units back on sale when {@code restock}, and announces it. */
    void now(Shop shop, SandboxOrder order, String reason, String by, boolean restock) {
        order.cancelledAt = world.clock().now();
        order.updatedAt = order.cancelledAt;
        order.cancelReason = reason;
        order.cancelledBy = by;
        for (OrderLine line : order.lines) {
            int units = Math.max(0, line.toLeave() - order.fulfilled(line.lineId));
            shop.listing(line.sku).ifPresent(listing -> {
                Levels.release(listing, line.extra.path("location").asText(), units, restock);
                listing.sold -= restock ? units : 0;
            });
        }
        FulfilmentOrders.close(order);
        order.extra.remove("cancelJob");
        world.shops().save(shop);
        world.shops().save(shop, order);
        announce.accept(shop, order);
    }

    /** The {@code orderCancel} mutation. */
    Map<String, Object> start(Shop shop, Map<String, Object> arguments) {
        SandboxOrder order =
                shop.order(Gid.id("Order", arguments.get("orderId"))).orElse(null);
        if (order == null) {
            return refused("NOT_FOUND", List.of("orderId"), "Order does not exist");
        }
        if (arguments.get("refund") != null && arguments.get("refundMethod") != null) {
            world.violations()
                    .add(shop, order.id, "refund-twice", "orderCancel was sent with refund and refundMethod together");
            return refused("INVALID", List.of("refund"), "Refund and refundMethod cannot both be present.");
        }
        if (String.valueOf(arguments.get("staffNote")).length() > 255) {
            return refused("INVALID", List.of("staffNote"), "Staff note is too long (maximum is 255 characters)");
        }
        if (order.cancelled()) {
            return refused("INVALID", List.of("orderId"), "Cannot cancel an order that has already been canceled");
        }
        if (order.extra.has("cancelJob")) {
            return refused(null, null, "Cancellation is already in progress");
        }
        if (order.anythingSent()) {
            return refused("INVALID", List.of("orderId"), "Cannot cancel an order with outstanding fulfillments");
        }
        Instant due = world.clock().now().plus(world.clock().real(JOB));
        ObjectNode job = SandboxJson.object()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes((order.id + due).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .toString())
                .put("reason", String.valueOf(arguments.get("reason")))
                .put("restock", Boolean.TRUE.equals(arguments.get("restock")));
        order.extra.set("cancelJob", job);
        order.extra.set("lastJob", job.get("id"));
        world.shops().save(shop, order);
        run(shop, order, JOB);
        Map<String, Object> payload = new HashMap<>();
        payload.put("job", Map.of("id", Gid.of("Job", job.path("id").asText()), "done", false));
        payload.put("orderCancelUserErrors", List.of());
        payload.put("userErrors", List.of());
        return payload;
    }

    /** Finishes a job that was under way when the process ended. */
    void resume(Shop shop, SandboxOrder order) {
        if (order.extra.has("cancelJob")) {
            run(shop, order, Duration.ZERO);
        }
    }

    private void run(Shop shop, SandboxOrder order, Duration wait) {
        world.later(shop, wait, () -> {
            if (order.extra.has("cancelJob") && !order.cancelled() && !order.anythingSent()) {
                now(
                        shop,
                        order,
                        order.extra.path("cancelJob").path("reason").asText(),
                        "seller",
                        order.extra.path("cancelJob").path("restock").asBoolean());
            }
        });
    }

    private static Map<String, Object> refused(String code, List<String> field, String message) {
        Map<String, Object> error = new HashMap<>();
        error.put("code", code);
        error.put("field", field);
        error.put("message", message);
        Map<String, Object> payload = new HashMap<>();
        payload.put("job", null);
        payload.put("orderCancelUserErrors", List.of(error));
        Map<String, Object> plain = new HashMap<>(error);
        plain.remove("code");
        payload.put("userErrors", List.of(plain));
        return payload;
    }

    /** The job with that id, or null. */
    Map<String, Object> job(Shop shop, String id) {
        for (SandboxOrder order : shop.orders().values()) {
            if (order.extra.path("lastJob").asText().equals(id)) {
                return Map.of("id", Gid.of("Job", id), "done", !order.extra.has("cancelJob"));
            }
        }
        return null;
    }
}
