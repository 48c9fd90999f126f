package org.caravanserai.inventory;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.ReservationState;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;

/** Reads and writes table {@code reservation}: which order holds which units where. */
public final class ReservationTable {

    private static final String READ = """
            select id, order_id, group_id, line_no, part_no, sku, location, quantity, at from reservation
             where order_id = any(?) and state = 'active' order by id
            """;

    private static final String YOUNGEST = """
            select r.order_id
              from unnest(?::text[], ?::text[], ?::int[]) as n(sku, location, on_hand)
              join lateral (
                select order_id, quantity, sum(quantity) over (order by id) as reserved_up_to
                  from reservation r where r.sku = n.sku and r.location = n.location and r.state = 'active') r
                on r.reserved_up_to > n.on_hand
            """;

    private static final String INSERT = """
            insert into reservation (id, order_id, group_id, line_no, part_no, sku, location, quantity, state, at)
            select id, order_id, group_id, line_no, part_no, sku, location, quantity, state, at::timestamptz
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                as n(id, order_id, group_id, line_no, part_no, sku, location, quantity, state, at)
            """;

    private static final String UPDATE = """
            update reservation r set quantity = n.quantity, state = n.state
              from unnest(?::bigint[], ?::int[], ?::text[]) as n(id, quantity, state) where r.id = n.id
            """;

    private record OrderReservation(long orderId, WorkingReservation reservation) {}

    private ReservationTable() {}

    /** Reads the active reservations of locked orders into them, oldest first. */
    public static void load(Connection connection, List<WorkingOrder> orders) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        Map<Long, WorkingOrder> byId = new HashMap<>();
        orders.forEach(order -> byId.put(order.id(), order));
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    orders.stream().mapToLong(WorkingOrder::id).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byId.get(row.getLong(2)).reservations().add(reservation(row));
                }
            }
        }
    }

    /**
     * A count may say that there is less than what is reserved. Then the youngest reservations there are dropped in the same
     * transaction, and the orders they belong to must be locked before any stock row is.
     *
     * @param counts what was counted
     * @return ids of the orders whose reservations the counts leave no units for
     */
    public static Set<Long> ordersBeyond(Connection connection, List<CountedStock> counts) throws SQLException {
        Set<Long> orders = new TreeSet<>();
        if (counts.isEmpty()) {
            return orders;
        }
        try (PreparedStatement statement = connection.prepareStatement(YOUNGEST)) {
            SqlBatch.bind(connection, statement, 1, texts(counts, CountedStock::sku));
            SqlBatch.bind(connection, statement, 2, texts(counts, CountedStock::location));
            SqlBatch.bind(connection, statement, 3, ints(counts, CountedStock::onHand));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    orders.add(row.getLong(1));
                }
            }
        }
        return orders;
    }

    /** Adds the rows of all new and changed reservations of these orders. */
    public static void addTo(SqlBatch sql, Collection<WorkingOrder> orders) {
        List<OrderReservation> changed = orders.stream()
                .flatMap(order -> order.reservations().stream()
                        .filter(one -> one.fresh() || one.changed())
                        .map(one -> new OrderReservation(order.id(), one)))
                .toList();
        List<OrderReservation> fresh =
                changed.stream().filter(one -> one.reservation.fresh()).toList();
        if (!fresh.isEmpty()) {
            sql.add(
                    INSERT,
                    longs(fresh, one -> one.reservation.id()),
                    longs(fresh, OrderReservation::orderId),
                    longs(fresh, one -> one.reservation.groupId()),
                    ints(fresh, one -> one.reservation.lineNo()),
                    ints(fresh, one -> one.reservation.partNo()),
                    texts(fresh, one -> one.reservation.sku()),
                    texts(fresh, one -> one.reservation.location()),
                    ints(fresh, one -> one.reservation.quantity()),
                    texts(fresh, one -> one.reservation.state().word()),
                    instants(fresh, one -> one.reservation.at()));
        }
        List<WorkingReservation> known = changed.stream()
                .map(OrderReservation::reservation)
                .filter(one -> !one.fresh())
                .toList();
        if (!known.isEmpty()) {
            sql.add(
                    UPDATE,
                    longs(known, WorkingReservation::id),
                    ints(known, WorkingReservation::quantity),
                    texts(known, one -> one.state().word()));
        }
    }

    private static WorkingReservation reservation(ResultSet row) throws SQLException {
        return new WorkingReservation(
                row.getLong(1),
                row.getLong(3),
                row.getInt(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                ReservationState.ACTIVE,
                Columns.instant(row, 9),
                false);
    }
}
