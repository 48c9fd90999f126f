package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.caravanserai.cases.CaseCode;

/** Rows of exception cases as the contract's Case. */
final class CaseRows {

    static final String SELECT = """
            select c.id, c.code, c.severity, c.scope, c.state, c.summary, c.suggestion, c.count, c.first_seen, c.last_seen, c.order_id,
                   c.group_id, c.inbox_id, c.outbox_id, a.channel, a.name as account, c.evidence, c.assignee,
                   c.resolved_at, c.resolved_by, c.resolution, c.ending, o.channel_order_id
              from exception_case c left join account a on a.id = c.account_id left join orders o on o.id = c.order_id
            """;

    private static final String PATH = "/api/v1/exceptions/";

    private CaseRows() {}

    static ObjectNode entry(ResultSet row, int number) throws SQLException {
        ObjectNode one = new JsonRow(row)
                .text("id", "id")
                .text("code", "code")
                .text("severity", "severity")
                .text("scope", "scope")
                .text("state", "state")
                .text("summary", "summary")
                .text("suggestion", "suggestion")
                .integer("count", "count")
                .time("firstSeen", "first_seen")
                .time("lastSeen", "last_seen")
                .text("orderId", "order_id")
                .text("groupId", "group_id")
                .text("eventId", "inbox_id")
                .text("messageId", "outbox_id")
                .text("channel", "channel")
                .text("account", "account")
                .json("evidence", "evidence")
                .text("assignee", "assignee")
                .time("resolvedAt", "resolved_at")
                .text("resolvedBy", "resolved_by")
                .text("resolution", "resolution")
                .text("ending", "ending")
                .node();
        // from the text, not by SQL: what came from outside may be JSON that the database refuses
        JsonNode evidence = one.path("evidence");
        String known = row.getString("channel_order_id");
        one.put("channelOrderId", known != null ? known : text(evidence, "order", "channelOrderId"));
        one.set("line", evidence.path("line").isInt() ? evidence.path("line") : null);
        one.put("pointer", text(evidence, "pointer"));
        one.put("place", text(evidence, "place"));
        one.put("retryable", CaseCode.of(row.getString("code")).retried());
        return one.put("payload", row.getObject("inbox_id") == null ? null : PATH + row.getString("id") + "/payload");
    }

    private static String text(JsonNode evidence, String... names) {
        for (String name : names) {
            if (evidence.path(name).isTextual()) {
                return evidence.path(name).asText();
            }
        }
        return null;
    }
}
