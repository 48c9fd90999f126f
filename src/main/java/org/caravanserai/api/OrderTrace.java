package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to an order, told from events, audit rows, parcels, messages and cases. */
public final class OrderTrace {

    // an order's events are those that its audit rows and cases name
    private static final String EVENTS = """
            select i.id, i.received_at, i.kind, i.source, i.topic, a.channel, a.name as account
              from inbox i join account a on a.id = i.account_id
             where i.id in (select inbox_id from audit_row where order_id = :id and inbox_id is not null
                            union select inbox_id from exception_case where order_id = :id and inbox_id is not null
                            union select inbox_id from orders where id = :id)
             order by i.received_at, i.id""";
    private static final String DECISIONS = """
            select r.block, r.pos, r.at, r.actor, r.action, r.data, r.inbox_id from audit_row r join audit_block b on b.block = r.block
             where r.order_id = :id order by b.seq, r.pos""";
    private static final String MESSAGES = """
            select id, kind, destination, operation, state, attempts, created_at, sent_at from outbox where order_id = :id order by turn""";
    private static final String PARCELS = """
            select id, parcel_no, carrier, tracking, shipped_at, told_at from shipment where order_id = :id order by parcel_no""";
    private static final String CASES = """
            select id, code, summary, first_seen, resolved_at, resolved_by, ending from exception_case where order_id = :id order by first_seen, id""";

    private final JdbcClient jdbc;

    public OrderTrace(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ApiProblem 404 when there is no such order */
    public ObjectNode trace(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        long id = Long.parseLong(request.segment(1));
        ObjectNode trace = jdbc.sql("""
                        select o.id, a.channel, a.name as account, o.channel_order_id, o.number, o.state
                          from orders o join account a on a.id = o.account_id where o.id = :id""")
                .param("id", id)
                .query((row, n) -> new JsonRow(row)
                        .text("orderId", "id")
                        .text("channel", "channel")
                        .text("account", "account")
                        .text("channelOrderId", "channel_order_id")
                        .text("number", "number")
                        .text("state", "state")
                        .node())
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("order " + id));
        trace.putArray("holds")
                .addAll(jdbc.sql(HoldRows.OF_ORDER)
                        .param("id", id)
                        .query((row, n) -> HoldRows.entry(row))
                        .list());
        RepeatedDecisions decisions = decisions(id);
        List<ObjectNode> entries = new ArrayList<>();
        jdbc.sql(EVENTS).param("id", id).query(row -> {
            if (row.getString("kind").equals("timer") && decisions.isOnlyRepeatedBy(row.getLong("id"))) {
                return;
            }
            entries.add(entry(
                    new JsonRow(row).time("at", "received_at").node(),
                    "event",
                    TraceWords.event(row),
                    "event " + row.getString("id")));
        });
        entries.addAll(decisions.entries());
        jdbc.sql(PARCELS).param("id", id).query(row -> {
            entries.add(entry(
                    new JsonRow(row).time("at", "shipped_at").node(),
                    "parcel",
                    TraceWords.parcel(row),
                    "parcel " + row.getString("id")));
        });
        jdbc.sql(MESSAGES).param("id", id).query(row -> {
            String at = row.getObject("sent_at") == null ? "created_at" : "sent_at";
            entries.add(entry(
                    new JsonRow(row).time("at", at).node(),
                    "message",
                    TraceWords.message(row),
                    "message " + row.getString("id")));
        });
        jdbc.sql(CASES).param("id", id).query(row -> {
            entries.add(entry(
                    new JsonRow(row).time("at", "first_seen").node(),
                    "case",
                    "Case " + row.getString("code") + ": " + row.getString("summary"),
                    "case " + row.getString("id")));
            if (row.getObject("resolved_at") != null) {
                entries.add(entry(
                        new JsonRow(row).time("at", "resolved_at").node(),
                        "case",
                        "Case " + row.getString("code")
                                + ("dismissed".equals(row.getString("ending")) ? " dismissed" : " resolved") + " by "
                                + row.getString("resolved_by"),
                        "case " + row.getString("id")));
            }
        });
        // stable: what has the same time stays event, decision, parcel, message, case
        entries.sort(Comparator.comparing(
                one -> java.time.Instant.parse(one.path("at").asText())));
        trace.putArray("entries").addAll(entries);
        return trace;
    }

    private RepeatedDecisions decisions(long id) {
        RepeatedDecisions decisions = new RepeatedDecisions();
        jdbc.sql(DECISIONS).param("id", id).query(row -> {
            JsonNode data = JsonRow.parse(row.getString("data"));
            ObjectNode one = entry(
                    new JsonRow(row).time("at", "at").node(),
                    "decision",
                    TraceWords.decision(row.getString("action"), row.getString("actor"), data),
                    "audit " + row.getString("block") + "/" + row.getString("pos"));
            one.put("actor", row.getString("actor"))
                    .put("action", row.getString("action"))
                    .set("data", data);
            decisions.add(one, row.getObject("inbox_id", Long.class));
        });
        return decisions;
    }

    private static ObjectNode entry(ObjectNode at, String kind, String text, String reference) {
        return Json.MAPPER
                .createObjectNode()
                .put("at", at.path("at").asText())
                .put("kind", kind)
                .put("text", text)
                .put("reference", reference);
    }
}
