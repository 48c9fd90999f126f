package org.caravanserai.allocate.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/**
 * What a batch says of itself between two steps: its events, and what the round has decided about their orders so far. Ids are
 * text, as they do not fit a number of every language; money is text as in order.v1.
 */
final class BatchSummary {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BatchSummary() {}

    /** @param round null while none is open */
    static ObjectNode of(List<EventContext> events, Round round) {
        ObjectNode summary = JSON.objectNode();
        ArrayNode stated = summary.putArray("events");
        events.forEach(event -> stated.add(event(event, round)));
        if (round != null) {
            ArrayNode orders = summary.putArray("orders");
            round.orders().all().forEach(order -> orders.add(order(order)));
            ArrayNode cases = summary.putArray("cases");
            round.cases()
                    .opened()
                    .forEach(one -> cases.add(with(
                            with(JSON.objectNode().put("code", one.code()), "orderId", one.orderId()),
                            "groupId",
                            one.groupId())));
            ArrayNode messages = summary.putArray("messages");
            round.messages()
                    .forEach(one -> messages.add(with(
                            with(
                                    JSON.objectNode()
                                            .put("operation", one.operation())
                                            .put(
                                                    "destination",
                                                    one.destination().text()),
                                    "orderId",
                                    one.orderId()),
                            "groupId",
                            one.groupId())));
        }
        return summary;
    }

    /** One event, with its order within. @param round null while none is open */
    static ObjectNode ofEvent(EventContext event, Round round) {
        ObjectNode summary = event(event, round);
        WorkingOrder order = round == null ? null : EventOrders.find(round.orders(), event);
        if (order != null) {
            summary.set("order", order(order));
        }
        return summary;
    }

    static byte[] bytesOfEvent(EventContext event, Round round) {
        return ofEvent(event, round).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode event(EventContext event, Round round) {
        ObjectNode summary = event.event().summary();
        summary.put("channel", event.channel()).put("account", event.account().name());
        EventFailure failure = round == null ? event.failure() : round.failure(event);
        if (failure != null) {
            summary.put("failure", failure.code().code());
        }
        WorkingOrder order = round == null ? null : EventOrders.find(round.orders(), event);
        return order == null ? summary : summary.put("orderId", Long.toString(order.id()));
    }

    private static ObjectNode order(WorkingOrder order) {
        ObjectNode summary = JSON.objectNode()
                .put("id", Long.toString(order.id()))
                .put("accountId", order.accountId())
                .put("channelOrderId", order.channelOrderId())
                .put("number", order.number())
                .put("new", order.fresh());
        order.statement().ifPresent(stated -> describe(summary, stated));
        summary.put(
                "state", order.groups().copy().isEmpty() ? "" : order.state().name());
        summary.put("alerts", order.alerts().toString());
        ArrayNode holds = summary.putArray("holds");
        order.holds()
                .open()
                .forEach(hold -> holds.addObject()
                        .put("cause", hold.cause())
                        .put("step", hold.step().word()));
        ArrayNode groups = summary.putArray("groups");
        order.groups().forEach(group -> groups.add(group(group)));
        return summary;
    }

    private static void describe(ObjectNode summary, OrderSnapshot stated) {
        summary.put("status", stated.status().word());
        summary.put("currency", stated.currency());
        if (stated.total() != null) {
            summary.put("total", stated.total().toPlainString());
        }
        summary.put("country", stated.country());
    }

    private static ObjectNode group(WorkingGroup group) {
        ObjectNode summary = JSON.objectNode()
                .put("id", Long.toString(group.id()))
                .put("state", group.state().name())
                .put("location", group.location());
        ArrayNode lines = summary.putArray("lines");
        group.lines()
                .forEach((line, units) -> lines.addObject().put("line", line).put("quantity", units.quantity()));
        return summary;
    }

    private static ObjectNode with(ObjectNode summary, String name, Long id) {
        return id == null ? summary : summary.put(name, Long.toString(id));
    }
}
