package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of exception cases as the contract's Case. */
final class CaseRows {

    static final String SELECT = """
            select c.id, c.code, c.severity, c.scope, c.state, c.summary, c.suggestion, c.count, c.first_seen, c.last_seen, c.order_id,
                   c.group_id, c.inbox_id, c.outbox_id, a.channel, a.name as account, c.evidence, c.resolved_at, c.resolved_by, c.resolution
              from exception_case c left join account a on a.id = c.account_id
            """;

    private CaseRows() {}

    static ObjectNode entry(ResultSet row, int number) throws SQLException {
        return new JsonRow(row)
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
                .time("resolvedAt", "resolved_at")
                .text("resolvedBy", "resolved_by")
                .text("resolution", "resolution")
                .node();
    }
}
