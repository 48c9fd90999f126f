package org.caravanserai.testbed.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.testbed.oracle.ChannelFigures.Quantiles;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Delivery;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.HubSnapshot.Event;

/** Works out the summary, channel by channel. */
final class FigureTable {

    private static final String STALE = """
            select a.channel, count(*) from audit_row r join inbox i on i.id = r.inbox_id join account a on a.id = i.account_id
             where r.action in ('order.stale', 'order.same') group by a.channel""";

    /** Of what waits for stock, only the units that are nowhere. */
    private static final String OVERSOLD = """
            select channel, sum(greatest(0, units - free)) from (
              select a.channel, n.sku, sum(l.quantity - l.shipped) as units,
                     coalesce((select sum(s.on_hand - s.reserved) from stock s join location p on p.code = s.location and p.active where s.sku = n.sku), 0) as free
                from fulfilment_group g join group_line l on l.group_id = g.id join order_line n on n.order_id = g.order_id and n.line_no = l.line_no
                join orders o on o.id = g.order_id join account a on a.id = o.account_id
               where g.state = 'BACKORDERED' group by a.channel, n.sku) w group by channel""";

    private static final String SPLIT = """
            select a.channel, count(*) from (select order_id from fulfilment_group where location is not null and state <> 'CANCELLED'
                    group by order_id having count(distinct location) > 1) g
              join orders o on o.id = g.order_id join account a on a.id = o.account_id group by a.channel""";

    /** Units of a line that are promised beyond what is wanted or has left, and units of a place beyond what is there. */
    private static final String TWICE = """
            select a.channel, sum(greatest(0, r.units - greatest(l.quantity, coalesce(p.units, 0)))) from order_line l
              join (select order_id, line_no, sum(quantity) as units from reservation where state in ('active', 'claimed') group by order_id, line_no) r
                using (order_id, line_no)
              left join (select s.order_id, x.line_no, sum(x.quantity) as units from shipment s join shipment_line x on x.shipment_id = s.id group by s.order_id, x.line_no) p
                using (order_id, line_no)
              join orders o on o.id = l.order_id join account a on a.id = o.account_id group by a.channel
            union all select 'all', sum(greatest(0, reserved - on_hand)) from stock""";

    private FigureTable() {}

    static List<ChannelFigures> of(Snapshot snapshot, Connection connection) throws SQLException {
        Query query = new Query(connection);
        Map<String, Integer> stale = counts(query, STALE);
        Map<String, Integer> oversold = counts(query, OVERSOLD);
        Map<String, Integer> split = counts(query, SPLIT);
        Map<String, Integer> twice = counts(query, TWICE);
        TreeSet<String> channels = new TreeSet<>();
        snapshot.channels().orders().keySet().forEach(key -> channels.add(key.channel()));
        return channels.stream()
                .map(channel -> line(
                        snapshot,
                        channel,
                        stale.getOrDefault(channel, 0),
                        split.getOrDefault(channel, 0),
                        oversold.getOrDefault(channel, 0),
                        twice.getOrDefault(channel, 0) + twice.getOrDefault("all", 0)))
                .toList();
    }

    private static Map<String, Integer> counts(Query query, String sql) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        query.each(sql, row -> counts.put(row.getString(1), row.getInt(2)));
        return counts;
    }

    private static ChannelFigures line(
            Snapshot snapshot, String channel, int stale, int split, int oversold, int twice) {
        HubSnapshot hub = snapshot.hub();
        List<Sold> sold = snapshot.channels().orders().values().stream()
                .filter(one -> one.id().channel().equals(channel))
                .toList();
        List<HubSnapshot.Order> accepted = sold.stream()
                .map(one -> hub.orders().get(one.id()))
                .filter(Objects::nonNull)
                .toList();
        List<Delivery> taken = sold.stream()
                .flatMap(one -> one.deliveries().stream())
                .filter(one -> !one.forged() && one.taken())
                .toList();
        long stored = hub.events().stream()
                .filter(event -> event.key().channel().equals(channel)
                        && !event.key().order().isEmpty()
                        && delivered(event))
                .count();
        Map<OrderId, Event> first =
                hub.events().stream().collect(Collectors.toMap(Event::key, event -> event, (one, later) -> one));
        List<Sold> waiting = sold.stream()
                .filter(one -> !one.told()
                        && !one.test()
                        && !one.channelFulfils()
                        && hub.openCases(one.id()).isEmpty())
                .toList();
        Instant now = Instant.now();
        return new ChannelFigures(
                channel,
                sold.size(),
                accepted.size(),
                (int) accepted.stream()
                        .filter(order -> first.containsKey(order.key()) && !delivered(first.get(order.key())))
                        .count(),
                (int) Math.max(0, taken.size() - stored),
                stale,
                split,
                (int) accepted.stream().filter(HubSnapshot.Order::everSourced).count(),
                (int) sold.stream()
                        .filter(one -> !hub.openCases(one.id()).isEmpty())
                        .count(),
                (int) accepted.stream()
                        .filter(order -> order.state().equals("SHIPPED"))
                        .count(),
                (int) sold.stream().filter(Sold::told).count(),
                snapshot.channels().brokenCalls().getOrDefault(channel, 0),
                quantiles(taken.stream().map(one -> Duration.ofMillis(one.ms())).toList()),
                quantiles(sold.stream()
                        .filter(one -> one.told() && !one.parcels().isEmpty())
                        .map(FigureTable::endToEnd)
                        .toList()),
                waiting.stream()
                        .map(one -> Duration.between(one.placedAt(), now))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                oversold,
                twice);
    }

    /** The channel told us, we did not ask. */
    private static boolean delivered(Event event) {
        return event.source().equals("webhook") || event.source().equals("queue");
    }

    private static Duration endToEnd(Sold sold) {
        return Duration.between(
                sold.placedAt(),
                sold.parcels().stream()
                        .map(ChannelSnapshot.Parcel::at)
                        .max(Instant::compareTo)
                        .orElse(sold.placedAt()));
    }

    private static Quantiles quantiles(List<Duration> measured) {
        if (measured.isEmpty()) {
            return new Quantiles(Duration.ZERO, Duration.ZERO);
        }
        List<Duration> sorted = measured.stream().sorted().toList();
        return new Quantiles(
                sorted.get((sorted.size() - 1) / 2), sorted.get((int) Math.ceil((sorted.size() - 1) * 0.99)));
    }
}
