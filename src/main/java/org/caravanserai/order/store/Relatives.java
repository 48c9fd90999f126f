package org.caravanserai.order.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.ListingKey;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingOrder;

/**
 * What the database holds of the parents and children of a batch's orders.
 *
 * @param children by parent, units of each listing that its children state, cancelled ones included
 * @param leaving ids of orders whose parent is at a warehouse or has left
 */
public record Relatives(Map<OrderRef, Map<ListingKey, Integer>> children, Set<Long> leaving) {

    private static final String CHILDREN = """
            select c.account_id, c.parent_order, l.product, l.variant, l.channel_sku, sum(l.quantity + l.cancelled)
              from unnest(?::int[], ?::text[]) as n(account_id, parent_order)
              join orders c on c.account_id = n.account_id and c.parent_order = n.parent_order
              join order_line l on l.order_id = c.id
             where c.id <> all(?) group by 1, 2, 3, 4, 5
            """;

    private static final String LEAVING = """
            select c.id from orders c join orders p on p.account_id = c.account_id and p.channel_order_id = c.parent_order
             where c.id = any(?) and c.parent_order is not null
               and exists (select from fulfilment_group g where g.order_id = p.id
                            and g.state in ('RELEASED', 'PARTIALLY_SHIPPED', 'CANCEL_REQUESTED', 'SHIPPED'))
            """;

    /** @param stated orders of the batch that took over a snapshot: what they state is known better there */
    public static Relatives read(
            Connection connection, Collection<WorkingOrder> orders, Collection<WorkingOrder> stated)
            throws SQLException {
        Map<OrderRef, Map<ListingKey, Integer>> children = new HashMap<>();
        Set<Long> leaving = new HashSet<>();
        List<WorkingOrder> all = List.copyOf(orders);
        if (all.isEmpty()) {
            return new Relatives(children, leaving);
        }
        try (PreparedStatement statement = connection.prepareStatement(CHILDREN)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    all.stream().mapToInt(WorkingOrder::accountId).toArray());
            SqlBatch.bind(
                    connection,
                    statement,
                    2,
                    all.stream().map(WorkingOrder::channelOrderId).toArray(String[]::new));
            SqlBatch.bind(
                    connection,
                    statement,
                    3,
                    stated.stream().mapToLong(WorkingOrder::id).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    children.computeIfAbsent(new OrderRef(row.getInt(1), row.getString(2)), none -> new HashMap<>())
                            .put(new ListingKey(row.getString(3), row.getString(4), row.getString(5)), row.getInt(6));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(LEAVING)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    all.stream().mapToLong(WorkingOrder::id).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    leaving.add(row.getLong(1));
                }
            }
        }
        return new Relatives(children, leaving);
    }
}
