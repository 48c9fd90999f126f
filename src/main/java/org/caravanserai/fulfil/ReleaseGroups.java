package org.caravanserai.fulfil;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.base.TimeScale;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.store.OrderRelease;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * A group is RELEASED in the transaction that commits the intent to tell its warehouse: from then on only a recall gets it
 * back. The order rows are locked first, in the order every batch locks them, so that a cancellation either comes before
 * (the row is dropped) or after (the warehouse is asked). A row that was started before finds its group RELEASED and is
 * sent again; the broker drops what it has.
 */
public final class ReleaseGroups implements Admission {

    private static final String ORDERS = """
            select o.id, o.ship_by, a.mode from orders o join account a on a.id = o.account_id
            where o.id = any(?) order by o.account_id, o.channel_order_id for update of o
            """;

    // Related: parent and sub-order may have been founded at the same moment, neither seeing the other. Who is released
    // second does.
    private static final String GROUPS = """
            select g.id, g.order_id, g.state, g.location, g.released_by, coalesce(sum(l.quantity), 0) as units, coalesce(sum(l.shipped), 0) as shipped,
              (select h.cause from hold h where h.order_id = g.order_id and h.released_at is null and coalesce(h.group_id, g.id) = g.id limit 1) as held,
              (exists (select from orders c where c.account_id = o.account_id and c.parent_order = o.channel_order_id)
               or exists (select from orders p join fulfilment_group x on x.order_id = p.id
                           where p.account_id = o.account_id and p.channel_order_id = o.parent_order
                             and x.state in ('RELEASED', 'PARTIALLY_SHIPPED', 'CANCEL_REQUESTED', 'SHIPPED')))
              and not exists (select from hold h where h.order_id = o.id and h.source = 'suborders'
                               and (h.released_at is null or h.released_by <> 'hub')) as related
            from fulfilment_group g join orders o on o.id = g.order_id left join group_line l on l.group_id = g.id
            where g.order_id = any(?) group by g.id, o.id order by g.id
            """;

    /** What a channel said of them cannot be believed before it has been asked. */
    private static final String ASKED = """
            select distinct o.id from orders o join inbox_fetch f on f.account_id = o.account_id and f.order_key = o.channel_order_id
            where f.alone and o.id = any(?)
            """;

    private static final String RELEASE = "release";
    private static final String RECALL = "recall";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TimeScale timeScale;

    private record LockedOrder(
            Instant shipBy,
            boolean shadow,
            Map<Long, WorkingGroup> groups,
            Map<Long, Long> releasedBy,
            Map<Long, String> heldBy,
            Set<Long> related) {

        /** A group that was taken back and allocated again has several release messages: the first one that goes out stays the only one. */
        boolean releasedByAnother(Due row) {
            Long message = releasedBy.get(row.groupId());
            return row.operation().equals(RELEASE) && message != null && message != row.id();
        }
    }

    public ReleaseGroups(DataSource dataSource, TimeScale timeScale) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.timeScale = timeScale;
    }

    @Override
    public WorkKind kind() {
        return WorkKind.DISPATCH;
    }

    @Override
    public Admitted admit(List<Due> rows, Instant now) {
        Map<Long, LockedOrder> orders = lock(rows);
        Set<Long> asked = Set.copyOf(jdbc.sql(ASKED)
                .param(orders.keySet().toArray(Long[]::new))
                .query(Long.class)
                .list());
        Set<Long> send = new HashSet<>();
        Map<Long, String> dropped = new HashMap<>();
        Set<Long> shadow = new HashSet<>();
        Map<Long, String> later = new HashMap<>();
        List<AuditRow> audit = new ArrayList<>();
        List<OrderRelease.Released> released = new ArrayList<>();
        Set<Long> changed = new HashSet<>();
        Set<Long> held = new TreeSet<>();
        for (Due row : rows) {
            LockedOrder order = orders.get(row.orderId());
            WorkingGroup group = order == null ? null : order.groups.get(row.groupId());
            if (group == null) {
                dropped.put(row.id(), "its group is gone");
            } else if (order.shadow) {
                shadow.add(row.id());
            } else if (!Destination.location(group.location()).equals(row.destination())) {
                dropped.put(row.id(), "its group went to " + group.location());
            } else if (order.releasedByAnother(row)) {
                dropped.put(row.id(), "message " + order.releasedBy.get(group.id()) + " released its group");
            } else if (row.operation().equals(RELEASE)
                    && group.state() == GroupState.ALLOCATED
                    && order.heldBy.get(group.id()) != null) {
                dropped.put(row.id(), "its group is held: " + order.heldBy.get(group.id()));
            } else if (row.operation().equals(RELEASE)
                    && group.state() == GroupState.ALLOCATED
                    && order.related.contains(group.id())) {
                held.add(row.orderId());
                dropped.put(row.id(), "its goods stand in a parent or sub-order as well");
            } else if (row.operation().equals(RECALL)
                    ? group.state() == GroupState.CANCEL_REQUESTED
                    : group.state().isAtWarehouse()) {
                send.add(row.id());
            } else if (row.operation().equals(RELEASE)
                    && group.state() == GroupState.ALLOCATED
                    && asked.contains(row.orderId())) {
                later.put(row.id(), "the channel is asked for the order");
            } else if (row.operation().equals(RELEASE) && group.state() == GroupState.ALLOCATED) {
                group.become(GroupState.RELEASED, NextStep.CONFIRM, confirmBy(order, now));
                released.add(new OrderRelease.Released(group.id(), row.id(), group.nextAt()));
                order.releasedBy.put(group.id(), row.id());
                changed.add(row.orderId());
                send.add(row.id());
                audit.add(AuditRow.of(
                        "group.released",
                        "sender:" + row.destination(),
                        row.orderId(),
                        Map.of("group", group.id(), "location", group.location(), "outbox", row.id())));
            } else {
                dropped.put(row.id(), "its group is " + group.state());
            }
        }
        write(orders, released, changed, held, now);
        return new Admitted(send, dropped, shadow, later, audit);
    }

    private Instant confirmBy(LockedOrder order, Instant now) {
        Instant usual = now.plus(timeScale.of(GroupState.CONFIRM_WITHIN));
        return order.shipBy != null && order.shipBy.isAfter(usual) ? order.shipBy : usual;
    }

    private Map<Long, LockedOrder> lock(List<Due> rows) {
        Long[] ids = rows.stream().map(Due::orderId).distinct().toArray(Long[]::new);
        Map<Long, LockedOrder> orders = new HashMap<>();
        jdbc.sql(ORDERS).param(ids).query(rs -> {
            OffsetDateTime shipBy = rs.getObject("ship_by", OffsetDateTime.class);
            orders.put(
                    rs.getLong("id"),
                    new LockedOrder(
                            shipBy == null ? null : shipBy.toInstant(),
                            rs.getString("mode").equals("shadow"),
                            new HashMap<>(),
                            new HashMap<>(),
                            new HashMap<>(),
                            new HashSet<>()));
        });
        // A statement of its own, so that it sees what whoever held the orders before us has committed.
        jdbc.sql(GROUPS).param(ids).query(rs -> {
            WorkingGroup group = WorkingGroup.known(
                    rs.getLong("id"), GroupState.valueOf(rs.getString("state")), rs.getString("location"));
            group.put(1, rs.getInt("units"), rs.getInt("shipped"));
            LockedOrder order = orders.get(rs.getLong("order_id"));
            if (order != null) {
                order.groups.put(group.id(), group);
                order.releasedBy.put(group.id(), rs.getObject("released_by", Long.class));
                order.heldBy.put(group.id(), rs.getString("held"));
                if (rs.getBoolean("related")) {
                    order.related.add(group.id());
                }
            }
        });
        return orders;
    }

    private void write(
            Map<Long, LockedOrder> orders,
            List<OrderRelease.Released> released,
            Set<Long> changed,
            Set<Long> held,
            Instant now) {
        if (released.isEmpty() && held.isEmpty()) {
            return;
        }
        Map<Long, GroupState> states = new HashMap<>();
        changed.forEach(id -> states.put(id, OrderState.of(orders.get(id).groups.values())));
        SqlBatch sql = new SqlBatch();
        OrderRelease.addTo(sql, released, states, now);
        OrderRelease.addHeld(sql, List.copyOf(held), now);
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            sql.execute(connection);
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("release of groups", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
