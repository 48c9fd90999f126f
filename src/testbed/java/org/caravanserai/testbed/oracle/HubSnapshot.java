package org.caravanserai.testbed.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;

/** What the hub's database says about orders, events, cases and messages, read in one snapshot. */
record HubSnapshot(
        Map<OrderId, Order> orders,
        List<Event> events,
        List<Case> cases,
        List<Parcel> parcels,
        List<TakenOff> takenOff,
        List<Faulty> faulty) {

    /** @param document the canonical order without its personal block, JSON */
    record Order(
            long id,
            OrderId key,
            String state,
            String currency,
            Instant receivedAt,
            boolean everSourced,
            String document) {}

    /**
     * An inbox row from a channel's account.
     *
     * @param eventId the channel's own id of it where a header tells it, else empty
     * @param workedAt when the hub had worked on it; null when it left no trace
     */
    record Event(
            long id,
            OrderId key,
            String kind,
            String source,
            String topic,
            String eventId,
            Instant receivedAt,
            Instant workedAt) {}

    /** @param orders the order it is about, by key; null when it is about none */
    record Case(
            long id,
            String code,
            String scope,
            boolean open,
            OrderId orderKey,
            Long outboxId,
            String summary,
            String suggestion) {}

    /** A shipment row with what the outbox says about telling it. */
    record Parcel(OrderId key, int parcelNo, String carrier, String tracking, boolean told) {}

    /** Units of a line that a command took off, that no warehouse ships all the same, and that the hub believes uncounted. */
    record TakenOff(OrderId key, String lineId, int units) {}

    /** A row that breaks a rule which the hub's database alone can show. */
    record Faulty(String code, String sentence, String evidence) {}

    private static final String KEY = " a.channel, a.name, ";

    private static final String ORDERS = "select o.id," + KEY + """
            o.channel_order_id, o.state, o.currency, o.received_at, o.doc,
            exists (select from audit_row r where r.order_id = o.id and r.action = 'group.sourced') as sourced
            from orders o join account a on a.id = o.account_id order by o.id""";

    private static final String EVENTS = "select i.id," + KEY + """
            i.order_key, i.kind, i.source, i.topic,
            coalesce(i.headers::jsonb ->> 'X-Shopify-Webhook-Id', i.headers::jsonb ->> 'x-shopify-webhook-id', '') as event,
            i.received_at, (select max(r.at) from audit_row r where r.inbox_id = i.id) as worked_at
            from inbox i join account a on a.id = i.account_id where a.channel <> 'hub' and i.kind <> 'outcome' order by i.id""";

    private static final String CASES = """
            select c.id, c.code, c.scope, c.state <> 'resolved' as open, c.outbox_id, c.summary, c.suggestion,
                   coalesce(a.channel, e.channel) as channel, coalesce(a.name, e.name) as name, coalesce(o.channel_order_id, nullif(i.order_key, '')) as order_key
              from exception_case c
              left join fulfilment_group g on g.id = c.group_id
              left join outbox x on x.id = c.outbox_id
              left join orders o on o.id = coalesce(c.order_id, g.order_id, x.order_id)
              left join account a on a.id = o.account_id
              left join inbox i on i.id = c.inbox_id
              left join account e on e.id = i.account_id order by c.id""";

    private static final String PARCELS = "select" + KEY + """
            o.channel_order_id, s.parcel_no, s.carrier, s.tracking, s.told_at is not null as told
            from shipment s join orders o on o.id = s.order_id join account a on a.id = o.account_id order by s.id""";

    private static final String TAKEN_OFF = "select" + KEY + """
            o.channel_order_id, l.channel_line_id, l.withdrawn - greatest(0, coalesce(h.units, 0) - l.quantity) as units
            from order_line l join orders o on o.id = l.order_id join account a on a.id = o.account_id
            left join (select g.order_id, x.line_no, sum(case when g.state = 'CANCELLED' then x.shipped else x.quantity end) as units
                         from fulfilment_group g join group_line x on x.group_id = g.id group by g.order_id, x.line_no) h
              on h.order_id = l.order_id and h.line_no = l.line_no
            where l.withdrawn > greatest(0, coalesce(h.units, 0) - l.quantity) and a.mode = 'live'""";

    static HubSnapshot read(Connection connection) throws SQLException {
        Query query = new Query(connection);
        Map<OrderId, Order> orders = new LinkedHashMap<>();
        query.each(ORDERS, row -> {
            OrderId key =
                    new OrderId(row.getString("channel"), row.getString("name"), row.getString("channel_order_id"));
            orders.put(
                    key,
                    new Order(
                            row.getLong("id"),
                            key,
                            row.getString("state"),
                            row.getString("currency"),
                            row.getObject("received_at", OffsetDateTime.class).toInstant(),
                            row.getBoolean("sourced"),
                            row.getString("doc")));
        });
        List<Event> events = new ArrayList<>();
        query.each(
                EVENTS,
                row -> events.add(new Event(
                        row.getLong("id"),
                        new OrderId(row.getString("channel"), row.getString("name"), row.getString("order_key")),
                        row.getString("kind"),
                        row.getString("source"),
                        row.getString("topic"),
                        row.getString("event"),
                        time(row, "received_at"),
                        time(row, "worked_at"))));
        List<Case> cases = new ArrayList<>();
        query.each(
                CASES,
                row -> cases.add(new Case(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("scope"),
                        row.getBoolean("open"),
                        row.getString("order_key") == null
                                ? null
                                : new OrderId(
                                        row.getString("channel"), row.getString("name"), row.getString("order_key")),
                        row.getObject("outbox_id", Long.class),
                        row.getString("summary"),
                        row.getString("suggestion"))));
        List<Parcel> parcels = new ArrayList<>();
        query.each(
                PARCELS,
                row -> parcels.add(new Parcel(
                        new OrderId(row.getString("channel"), row.getString("name"), row.getString("channel_order_id")),
                        row.getInt("parcel_no"),
                        row.getString("carrier"),
                        row.getString("tracking"),
                        row.getBoolean("told"))));
        List<TakenOff> takenOff = new ArrayList<>();
        query.each(
                TAKEN_OFF,
                row -> takenOff.add(new TakenOff(
                        new OrderId(row.getString("channel"), row.getString("name"), row.getString("channel_order_id")),
                        row.getString("channel_line_id"),
                        row.getInt("units"))));
        List<Faulty> faulty = new ArrayList<>(Rules.broken(query));
        faulty.addAll(AnnouncedMessages.ofProgram().broken(query));
        return new HubSnapshot(orders, events, cases, parcels, takenOff, faulty);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    List<Case> openCases(OrderId key) {
        return cases.stream()
                .filter(one -> one.open && key.equals(one.orderKey))
                .toList();
    }
}
