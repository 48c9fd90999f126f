package org.caravanserai.order.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.StatementTime;
import org.caravanserai.order.WorkingOrder;

/** Writes {@code order_key}, which makes one channel order one hub order, and locks the orders a batch is about. */
public final class OrderLocks {

    private static final String FOUND = """
            insert into order_key (account_id, channel_order_id, order_id)
            select account_id, channel_order_id, order_id from unnest(?::int[], ?::text[], ?::bigint[])
                as n(account_id, channel_order_id, order_id) order by account_id, channel_order_id
            on conflict do nothing
            """;

    private static final String LOCK = """
            select o.id, o.account_id, o.channel_order_id, o.version, o.version_ours, o.read_at, o.content_hash, o.ship_to_hash, o.alerts, o.ship_by, o.number, o.test,
                   o.pending, (select k.wrapped from order_data_key k where k.order_id = o.id)
              from orders o
             where o.id in (select k.order_id from order_key k
                              join unnest(?::int[], ?::text[]) as n(account_id, channel_order_id) using (account_id, channel_order_id)
                            union select g.order_id from fulfilment_group g where g.id = any(?)
                            union select unnest(?::bigint[]))
             order by o.account_id, o.channel_order_id for update of o
            """;

    private OrderLocks() {}

    /**
     * Both in one round trip; the second statement sees what the first one founded, and what others had founded before.
     *
     * @param founded orders to be founded where nobody has, sorted
     * @param newIds the ids they get then, in the same order
     * @return the orders that exist, without their lines, groups and parcels, sorted
     */
    public static List<WorkingOrder> foundAndLock(
            Connection connection, List<OrderRef> founded, long[] newIds, OrderNames wanted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOUND + ";\n" + LOCK)) {
            bind(connection, statement, 1, founded);
            SqlBatch.bind(connection, statement, 3, newIds);
            bind(connection, statement, 4, wanted.refs());
            SqlBatch.bind(connection, statement, 6, wanted.groupIds().toArray(Long[]::new));
            SqlBatch.bind(connection, statement, 7, wanted.orderIds().toArray(Long[]::new));
            statement.execute();
            statement.getMoreResults();
            List<WorkingOrder> orders = new ArrayList<>();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    orders.add(order(row));
                }
            }
            return orders;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Collection<OrderRef> refs)
            throws SQLException {
        SqlBatch.bind(
                connection,
                statement,
                index,
                refs.stream().mapToInt(OrderRef::accountId).toArray());
        SqlBatch.bind(
                connection,
                statement,
                index + 1,
                refs.stream().map(OrderRef::channelOrderId).toArray(String[]::new));
    }

    private static WorkingOrder order(ResultSet row) throws SQLException {
        OrderHead head = new OrderHead(
                new StatementTime(Columns.instant(row, 4), row.getBoolean(5), Columns.instant(row, 6)),
                row.getBytes(7),
                row.getBytes(8),
                Columns.instant(row, 10),
                row.getString(11),
                row.getBoolean(12),
                row.getBoolean(13));
        return WorkingOrder.known(
                row.getLong(1),
                new OrderRef(row.getInt(2), row.getString(3)),
                head,
                row.getString(9),
                row.getBytes(14));
    }
}
