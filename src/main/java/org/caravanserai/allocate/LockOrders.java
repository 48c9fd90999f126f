package org.caravanserai.allocate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.ExcessReservations;
import org.caravanserai.allocate.store.LoadOrders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Finds or founds every order the batch is about and locks it, sorted by account and channel order id: the first of the
 * three kinds of lock a batch takes, always in the same order. Whoever loses the race to found an order goes on with the
 * winner's.
 */
public final class LockOrders {

    private static final String FOUND = """
            insert into order_key (account_id, channel_order_id, order_id)
            select account_id, channel_order_id, order_id from unnest(?::int[], ?::text[], ?::bigint[])
                as n(account_id, channel_order_id, order_id) order by account_id, channel_order_id
            on conflict do nothing
            """;

    private static final String LOCK = """
            select o.id, o.account_id, o.channel_order_id, o.version, o.content_hash, o.ship_to_hash, o.alerts, o.ship_by, o.number, o.test,
                   o.pending, (select k.wrapped from order_data_key k where k.order_id = o.id)
              from orders o
             where o.id in (select k.order_id from order_key k
                              join unnest(?::int[], ?::text[]) as n(account_id, channel_order_id) using (account_id, channel_order_id)
                            union select g.order_id from fulfilment_group g where g.id = any(?)
                            union select unnest(?::bigint[]))
             order by o.account_id, o.channel_order_id for update of o
            """;

    private final BatchDependencies tools;
    private final ExcessReservations promised;

    public LockOrders(BatchDependencies tools) {
        this.tools = tools;
        this.promised = new ExcessReservations();
    }

    public void lock(Batch batch) throws SQLException {
        Set<OrderRef> stated = new TreeSet<>();
        Set<OrderRef> named = new TreeSet<>();
        Set<Long> groups = new TreeSet<>();
        Set<Long> ids = new TreeSet<>();
        for (EventContext one : batch.observations()) {
            collect(one, stated, named, groups, ids);
        }
        Connection connection = tools.connection();
        ids.addAll(promised.ordersAtRisk(connection, batch));
        named.addAll(stated);
        if (named.isEmpty() && groups.isEmpty() && ids.isEmpty()) {
            return;
        }
        List<OrderRef> founded = new ArrayList<>(stated);
        long[] newIds = founded.stream().mapToLong(ref -> tools.ids().next()).toArray();
        List<WorkingOrder> known = foundAndLock(connection, founded, newIds, named, groups, ids);
        known.forEach(batch::add);
        for (int i = 0; i < founded.size(); i++) {
            OrderRef ref = founded.get(i);
            if (batch.order(ref) == null) {
                batch.add(new WorkingOrder(newIds[i], ref.accountId(), ref.channelOrderId(), true));
            }
        }
        LoadOrders.load(connection, known);
    }

    private static void collect(
            EventContext one, Set<OrderRef> stated, Set<OrderRef> named, Set<Long> groups, Set<Long> ids) {
        if (one.excepted()) {
            return;
        }
        Content content = one.content();
        if (content instanceof Content.Statement statement) {
            if (!statement.order().status().equals("draft")) {
                stated.add(new OrderRef(one.account().id(), statement.order().channelOrderId()));
            }
        } else if (content instanceof Content.Shipped shipped) {
            if (shipped.groupId() != null) {
                groups.add(shipped.groupId());
            } else {
                named.add(shipped.order());
            }
        } else if (content instanceof Content.RecallAnswer answer) {
            groups.add(answer.groupId());
        } else if (content instanceof Content.Timer timer) {
            groups.add(timer.groupId());
        } else if (content instanceof Content.Cancel cancel) {
            if (cancel.orderId() != null) {
                ids.add(cancel.orderId());
            } else {
                named.add(cancel.order());
            }
        } else if (content instanceof Content.Redrive redrive && redrive.orderId() != null) {
            ids.add(redrive.orderId());
        }
    }

    /** Both in one round trip; the second statement sees what the first one founded, and what others had founded before. */
    private static List<WorkingOrder> foundAndLock(
            Connection connection,
            List<OrderRef> founded,
            long[] newIds,
            Set<OrderRef> named,
            Set<Long> groups,
            Set<Long> ids)
            throws SQLException {
        List<WorkingOrder> orders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FOUND + ";\n" + LOCK)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    founded.stream().mapToInt(OrderRef::accountId).toArray());
            SqlBatch.bind(
                    connection,
                    statement,
                    2,
                    founded.stream().map(OrderRef::channelOrderId).toArray(String[]::new));
            SqlBatch.bind(connection, statement, 3, newIds);
            SqlBatch.bind(
                    connection,
                    statement,
                    4,
                    named.stream().mapToInt(OrderRef::accountId).toArray());
            SqlBatch.bind(
                    connection,
                    statement,
                    5,
                    named.stream().map(OrderRef::channelOrderId).toArray(String[]::new));
            SqlBatch.bind(connection, statement, 6, groups.toArray(Long[]::new));
            SqlBatch.bind(connection, statement, 7, ids.toArray(Long[]::new));
            statement.execute();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    WorkingOrder order = new WorkingOrder(row.getLong(1), row.getInt(2), row.getString(3), false);
                    order.known(
                            LoadOrders.instant(row, 4),
                            row.getBytes(5),
                            row.getBytes(6),
                            row.getString(7),
                            LoadOrders.instant(row, 8),
                            row.getString(9),
                            row.getBoolean(10),
                            row.getBoolean(11),
                            row.getBytes(12));
                    orders.add(order);
                }
            }
        }
        return orders;
    }
}
