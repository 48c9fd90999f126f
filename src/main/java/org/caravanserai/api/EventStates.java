package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.inbox.EventResult;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of an event. Of what people, warehouses and files sent it was written down; of what channels stated, the audit
 * trail of the order tells it.
 */
public final class EventStates {

    private static final String EVENT = """
            select i.id, i.kind, i.source, i.topic, i.received_at, a.channel, a.name as account,
                   coalesce(i.headers::jsonb ->> 'hubReference', '') as reference,
                   case when t.id is not null then 'received' when f.id is not null then 'waiting_for_fetch'
                        when o.result is null and i.notification_only and i.source = 'api' then 'received' else o.result end as state,
                   coalesce(f.next_at, nullif(t.due, '-infinity')) as next_at, coalesce(x.failures, 0) + coalesce(f.attempts, 0) as attempts,
                   o.at, o.code, case when f.id is not null then f.last_error else o.reason end as reason, array_to_string(o.order_ids, ' ') as order_ids
              from inbox i join account a on a.id = i.account_id
              left join inbox_todo t on t.id = i.id left join inbox_fetch f on f.id = i.id
              left join inbox_attempt x on x.id = i.id left join event_outcome o on o.inbox_id = i.id
             where i.id = :id""";

    // what was fetched for an event counts as the event's own
    private static final String TRACE = """
            select r.action, r.order_id, r.at
              from inbox i join order_key k on k.account_id = i.account_id and k.channel_order_id = i.order_key
              join audit_row r on r.order_id = k.order_id join inbox c on c.id = r.inbox_id
             where i.id = :id and (c.id = i.id or c.parent_id = i.id) order by r.at""";

    private static final String CASES = """
            select id, code, summary, last_seen, state <> 'resolved' as open from exception_case
             where inbox_id = :id order by (state <> 'resolved') desc, id desc""";

    private final JdbcClient jdbc;

    private record Said(String id, String code, String summary, String at, boolean open) {}

    public EventStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ApiProblem 404 when there is no such event */
    public ObjectNode get(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        long id = Long.parseLong(request.segment(1));
        ObjectNode event = jdbc.sql(EVENT)
                .param("id", id)
                .query(EventStates::event)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("event " + id));
        List<Said> cases = jdbc.sql(CASES)
                .param("id", id)
                .query((row, n) -> new Said(
                        row.getString("id"),
                        row.getString("code"),
                        row.getString("summary"),
                        new JsonRow(row)
                                .time("at", "last_seen")
                                .node()
                                .path("at")
                                .asText(),
                        row.getBoolean("open")))
                .list();
        if (event.path("state").isNull()) {
            derive(event, id, cases);
        }
        event.put("caseId", cases.isEmpty() ? null : cases.get(0).id);
        return event;
    }

    private void derive(ObjectNode event, long id, List<Said> cases) {
        List<String> actions = new ArrayList<>();
        TreeSet<Long> orders = new TreeSet<>();
        jdbc.sql(TRACE).param("id", id).query(row -> {
            actions.add(row.getString("action"));
            orders.add(row.getLong("order_id"));
            event.put("at", new JsonRow(row).time("at", "at").node().path("at").asText());
        });
        Said refused = cases.stream().filter(Said::open).findFirst().orElse(null);
        actions.remove("case.opened");
        event.put("state", EventResult.of(actions, refused != null).word());
        if (refused != null) {
            event.put("code", refused.code).put("reason", refused.summary);
            if (event.path("at").isNull()) {
                event.put("at", refused.at);
            }
        }
        ArrayNode ids = event.putArray("orderIds");
        orders.forEach(one -> ids.add(Long.toString(one)));
    }

    private static ObjectNode event(ResultSet row, int number) throws SQLException {
        ObjectNode event = new JsonRow(row)
                .text("eventId", "id")
                .text("kind", "kind")
                .text("source", "source")
                .text("topic", "topic")
                .text("channel", "channel")
                .text("account", "account")
                .text("reference", "reference")
                .time("receivedAt", "received_at")
                .text("state", "state")
                .time("at", "at")
                .time("nextAt", "next_at")
                .integer("attempts", "attempts")
                .node();
        event.put("code", blankToNull(row.getString("code"))).put("reason", blankToNull(row.getString("reason")));
        ArrayNode ids = event.putArray("orderIds");
        String orders = row.getString("order_ids");
        for (String one : orders == null ? new String[0] : orders.split(" ")) {
            if (!one.isEmpty()) {
                ids.add(one);
            }
        }
        return event;
    }

    private static String blankToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
