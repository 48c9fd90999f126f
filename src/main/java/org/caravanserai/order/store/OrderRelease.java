package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.GroupState;

/** Writes that groups were released to their warehouses. */
public final class OrderRelease {

    private static final String RELEASE = """
            update fulfilment_group g set state = 'RELEASED', released_at = ?, released_by = n.message, next_step = 'confirm', next_at = n.next_at::timestamptz,
                   updated_at = ?
            from unnest(?::bigint[], ?::bigint[], ?::text[]) as n(id, message, next_at) where g.id = n.id
            """;

    private static final String STATE = """
            update orders o set state = n.state, updated_at = ? from unnest(?::bigint[], ?::text[]) as n(id, state) where o.id = n.id and o.state <> n.state
            """;

    private static final String HELD = """
            insert into hold (order_id, cause, source, step, reason, next_look, quiet, created_at)
            select id, 'order.children_ship', 'suborders', 'release', 'Its goods stand in a parent or sub-order as well', ?, true, ?
              from unnest(?::bigint[]) as n(id)
            on conflict do nothing
            """;

    /**
     * A group that is released.
     *
     * @param messageId the outbox row that releases it: no other may
     * @param confirmBy when its warehouse must have confirmed it
     */
    public record Released(long groupId, long messageId, Instant confirmBy) {}

    private OrderRelease() {}

    /** Holds orders whose relatives were not seen before; a timer has it decided at once which of them ships. */
    public static void addHeld(SqlBatch sql, List<Long> orders, Instant now) {
        if (!orders.isEmpty()) {
            sql.add(HELD, now, now, longs(orders, Long::longValue));
        }
    }

    /** @param states the states of the orders they belong to, by order id */
    public static void addTo(SqlBatch sql, List<Released> groups, Map<Long, GroupState> states, Instant now) {
        if (groups.isEmpty()) {
            return;
        }
        List<Released> sorted = groups.stream()
                .sorted(Comparator.comparingLong(Released::groupId))
                .toList();
        sql.add(
                RELEASE,
                now,
                now,
                longs(sorted, Released::groupId),
                longs(sorted, Released::messageId),
                instants(sorted, Released::confirmBy));
        List<Long> orders = states.keySet().stream().sorted().toList();
        sql.add(
                STATE,
                now,
                longs(orders, Long::longValue),
                texts(orders, id -> states.get(id).name()));
    }
}
