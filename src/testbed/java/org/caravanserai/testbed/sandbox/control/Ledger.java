package org.caravanserai.testbed.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.CallCounts;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.Happening;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Delivery;

/** What really happened, as the channels know it. The oracle compares the hub's database with this. */
final class Ledger {

    private final World world;

    Ledger(World world) {
        this.world = world;
    }

    ObjectNode show() {
        Map<String, List<Delivery>> deliveries = new HashMap<>();
        for (Delivery delivery : world.deliverer().all()) {
            deliveries
                    .computeIfAbsent(key(delivery.channel, delivery.shop, delivery.orderId), k -> new ArrayList<>())
                    .add(delivery);
        }
        ObjectNode ledger = SandboxJson.object();
        ArrayNode orders = ledger.putArray("orders");
        ArrayNode stock = ledger.putArray("stock");
        for (Shop shop : world.shops().all()) {
            synchronized (shop) {
                for (SandboxOrder order : shop.orders().values()) {
                    List<Delivery> own = deliveries.remove(key(shop.channel, shop.name, order.id));
                    orders.add(order(shop, order, own == null ? List.of() : own));
                }
                shop.listings.forEach(l -> stock.addObject()
                        .put("channel", shop.channel)
                        .put("shop", shop.name)
                        .put("sku", l.sku)
                        .put("shown", l.shown)
                        .put("sold", l.sold));
            }
        }
        // What is left is about no order of ours: greetings and forgeries.
        ArrayNode strays = ledger.putArray("strays");
        deliveries.values().forEach(list -> list.forEach(d -> attempts(strays, d)));
        ledger.set("calls", calls());
        ledger.set(
                "violations", SandboxJson.MAPPER.valueToTree(world.violations().all()));
        return ledger;
    }

    private static String key(String channel, String shop, String order) {
        return channel + "/" + shop + "/" + order;
    }

    private ObjectNode order(Shop shop, SandboxOrder order, List<Delivery> deliveries) {
        ObjectNode node = SandboxJson.object()
                .put("channel", shop.channel)
                .put("shop", shop.name)
                .put("orderId", order.id)
                .put("number", order.number)
                .put("placedAt", order.placedAt.toString())
                .put("updatedAt", order.updatedAt.toString())
                .put("paid", order.paidAt != null)
                .put("total", order.total().toPlainString())
                .put("currency", order.currency)
                .put("cancelled", order.cancelled())
                .put("cancelledBy", order.cancelledBy)
                .put("cancelledAt", order.cancelledAt == null ? null : order.cancelledAt.toString())
                .put("erased", order.erased())
                .put("address", order.buyer.addressMark())
                .put("cancelReason", order.cancelReason)
                .put("test", order.test)
                .put("fulfilledBy", order.extra.path("fulfilledBy").asText("MERCHANT"))
                .put("cancelRequested", order.lines.stream().anyMatch(line -> line.extra.hasNonNull("cancelAsked")))
                .put("kind", order.extra.path("kind").asText("scripted"))
                .put("told", world.channel(shop.channel).told(order));
        ArrayNode lines = node.putArray("lines");
        for (OrderLine line : order.lines) {
            lines.addObject()
                    .put("lineId", line.lineId)
                    .put("sku", line.sku)
                    .put("quantity", line.quantity)
                    .put("removed", line.removed)
                    .put("takenOffBySeller", line.extra.path("takenOffBySeller").asInt())
                    .put("returned", line.returned)
                    .put("fulfilled", order.fulfilled(line.lineId))
                    .put("unitPrice", line.unitPrice.toPlainString())
                    .put("requiresShipping", line.requiresShipping);
        }
        ArrayNode sent = node.putArray("deliveries");
        deliveries.stream().sorted(Comparator.comparing(d -> d.dueAt)).forEach(d -> attempts(sent, d));
        ArrayNode parcels = node.putArray("fulfilments");
        for (Fulfilment parcel : order.fulfilments) {
            parcels.addObject()
                    .put("id", parcel.id)
                    .put("at", parcel.at.toString())
                    .put("tracking", parcel.tracking)
                    .put("carrier", parcel.carrier)
                    .put("url", parcel.url)
                    .put("duplicateOf", parcel.duplicateOf)
                    .put("byHand", parcel.byHand())
                    .put("onlyMarked", parcel.extra.path("onlyMarked").asBoolean())
                    .put("takenBackAt", parcel.cancelledAt == null ? null : parcel.cancelledAt.toString())
                    .put("viaOperation", parcel.viaOperation)
                    .set("lines", SandboxJson.MAPPER.valueToTree(parcel.lines));
        }
        ArrayNode history = node.putArray("history");
        for (Happening one : order.history) {
            history.addObject()
                    .put("at", one.at().toString())
                    .put("act", one.act())
                    .put("detail", one.detail())
                    .set("units", SandboxJson.MAPPER.valueToTree(one.units()));
        }
        return node;
    }

    private static void attempts(ArrayNode into, Delivery delivery) {
        if (delivery.attempts.isEmpty()) {
            describe(into.addObject(), delivery)
                    .put("at", delivery.dueAt.toString())
                    .put("attempt", 0)
                    .put("status", 0)
                    .put("ms", 0);
        }
        synchronized (delivery) {
            for (Delivery.Attempt attempt : delivery.attempts) {
                describe(into.addObject(), delivery)
                        .put("at", attempt.at().toString())
                        .put("attempt", attempt.number())
                        .put("status", attempt.status())
                        .put("ms", attempt.ms());
            }
        }
    }

    private static ObjectNode describe(ObjectNode node, Delivery delivery) {
        return node.put("id", delivery.id)
                .put("webhookId", delivery.webhookId)
                .put("orderId", delivery.orderId)
                .put("topic", delivery.topic)
                .put("madeAt", delivery.madeAt.toString())
                .put("duplicateOf", delivery.duplicateOf)
                .put("lost", delivery.lost)
                .put("forged", delivery.forged != null)
                .put("forgery", delivery.forged)
                .put("done", delivery.done);
    }

    private ArrayNode calls() {
        Map<String, ObjectNode> byOperation = new LinkedHashMap<>();
        for (Map.Entry<CallCounts.Key, Integer> entry : world.calls().all().entrySet()) {
            CallCounts.Key key = entry.getKey();
            ObjectNode node = byOperation.computeIfAbsent(key.shop() + "|" + key.operation(), k -> {
                ObjectNode fresh = SandboxJson.object()
                        .put("channel", key.shop().substring(0, key.shop().indexOf('/')))
                        .put("shop", key.shop().substring(key.shop().indexOf('/') + 1))
                        .put("operation", key.operation())
                        .put("count", 0);
                fresh.putObject("byOutcome");
                return fresh;
            });
            node.put("count", node.path("count").asInt() + entry.getValue());
            ((ObjectNode) node.path("byOutcome")).put(key.outcome(), entry.getValue());
        }
        ArrayNode all = SandboxJson.array();
        byOperation.values().forEach(all::add);
        return all;
    }
}
