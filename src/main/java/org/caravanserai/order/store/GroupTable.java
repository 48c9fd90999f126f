package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.nullableLongs;
import static org.caravanserai.base.Columns.texts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** Writes table {@code fulfilment_group}. */
public final class GroupTable {

    private static final String INSERT = """
            insert into fulfilment_group (id, order_id, location, state, next_step, next_at, case_id, ship_by, recalled_for, refused_for, regrown_at, shadow, updated_at)
            select id, order_id, location, state, next_step, next_at::timestamptz, case_id, ship_by::timestamptz, recalled_for, refused_for, regrown_at::timestamptz, shadow::boolean, ?
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, order_id, location, state, next_step, next_at, case_id, ship_by, recalled_for, refused_for, regrown_at, shadow)
            """;

    private static final String UPDATE = """
            update fulfilment_group g set location = n.location, state = n.state, next_step = n.next_step, next_at = n.next_at::timestamptz,
                   case_id = n.case_id, ship_by = n.ship_by::timestamptz, recalled_for = n.recalled_for, refused_for = n.refused_for, regrown_at = n.regrown_at::timestamptz,
                   shadow = n.shadow::boolean,
                   updated_at = ?
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, order_id, location, state, next_step, next_at, case_id, ship_by, recalled_for, refused_for, regrown_at, shadow)
             where g.id = n.id
            """;

    // a group that somebody else holds is being worked on anyway
    private static final String WAKE_BACKORDERS = """
            update fulfilment_group set next_at = ?
             where id in (
                   select g.id from fulfilment_group g
                    where g.state = 'BACKORDERED' and g.next_step = 'retry-allocation' and g.next_at > ?
                      and exists (select from group_line l join order_line_part o on o.order_id = g.order_id and o.line_no = l.line_no
                                   where l.group_id = g.id and o.sku = any(?))
                      for update skip locked)
            """;

    private record OrderGroup(WorkingOrder order, WorkingGroup group) {}

    private GroupTable() {}

    /** New and changed groups with their units. */
    static void addTo(SqlBatch sql, Collection<WorkingOrder> orders, Instant now) {
        List<OrderGroup> groups = orders.stream()
                .flatMap(order -> order.groups().stream().map(group -> new OrderGroup(order, group)))
                .filter(one -> one.group.fresh() || one.group.changed())
                .toList();
        List<OrderGroup> fresh =
                groups.stream().filter(one -> one.group.fresh()).toList();
        List<OrderGroup> known =
                groups.stream().filter(one -> !one.group.fresh()).toList();
        add(sql, INSERT, fresh, now);
        add(sql, UPDATE, known, now);
        GroupLineTable.addInsert(sql, fresh.stream().map(OrderGroup::group));
        GroupLineTable.addUpsert(sql, known.stream().map(OrderGroup::group));
    }

    /** Back-ordered groups that wait for one of these SKUs are due now. */
    public static void addWakeBackorders(SqlBatch sql, Collection<String> skus, Instant now) {
        if (!skus.isEmpty()) {
            sql.add(WAKE_BACKORDERS, now, now, skus.toArray(String[]::new));
        }
    }

    private static void add(SqlBatch sql, String statement, List<OrderGroup> groups, Instant now) {
        if (!groups.isEmpty()) {
            sql.add(
                    statement,
                    now,
                    longs(groups, one -> one.group.id()),
                    longs(groups, one -> one.order.id()),
                    texts(groups, one -> one.group.location()),
                    texts(groups, one -> one.group.state().name()),
                    texts(groups, one -> word(one.group.nextStep())),
                    instants(groups, one -> one.group.nextAt()),
                    nullableLongs(groups, one -> one.group.caseId()),
                    instants(groups, one -> one.order.head().shipBy()),
                    texts(groups, one -> word(one.group.recalledFor())),
                    texts(groups, one -> word(one.group.refusedFor())),
                    instants(groups, one -> one.group.regrownAt()),
                    texts(groups, one -> Boolean.toString(one.group.shadow())));
        }
    }

    private static String word(NextStep step) {
        return step == null ? null : step.word();
    }

    private static String word(RecallReason reason) {
        return reason == null ? null : reason.word();
    }
}
