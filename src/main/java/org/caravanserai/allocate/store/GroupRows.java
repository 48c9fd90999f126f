package org.caravanserai.allocate.store;

import static org.caravanserai.allocate.store.Columns.instants;
import static org.caravanserai.allocate.store.Columns.ints;
import static org.caravanserai.allocate.store.Columns.longs;
import static org.caravanserai.allocate.store.Columns.nullableLongs;
import static org.caravanserai.allocate.store.Columns.texts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.GroupUnits;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;

/** The rows of fulfilment groups, their units and the promises behind them. */
public final class GroupRows {

    private static final String INSERT = """
            insert into fulfilment_group (id, order_id, location, state, next_step, next_at, case_id, ship_by, recalled_for, updated_at)
            select id, order_id, location, state, next_step, next_at::timestamptz, case_id, ship_by::timestamptz, recalled_for, ?
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                          ?::text[])
                as n(id, order_id, location, state, next_step, next_at, case_id, ship_by, recalled_for)
            """;

    private static final String UPDATE = """
            update fulfilment_group g set location = n.location, state = n.state, next_step = n.next_step, next_at = n.next_at::timestamptz,
                   case_id = n.case_id, ship_by = n.ship_by::timestamptz, recalled_for = n.recalled_for,
                   updated_at = ?
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                          ?::text[])
                as n(id, order_id, location, state, next_step, next_at, case_id, ship_by, recalled_for)
             where g.id = n.id
            """;

    private static final String NEW_LINES = """
            insert into group_line (group_id, line_no, quantity, shipped)
            select * from unnest(?::bigint[], ?::int[], ?::int[], ?::int[])
            """;

    private static final String LINES = NEW_LINES + """
            on conflict (group_id, line_no) do update set quantity = excluded.quantity, shipped = excluded.shipped
            """;

    private static final String PROMISE = """
            insert into reservation (id, order_id, group_id, line_no, sku, location, quantity, state, at)
            select id, order_id, group_id, line_no, sku, location, quantity, state, at::timestamptz
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                as n(id, order_id, group_id, line_no, sku, location, quantity, state, at)
            """;

    private static final String CHANGE_PROMISE = """
            update reservation r set quantity = n.quantity, state = n.state
              from unnest(?::bigint[], ?::int[], ?::text[]) as n(id, quantity, state) where r.id = n.id
            """;

    private record Group(WorkingOrder order, WorkingGroup group) {}

    private record Line(long groupId, int lineNo, GroupUnits units) {}

    private record Promise(long orderId, WorkingReservation promise) {}

    private GroupRows() {}

    public static void addTo(SqlBatch sql, Collection<WorkingOrder> orders, Instant now) {
        List<Group> groups = orders.stream()
                .flatMap(order -> order.groups().stream().map(group -> new Group(order, group)))
                .filter(one -> one.group.fresh() || one.group.changed())
                .toList();
        List<Group> fresh = groups.stream().filter(one -> one.group.fresh()).toList();
        List<Group> known = groups.stream().filter(one -> !one.group.fresh()).toList();
        add(sql, INSERT, fresh, now);
        add(sql, UPDATE, known, now);
        addLines(sql, NEW_LINES, fresh);
        addLines(sql, LINES, known);
        addPromises(sql, orders);
    }

    private static void addLines(SqlBatch sql, String statement, List<Group> groups) {
        List<Line> lines = groups.stream()
                .flatMap(one -> one.group.lines().entrySet().stream()
                        .map(line -> new Line(one.group.id(), line.getKey(), line.getValue())))
                .toList();
        if (!lines.isEmpty()) {
            sql.add(
                    statement,
                    longs(lines, Line::groupId),
                    ints(lines, Line::lineNo),
                    ints(lines, one -> one.units.quantity()),
                    ints(lines, one -> one.units.shipped()));
        }
    }

    private static void add(SqlBatch sql, String statement, List<Group> groups, Instant now) {
        if (!groups.isEmpty()) {
            sql.add(
                    statement,
                    now,
                    longs(groups, one -> one.group.id()),
                    longs(groups, one -> one.order.id()),
                    texts(groups, one -> one.group.location()),
                    texts(groups, one -> one.group.state().name()),
                    texts(groups, one -> one.group.nextStep()),
                    instants(groups, one -> one.group.nextAt()),
                    nullableLongs(groups, one -> one.group.caseId()),
                    instants(groups, one -> one.order.shipBy()),
                    texts(
                            groups,
                            one -> one.group.recalledFor() == null
                                    ? null
                                    : one.group.recalledFor().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static void addPromises(SqlBatch sql, Collection<WorkingOrder> orders) {
        List<Promise> all = orders.stream()
                .flatMap(order -> order.reservations().stream().map(one -> new Promise(order.id(), one)))
                .toList();
        List<Promise> fresh = all.stream().filter(one -> one.promise.fresh()).toList();
        if (!fresh.isEmpty()) {
            sql.add(
                    PROMISE,
                    longs(fresh, one -> one.promise.id()),
                    longs(fresh, Promise::orderId),
                    longs(fresh, one -> one.promise.groupId()),
                    ints(fresh, one -> one.promise.lineNo()),
                    texts(fresh, one -> one.promise.sku()),
                    texts(fresh, one -> one.promise.location()),
                    ints(fresh, one -> one.promise.quantity()),
                    texts(fresh, one -> state(one.promise)),
                    instants(fresh, one -> one.promise.at()));
        }
        List<Promise> changed = all.stream()
                .filter(one -> !one.promise.fresh() && one.promise.changed())
                .toList();
        if (!changed.isEmpty()) {
            sql.add(
                    CHANGE_PROMISE,
                    longs(changed, one -> one.promise.id()),
                    ints(changed, one -> one.promise.quantity()),
                    texts(changed, one -> state(one.promise)));
        }
    }

    private static String state(WorkingReservation promise) {
        return promise.state().name().toLowerCase(Locale.ROOT);
    }
}
