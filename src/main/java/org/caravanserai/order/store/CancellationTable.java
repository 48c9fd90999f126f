package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.flags;
import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.nullableLongs;
import static org.caravanserai.base.Columns.texts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingOrder;

/** Reads and writes {@code cancellation} and {@code cancellation_line}: what commands took off, and how far channels know. */
final class CancellationTable {

    private static final String SELECT = """
            select c.order_id, c.id, c.actor, c.reason, c.whole, c.decided, c.outbox_id, c.case_id, c.tell_state, c.intent_at, c.told_at,
                   m.state, m.intent_at, l.line_no, l.quantity, l.uncounted, c.channel_ids
              from cancellation c join cancellation_line l on l.cancellation_id = c.id left join outbox m on m.id = c.outbox_id
             where c.order_id = any(?) order by c.id, l.line_no
            """;

    private static final String INSERT = """
            insert into cancellation (id, order_id, actor, reason, whole, decided, outbox_id, case_id, at)
            select id, order_id, actor, reason, whole, decided, outbox_id, case_id, ?
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::bigint[], ?::bigint[])
                as n(id, order_id, actor, reason, whole, decided, outbox_id, case_id)
            """;

    private static final String UPDATE = """
            update cancellation c set decided = n.decided, outbox_id = n.outbox_id, case_id = n.case_id, tell_state = n.tell_state,
                   intent_at = n.intent_at::timestamptz, told_at = n.told_at::timestamptz, channel_ids = n.channel_ids
              from unnest(?::bigint[], ?::boolean[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, decided, outbox_id, case_id, tell_state, intent_at, told_at, channel_ids)
             where c.id = n.id
            """;

    private static final String LINES = """
            insert into cancellation_line (cancellation_id, line_no, quantity, uncounted)
            select * from unnest(?::bigint[], ?::int[], ?::int[], ?::int[])
            on conflict (cancellation_id, line_no) do update set quantity = excluded.quantity, uncounted = excluded.uncounted
            """;

    private record OrderCancellation(long orderId, WorkingCancellation one) {}

    private record Line(long id, int lineNo, int units, int uncounted) {}

    private CancellationTable() {}

    /**
     * Only orders of which the channel still counts units that a command took off have any that matter, and those about which a
     * call has ended.
     *
     * @param told ids of the orders about which a call has ended
     */
    static void load(Connection connection, Collection<WorkingOrder> orders, Set<Long> told) throws SQLException {
        Map<Long, WorkingOrder> byId = new HashMap<>();
        orders.stream()
                .filter(order -> told.contains(order.id())
                        || order.lines().all().stream().anyMatch(line -> line.withdrawn() > 0))
                .forEach(order -> byId.put(order.id(), order));
        if (byId.isEmpty()) {
            return;
        }
        Map<Long, WorkingCancellation> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    byId.keySet().stream().mapToLong(Long::longValue).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    WorkingCancellation one = known.get(row.getLong(2));
                    if (one == null) {
                        one = read(row);
                        known.put(one.id(), one);
                        byId.get(row.getLong(1)).cancellations().add(one);
                    }
                    one.put(row.getInt(14), row.getInt(15), row.getInt(16));
                }
            }
        }
    }

    private static WorkingCancellation read(ResultSet row) throws SQLException {
        return WorkingCancellation.known(row.getLong(2), row.getString(3), row.getString(4), row.getBoolean(5))
                .knownToBe(
                        row.getBoolean(6),
                        row.getObject(7, Long.class),
                        row.getObject(8, Long.class),
                        TellStates.of(row, 9, false),
                        row.getString(17));
    }

    static void addTo(SqlBatch sql, Collection<WorkingOrder> orders, Instant now) {
        List<OrderCancellation> changed = orders.stream()
                .flatMap(order -> order.cancellations().stream().map(one -> new OrderCancellation(order.id(), one)))
                .filter(pair -> pair.one.fresh() || pair.one.changed())
                .toList();
        List<OrderCancellation> fresh =
                changed.stream().filter(pair -> pair.one.fresh()).toList();
        List<OrderCancellation> known =
                changed.stream().filter(pair -> !pair.one.fresh()).toList();
        if (!fresh.isEmpty()) {
            sql.add(
                    INSERT,
                    now,
                    longs(fresh, pair -> pair.one.id()),
                    longs(fresh, OrderCancellation::orderId),
                    texts(fresh, pair -> pair.one.actor()),
                    texts(fresh, pair -> pair.one.reason()),
                    flags(fresh, pair -> pair.one.whole()),
                    flags(fresh, pair -> pair.one.decided()),
                    nullableLongs(fresh, pair -> pair.one.outboxId()),
                    nullableLongs(fresh, pair -> pair.one.caseId()));
        }
        if (!known.isEmpty()) {
            sql.add(
                    UPDATE,
                    longs(known, pair -> pair.one.id()),
                    flags(known, pair -> pair.one.decided()),
                    nullableLongs(known, pair -> pair.one.outboxId()),
                    nullableLongs(known, pair -> pair.one.caseId()),
                    texts(known, pair -> TellStates.word(pair.one.tell())),
                    instants(known, pair -> pair.one.tell().intentAt()),
                    instants(
                            known,
                            pair -> pair.one.tell().isAccepted()
                                    ? pair.one.tell().endedAt()
                                    : null),
                    texts(known, pair -> pair.one.channelIds()));
        }
        List<Line> lines = changed.stream()
                .flatMap(pair -> pair.one.units().entrySet().stream()
                        .map(line -> new Line(
                                pair.one.id(), line.getKey(), line.getValue(), pair.one.uncounted(line.getKey()))))
                .toList();
        if (!lines.isEmpty()) {
            sql.add(
                    LINES,
                    longs(lines, Line::id),
                    ints(lines, Line::lineNo),
                    ints(lines, Line::units),
                    ints(lines, Line::uncounted));
        }
    }
}
