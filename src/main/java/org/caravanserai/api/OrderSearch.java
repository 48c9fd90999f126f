package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages of orders. Conditions are constants of this class, values are bound. */
public final class OrderSearch {

    // every branch is an index look-up; one OR over the joins would read all orders
    private static final String ANY_ID = """
            o.id in (select id from orders where id = :number
                     union all select id from orders where channel_order_id = :q
                     union all select id from orders where number in (:q, '#' || :q)
                     union all select order_id from fulfilment_group where id = :number
                     union all select order_id from shipment where tracking = :q)""";
    private static final String OPEN_CASE =
            "exists (select from exception_case c where c.order_id = o.id and c.state <> 'resolved')";

    private static final String HELD = "exists (select from hold h where h.order_id = o.id and h.released_at is null)";

    /** The orders a page may be in. */
    private enum Sort {
        NEWEST("(o.received_at, o.id) < (:at, :id)", "o.received_at desc, o.id desc"),
        OLDEST("(o.received_at, o.id) > (:at, :id)", "o.received_at, o.id");

        private final String after;
        private final String by;

        Sort(String after, String by) {
            this.after = after;
            this.by = by;
        }
    }

    private final JdbcClient jdbc;

    public OrderSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        List<String> where = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        request.parameter("q").ifPresent(q -> {
            where.add(ANY_ID);
            values.put("q", q);
            values.put("number", q.matches("[0-9]{1,18}") ? Long.parseLong(q) : -1L);
        });
        request.parameter("channel")
                .ifPresent(channel -> add(where, values, "a.channel = :channel", "channel", channel));
        request.parameter("account").ifPresent(account -> add(where, values, "a.name = :account", "account", account));
        request.parameter("state").ifPresent(state -> add(where, values, "o.state = :state", "state", state));
        request.time("receivedFrom").ifPresent(from -> add(where, values, "o.received_at >= :from", "from", from));
        request.time("receivedTo").ifPresent(to -> add(where, values, "o.received_at < :to", "to", to));
        request.parameter("openCase").ifPresent(open -> where.add((open.equals("true") ? "" : "not ") + OPEN_CASE));
        request.parameter("held").ifPresent(held -> where.add((held.equals("true") ? "" : "not ") + HELD));
        Sort sort = request.parameter("sort").filter("oldest"::equals).isPresent() ? Sort.OLDEST : Sort.NEWEST;
        PageCursor cursor = request.cursor();
        if (!cursor.isStart()) {
            where.add(sort.after);
            values.put("at", cursor.time(0));
            values.put("id", cursor.number(1));
        }
        values.put("most", request.limit() + 1);
        String sql = OrderSummaries.SELECT + (where.isEmpty() ? "" : " where " + String.join(" and ", where))
                + " order by " + sort.by + " limit :most";
        return Page.of(
                "orders",
                jdbc.sql(sql).params(values).query(OrderSummaries::summary).list(),
                request.limit(),
                last -> PageCursor.of(
                        last.path("receivedAt").asText(), last.path("id").asText()));
    }

    private static void add(
            List<String> where, Map<String, Object> values, String condition, String name, Object value) {
        where.add(condition);
        values.put(name, value);
    }
}
