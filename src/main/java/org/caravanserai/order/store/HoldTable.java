package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.flags;
import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.nullableLongs;
import static org.caravanserai.base.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingOrder;

/** Reads and writes table {@code hold}. */
final class HoldTable {

    /** Those that hold, and those a person released: what that person saw holds nothing again. */
    static final String READ = """
            select id, order_id, group_id, cause, source, step, reason, until, next_look, case_id, quiet, released_by
              from hold where order_id = any(?) and (released_at is null or released_by <> 'hub') order by id
            """;

    private static final String INSERT = """
            insert into hold (order_id, group_id, cause, source, step, reason, until, next_look, case_id, quiet, created_by, created_at)
            select order_id, group_id, cause, source, step, reason, until::timestamptz, next_look::timestamptz, case_id, quiet, created_by, ?
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                          ?::boolean[], ?::text[])
                as n(order_id, group_id, cause, source, step, reason, until, next_look, case_id, quiet, created_by)
            """;

    private static final String UPDATE = """
            update hold h set step = n.step, reason = n.reason, until = n.until::timestamptz, next_look = n.next_look::timestamptz,
                   case_id = n.case_id, released_by = n.released_by,
                   released_at = case when n.released_by is not null then coalesce(h.released_at, ?) end
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
                as n(id, step, reason, until, next_look, case_id, released_by)
             where h.id = n.id
            """;

    private record OrderHold(WorkingOrder order, Hold hold) {}

    private HoldTable() {}

    static Hold hold(ResultSet row) throws SQLException {
        Hold hold = Hold.known(
                        row.getLong(1),
                        row.getObject(3, Long.class),
                        row.getString(4),
                        row.getString(5),
                        HoldStep.of(row.getString(6)),
                        row.getString(7))
                .knownUntil(
                        Columns.instant(row, 8),
                        Columns.instant(row, 9),
                        row.getObject(10, Long.class),
                        row.getBoolean(11));
        return hold.knownReleased(row.getString(12));
    }

    /** New and changed holds. */
    static void addTo(SqlBatch sql, Collection<WorkingOrder> orders, Instant now) {
        List<OrderHold> holds = orders.stream()
                .flatMap(order -> order.holds().copy().stream().map(hold -> new OrderHold(order, hold)))
                .filter(one -> one.hold.fresh() || one.hold.changed())
                .toList();
        List<OrderHold> fresh = holds.stream().filter(one -> one.hold.fresh()).toList();
        List<Hold> known =
                holds.stream().map(OrderHold::hold).filter(one -> !one.fresh()).toList();
        if (!known.isEmpty()) {
            sql.add(
                    UPDATE,
                    now,
                    longs(known, Hold::id),
                    texts(known, one -> one.step().word()),
                    texts(known, Hold::words),
                    instants(known, Hold::until),
                    instants(known, Hold::nextLook),
                    nullableLongs(known, Hold::caseId),
                    texts(known, Hold::releasedBy));
        }
        if (!fresh.isEmpty()) {
            sql.add(
                    INSERT,
                    now,
                    longs(fresh, one -> one.order.id()),
                    nullableLongs(fresh, one -> one.hold.groupId()),
                    texts(fresh, one -> one.hold.cause()),
                    texts(fresh, one -> one.hold.source()),
                    texts(fresh, one -> one.hold.step().word()),
                    texts(fresh, one -> one.hold.words()),
                    instants(fresh, one -> one.hold.until()),
                    instants(fresh, one -> one.hold.nextLook()),
                    nullableLongs(fresh, one -> one.hold.caseId()),
                    flags(fresh, one -> one.hold.quiet()),
                    texts(fresh, one -> one.hold.createdBy()));
        }
    }
}
