package org.caravanserai.fulfil;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.TimeScale;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.OrderState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    private static final String GROUPS = """
            select g.id, g.order_id, g.state, g.location, g.released_by, coalesce(sum(l.quantity), 0) as units, coalesce(sum(l.shipped), 0) as shipped
            from fulfilment_group g left join group_line l on l.group_id = g.id where g.order_id = any(?) group by g.id order by g.id
            """;

    private static final String RELEASE = """
            update fulfilment_group g set state = 'RELEASED', released_at = ?, released_by = n.message, next_step = 'confirm', next_at = n.next_at::timestamptz,
                   updated_at = ?
            from unnest(?::bigint[], ?::bigint[], ?::text[]) as n(id, message, next_at) where g.id = n.id
            """;

    private static final String STATE = """
            update orders o set state = n.state, updated_at = ? from unnest(?::bigint[], ?::text[]) as n(id, state) where o.id = n.id and o.state <> n.state
            """;

    private final JdbcClient jdbc;
    private final TimeScale timeScale;

    private record Order(Instant shipBy, boolean shadow, Map<Long, WorkingGroup> groups, Map<Long, Long> releasedBy) {

        /** A group that was taken back and allocated again has several release messages: the first one that goes out stays the only one. */
        boolean releasedByAnother(Due row) {
            Long message = releasedBy.get(row.groupId());
            return row.operation().equals("release") && message != null && message != row.id();
        }
    }

    public ReleaseGroups(JdbcClient jdbc, TimeScale timeScale) {
        this.jdbc = jdbc;
        this.timeScale = timeScale;
    }

    @Override
    public WorkKind kind() {
        return WorkKind.DISPATCH;
    }

    @Override
    public Admitted admit(List<Due> rows, Instant now) {
        Map<Long, Order> orders = lock(rows);
        Set<Long> send = new HashSet<>();
        Map<Long, String> dropped = new HashMap<>();
        Set<Long> shadow = new HashSet<>();
        List<AuditRow> audit = new ArrayList<>();
        Map<Long, Instant> released = new HashMap<>();
        Set<Long> changed = new HashSet<>();
        for (Due row : rows) {
            Order order = orders.get(row.orderId());
            WorkingGroup group = order == null ? null : order.groups.get(row.groupId());
            if (group == null) {
                dropped.put(row.id(), "its group is gone");
            } else if (order.shadow) {
                shadow.add(row.id());
            } else if (!Destination.location(group.location()).equals(row.destination())) {
                dropped.put(row.id(), "its group went to " + group.location());
            } else if (order.releasedByAnother(row)) {
                dropped.put(row.id(), "message " + order.releasedBy.get(group.id()) + " released its group");
            } else if (row.operation().equals("recall")
                    ? group.state() == GroupState.CANCEL_REQUESTED
                    : group.state().isAtWarehouse()) {
                send.add(row.id());
            } else if (row.operation().equals("release") && group.state() == GroupState.ALLOCATED) {
                group.become(GroupState.RELEASED, "confirm", confirmBy(order, now));
                released.put(group.id(), group.nextAt());
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
        write(orders, released, changed, now);
        return new Admitted(send, dropped, shadow, audit);
    }

    private Instant confirmBy(Order order, Instant now) {
        Instant usual = now.plus(timeScale.of(GroupState.CONFIRM_WITHIN));
        return order.shipBy != null && order.shipBy.isAfter(usual) ? order.shipBy : usual;
    }

    private Map<Long, Order> lock(List<Due> rows) {
        Long[] ids = rows.stream().map(Due::orderId).distinct().toArray(Long[]::new);
        Map<Long, Order> orders = new HashMap<>();
        jdbc.sql(ORDERS).param(ids).query(rs -> {
            OffsetDateTime shipBy = rs.getObject("ship_by", OffsetDateTime.class);
            orders.put(
                    rs.getLong("id"),
                    new Order(
                            shipBy == null ? null : shipBy.toInstant(),
                            rs.getString("mode").equals("shadow"),
                            new HashMap<>(),
                            new HashMap<>()));
        });
        // A statement of its own, so that it sees what whoever held the orders before us has committed.
        jdbc.sql(GROUPS).param(ids).query(rs -> {
            WorkingGroup group = WorkingGroup.read(
                    rs.getLong("id"),
                    GroupState.valueOf(rs.getString("state")),
                    rs.getString("location"),
                    null,
                    null,
                    null,
                    null,
                    null);
            group.put(1, rs.getInt("units"), rs.getInt("shipped"));
            Order order = orders.get(rs.getLong("order_id"));
            if (order != null) {
                order.groups.put(group.id(), group);
                order.releasedBy.put(group.id(), rs.getObject("released_by", Long.class));
            }
        });
        return orders;
    }

    private void write(Map<Long, Order> orders, Map<Long, Instant> released, Set<Long> changed, Instant now) {
        if (released.isEmpty()) {
            return;
        }
        Object at = now.atOffset(ZoneOffset.UTC);
        Map<Long, Long> releasedBy = new HashMap<>();
        orders.values().forEach(order -> releasedBy.putAll(order.releasedBy));
        Long[] groups = released.keySet().stream().sorted().toArray(Long[]::new);
        Long[] messages = new Long[groups.length];
        String[] nextAts = new String[groups.length];
        for (int i = 0; i < groups.length; i++) {
            messages[i] = releasedBy.get(groups[i]);
            nextAts[i] = released.get(groups[i]).toString();
        }
        jdbc.sql(RELEASE).params(at, at, groups, messages, nextAts).update();
        Long[] ids = changed.stream().sorted().toArray(Long[]::new);
        String[] states = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            states[i] = OrderState.of(orders.get(ids[i]).groups.values()).name();
        }
        jdbc.sql(STATE).params(at, ids, states).update();
    }
}
