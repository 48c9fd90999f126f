package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of orders as the contract's OrderSummary. */
final class OrderSummaries {

    static final String SELECT = """
            select o.id, a.channel, a.name as account, o.channel_order_id, o.number, o.state, o.channel_state, o.placed_at, o.ship_by,
                   o.currency, o.total, o.test, o.pending, o.alerts, o.received_at, o.updated_at,
                   (select count(*) from exception_case c where c.order_id = o.id and c.state <> 'resolved') as open_cases,
                   exists (select from hold h where h.order_id = o.id and h.released_at is null) as held
              from orders o join account a on a.id = o.account_id
            """;

    private OrderSummaries() {}

    static ObjectNode summary(ResultSet row, int number) throws SQLException {
        return new JsonRow(row)
                .text("id", "id")
                .text("channel", "channel")
                .text("account", "account")
                .text("channelOrderId", "channel_order_id")
                .text("number", "number")
                .text("state", "state")
                .text("channelState", "channel_state")
                .time("placedAt", "placed_at")
                .time("shipBy", "ship_by")
                .text("currency", "currency")
                .money("total", "total", "currency")
                .flag("test", "test")
                .flag("pending", "pending")
                .flag("held", "held")
                .words("alerts", "alerts")
                .integer("openCases", "open_cases")
                .time("receivedAt", "received_at")
                .time("updatedAt", "updated_at")
                .node();
    }
}
