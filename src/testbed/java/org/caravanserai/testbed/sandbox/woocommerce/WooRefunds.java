package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * Refunds by REST, with negative quantities. The store's defaults are dangerous: unless {@code api_refund} is false, money moves,
 * and unless {@code api_restock} is false, the units are back on sale.
 */
final class WooRefunds {

    private final World world;
    private final WooLife life;

    WooRefunds(World world, WooLife life) {
        this.world = world;
        this.life = life;
    }

    Answer list(Shop shop, SandboxOrder order, Call call) {
        List<ObjectNode> list = new ArrayList<>();
        order.extra.path("refunds").forEach(refund -> list.add(shown(refund)));
        return Paging.of(call).answer(call, WooWebhooks.home(shop), list, one -> one);
    }

    private static ObjectNode shown(JsonNode refund) {
        ObjectNode node = SandboxJson.object().put("id", refund.path("id").asLong());
        node.put("date_created", refund.path("siteTime").asText())
                .put("date_created_gmt", refund.path("gmt").asText());
        node.put("amount", refund.path("amount").asText())
                .put("reason", refund.path("reason").asText())
                .put("refunded_by", 1)
                .put("refunded_payment", refund.path("refundedPayment").asBoolean(true));
        node.set(
                "meta_data", refund.path("meta").isArray() ? refund.path("meta").deepCopy() : SandboxJson.array());
        node.set("line_items", refund.path("lines").deepCopy());
        return node;
    }

    /** Without a key: the same call twice refunds twice as long as units are left. */
    Answer create(Shop shop, SandboxOrder order, Call call) {
        JsonNode body = WooBody.of(call);
        BigDecimal amount = new BigDecimal(body.path("amount").asText("0"));
        if (amount.signum() < 0 || amount.compareTo(order.total()) > 0) {
            throw new WooError(400, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.");
        }
        if (body.path("api_refund").asBoolean(true)) {
            world.violations()
                    .add(shop, order.id, "moved-money", "a refund was sent without api_refund false: money moved");
        }
        Map<OrderLine, Integer> units = new HashMap<>();
        for (JsonNode item : body.path("line_items")) {
            units.merge(line(shop, order, item), item.path("quantity").asInt(), Integer::sum);
        }
        units.forEach((line, quantity) -> {
            if (quantity <= 0 || quantity > line.current()) {
                world.violations()
                        .add(
                                shop,
                                order.id,
                                "refund-quantity",
                                quantity + " of line " + line.lineId + " were refunded");
                throw new WooError(400, "woocommerce_rest_invalid_order_refund", "Invalid refund quantity.");
            }
        });
        ObjectNode refund = book(order, body, amount, units);
        if (body.path("api_restock").asBoolean(true)) {
            units.forEach((line, quantity) -> shop.listing(line.sku).ifPresent(listing -> listing.shown += quantity));
            world.shops().save(shop);
        }
        life.changed(shop, order);
        return Answer.json(201, shown(refund));
    }

    private OrderLine line(Shop shop, SandboxOrder order, JsonNode item) {
        return order.lines.stream()
                .filter(line -> line.lineId.equals(item.path("id").asText()))
                .findFirst()
                .orElseThrow(() -> {
                    world.violations()
                            .add(shop, order.id, "wrong-id", "a refund names a line that the order does not have");
                    return new WooError(400, "woocommerce_rest_invalid_line_item", "Line item ID is invalid.");
                });
    }

    private ObjectNode book(SandboxOrder order, JsonNode body, BigDecimal amount, Map<OrderLine, Integer> units) {
        Instant now = world.clock().now();
        ObjectNode refund = order.extra
                .withArray("refunds")
                .addObject()
                .put("id", world.ids().next())
                .put("reason", body.path("reason").asText())
                .put("amount", amount.toPlainString())
                .put("refundedPayment", body.path("api_refund").asBoolean(true))
                .put("siteTime", WooTime.site(now))
                .put("gmt", WooTime.gmt(now));
        refund.set(
                "meta",
                body.path("meta_data").isArray() ? body.path("meta_data").deepCopy() : SandboxJson.array());
        ArrayNode lines = refund.putArray("lines");
        units.forEach((line, quantity) -> {
            line.removed += quantity;
            line.extra.put("refunded", line.removed);
            line.extra.put(
                    "takenOffBySeller", line.extra.path("takenOffBySeller").asInt() + quantity);
            ObjectNode item = lines.addObject().put("id", world.ids().next()).put("name", line.title);
            item.put("product_id", line.extra.path("productId").asLong())
                    .put("variation_id", line.extra.path("variationId").asLong())
                    .put("quantity", -quantity)
                    .put("sku", line.sku)
                    .put("subtotal", "0.00")
                    .put("total", "0.00")
                    .put("total_tax", "0.00");
            item.putArray("meta_data")
                    .addObject()
                    .put("id", world.ids().next())
                    .put("key", "_refunded_item_id")
                    .put("value", line.lineId);
        });
        return refund;
    }
}
