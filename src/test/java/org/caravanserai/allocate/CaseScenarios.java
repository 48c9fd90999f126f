package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.allocate.CasePlay.V1;
import static org.caravanserai.allocate.CasePlay.V2;
import static org.caravanserai.allocate.CasePlay.V3;
import static org.caravanserai.allocate.CasePlay.V4;
import static org.caravanserai.allocate.CasePlay.mugs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testing.Orders;

/** By case code: how a case of it begins, and how it ends, by itself or by what its suggestion says. */
final class CaseScenarios {

    /** Something that happens. */
    @FunctionalInterface
    interface Happening {
        void run() throws Exception;
    }

    record Scenario(Happening begin, Happening end) {}

    private final CasePlay play;
    private final Map<String, Scenario> all = new LinkedHashMap<>();

    CaseScenarios(CasePlay play) {
        this.play = play;
        new IntakeScenarios(play, this).add();
        holds();
        statements();
        doubts();
        warehouses();
        commands();
        stock();
        senders();
    }

    Map<String, Scenario> all() {
        return all;
    }

    void add(String code, Happening begin, Happening end) {
        all.put(code, new Scenario(begin, end));
    }

    /** A person does what the suggestion says and closes the case. */
    void byHand(String code, Happening begin) {
        add(code, begin, () -> play.resolve(code));
    }

    void byRetry(String code, Happening begin) {
        add(code, begin, () -> play.retry(code));
    }

    private void holds() {
        add(
                "intake.test_order",
                () -> play.send(mugs("test", V1, 1).put("test", true)),
                () -> play.open("intake.test_order").forEach(play.desk::dismiss));
        ObjectNode wish = mugs("wish", V1, 1);
        wish.putObject("cancellation")
                .putNull("reason")
                .put("by", "buyer")
                .put("requested", true)
                .putNull("at");
        byRetry("cancel.buyer_requested", () -> play.send(wish));
        ObjectNode packing = mugs("packing", V2, 1).put("status", "pending");
        ((ArrayNode) packing.path("alerts"))
                .addObject()
                .put("code", "status.unknown")
                .put("detail", "status packing");
        byRetry("order.unknown_status", () -> {
            play.released("packing", 1);
            play.send(packing);
        });
        add(
                "order.held_after_release",
                () -> {
                    long group = play.released("held", 1);
                    play.send(mugs("held", V2, 1).put("status", "pending"));
                    play.answer(group, false);
                },
                () -> play.send(mugs("held", V3, 1)));
        add(
                "address.incomplete",
                () -> play.send(HoldPlay.without(mugs("nowhere", V1, 1), "line1")),
                () -> play.send(mugs("nowhere", V2, 1)));
        for (String total : List.of("-5.00", "99999999.00")) {
            String code = total.startsWith("-") ? "totals.negative" : "totals.absurd";
            ObjectNode order = mugs(code, V1, 1);
            ((ObjectNode) order.path("totals")).put("total", total);
            byRetry(code, () -> play.send(order));
        }
        ObjectNode copy = mugs("copy", V1, 1);
        copy.putObject("copiedFrom").put("channel", "amazon").put("orderId", "111-2222222-4444444");
        byRetry("order.copied_sale", () -> play.send(copy));
        byRetry("order.parent_and_children", () -> {
            play.released("parent", 1);
            play.send(mugs("child", V1, 1).put("parentOrder", "parent"));
        });
    }

    private void statements() {
        add(
                "statement.incomplete",
                () -> play.fetched(
                        "order", "partial", CasePlay.problem(mugs("partial", V1, 1), "statement.incomplete")),
                () -> play.fetched("order", "partial", mugs("partial", V2, 1)));
        ObjectNode gone = (ObjectNode) play.hub.json("{\"orderId\":\"gone\"}");
        add(
                "order.not_found",
                () -> {
                    play.send(mugs("gone", V1, 1));
                    play.fetched("absent", "gone", gone);
                },
                () -> play.fetched("order", "gone", mugs("gone", V2, 1)));
        ObjectNode never = (ObjectNode) play.hub.json("{\"orderId\":\"never\"}");
        add("fetch.not_found", () -> play.fetched("absent", "never", never), () -> play.send(mugs("never", V1, 1)));
        byRetry("statement.parcel_without_content", () -> {
            play.send(mugs("mute", V1, 2));
            play.send(CasePlay.parcel(mugs("mute", V2, 2), "MUTE", 0));
        });
        byRetry("statement.refund_unclear", () -> {
            play.warehouse.ship(play.released("blurred", 3), 1);
            ObjectNode refunded = CasePlay.parcel(mugs("blurred", V2, 3), play.tracking("blurred"), 1);
            ((ObjectNode) refunded.at("/lines/0")).put("unclear", 1).put("open", 1);
            play.send(refunded);
        });
        byRetry("statement.mark_unclear", () -> {
            play.send(marked(V1, 2, false));
            play.warehouse.receive();
            play.warehouse.ship(play.group("marked"), 2);
            play.told("marked", "2026-11-23T10:00:01Z");
            play.send(marked(V4, 3, true));
        });
        add(
                "statement.parcel_not_named",
                () -> {
                    play.warehouse.ship(play.released("renamed", 2), 2);
                    play.send(CasePlay.parcel(mugs("renamed", V2, 2), play.tracking("renamed"), 2));
                    play.send(mugs("renamed", V3, 2));
                },
                () -> play.send(CasePlay.parcel(mugs("renamed", V4, 2), play.tracking("renamed"), 2)));
    }

    private void doubts() {
        byRetry("cancel.undone", () -> {
            play.send(mugs("undone", V1, 2));
            play.cancel("undone", 0);
            play.accepted("undone");
            play.send(mugs("undone", V4, 2));
        });
        add(
                "statement.older",
                () -> {
                    play.send(mugs("older", V4, 1));
                    play.fetched("order", "older", mugs("older", V1, 2));
                },
                () -> play.send(mugs("older", "2026-11-23T10:31:00.000Z", 1)));
    }

    /** As a channel states an order that says of it only whether it was sent. */
    private static ObjectNode marked(String version, int units, boolean sent) {
        ObjectNode order = mugs("marked", version, units).put("counts", "order").putNull("parcels");
        ((ObjectNode) order.at("/lines/0")).putNull("open").put("sent", sent).put("fulfilled", sent ? units : 0);
        return order;
    }

    private void warehouses() {
        byRetry("3pl.not_confirmed", () -> play.due(play.released("silent", 1), "confirm"));
        add(
                "3pl.unknown_dispatch",
                () -> ship(play.released("lost", 1) + 500_000_000L, 1, "1ZLOST"),
                () -> ship(play.group("lost"), 1, "1ZLOST"));
        add(
                "3pl.foreign_location",
                () -> {
                    play.hub.location("EAST", 2);
                    play.hub.login("warehouse-east", "EAST");
                    long group = play.released("guarded", 1);
                    play.hub.sent("warehouse-east", "shipment", Orders.shipment("s9", group, "1Z9", 1, 1));
                    play.hub.awaitQuiet();
                },
                () -> play.warehouse.ship(play.group("guarded"), 1));
        byHand("3pl.over_shipped", () -> ship(play.released("generous", 1), 3, "1ZMORE"));
        byHand("cancel.after_shipment", () -> {
            play.warehouse.ship(play.released("left", 1), 1);
            play.cancel("left", 0);
        });
        byHand("cancel.recall_refused", () -> {
            long group = play.released("kept", 1);
            play.send(Orders.cancelled(mugs("kept", V1, 1), V2));
            play.answer(group, false);
        });
        byRetry("cancel.recall_unanswered", () -> {
            long group = play.released("deaf", 1);
            play.send(Orders.cancelled(mugs("deaf", V1, 1), V2));
            play.due(group, "recall-answer");
        });
        byHand("change.after_release", () -> {
            play.warehouse.ship(play.released("moved", 1), 1);
            ObjectNode elsewhere = mugs("moved", V2, 1);
            ((ObjectNode) elsewhere.at("/personal/shipTo")).put("line1", "2 Other Street");
            play.send(elsewhere);
        });
    }

    private void ship(long group, int units, String tracking) {
        String reference = play.hub.key();
        play.hub.event(
                CasePlay.JMS,
                "shipment",
                "",
                "dispatch/" + group,
                reference,
                Orders.shipment(reference, group, tracking, 1, units));
        play.hub.awaitQuiet();
    }

    private void commands() {
        add(
                "cancel.too_late",
                () -> {
                    play.released("late", 3);
                    play.cancel("late", 1);
                },
                () -> play.warehouse.ship(play.group("late"), 3));
        add(
                "cancel.tell_by_hand",
                () -> {
                    play.send(play.amazon, mugs("by-hand", V1, 1).put("channel", "amazon"));
                    play.hub.event(
                            CasePlay.JMS,
                            "cancel",
                            "",
                            "by-hand",
                            play.hub.key(),
                            "{\"schema\":\"cancellation.v1\",\"reference\":\"h1\",\"order\":{\"hubOrderId\":\""
                                    + play.order("by-hand")
                                    + "\"},\"reason\":\"buyer\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00.000Z\"}");
                    play.hub.awaitQuiet();
                },
                () -> play.send(
                        play.amazon, Orders.cancelled(mugs("by-hand", V1, 1).put("channel", "amazon"), V2)));
        add("command.unknown_target", () -> play.cancel("to-come", 0), () -> {
            play.send(mugs("to-come", V1, 1));
            play.retry("command.unknown_target");
        });
    }

    private void stock() {
        add(
                "stock.short",
                () -> {
                    play.hub.stock("RARE", "MAIN", 0);
                    play.send(Orders.order("short", V1, "RARE", 1));
                },
                () -> {
                    count("RARE", 1);
                    play.retry("stock.short");
                });
        add(
                "stock.count_below_reserved",
                () -> {
                    play.hub.stock("FEW", "MAIN", 3);
                    play.send(Orders.order("few", V1, "FEW", 2));
                    play.warehouse.receive();
                    count("FEW", 1);
                },
                () -> play.warehouse.ship(play.group("few"), 2));
        add("stock.levels_not_taken", () -> count("NEW", 7), () -> {
            play.hub.sql().sql("insert into item (sku) values ('NEW')").update();
            play.retry("stock.levels_not_taken");
        });
    }

    private void count(String sku, int units) {
        String reference = play.hub.key();
        play.hub.event(
                CasePlay.JMS,
                "stock",
                "",
                "stock",
                reference,
                Orders.count(reference, play.hub.clock().instant().toString(), sku, "MAIN", units));
        play.hub.awaitQuiet();
    }

    private void senders() {
        for (String cause : List.of("rejected", "not_ready", "gave_up")) {
            List<Long> message = new ArrayList<>();
            add(
                    "*-out." + cause,
                    () -> {
                        message.add(play.undelivered());
                        play.sendersCase("status-out." + cause, "outbox", message.get(0), "{}", "");
                    },
                    () -> {
                        play.retry("status-out." + cause);
                        // whatever it ends in when it is tried again is the same case
                        play.sendersCase("status-out.outcome_unknown", "outbox", message.get(0), "{}", "");
                        assertThat(play.open("status-out.outcome_unknown")).hasSize(1);
                        play.senders.delivered(message);
                    });
        }
        byHand(
                "*-out.outcome_unknown",
                () -> play.sendersCase("status-out.outcome_unknown", "outbox", play.undelivered(), "{}", ""));
        add(
                "stock-out.*",
                () -> play.sendersCase("stock-out.rejected", "stock", null, "{\"channelSku\":\"L-1\"}", ""),
                () -> play.senders.shown(play.shop, "L-1"));
        add(
                "fetch.*",
                () -> play.sendersCase("fetch.gave_up", "event", null, "{}", "order:slow"),
                () -> play.send(mugs("slow", V1, 1)));
        for (String what : List.of("poll", "subscriptions")) {
            add(
                    what + ".*",
                    () -> play.sendersCase(what + ".rejected", "account", null, "{}", what),
                    () -> play.senders.over(play.shop, what));
        }
    }
}
