package org.caravanserai.allocate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.batch.RoundOrders;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.inventory.ReservationTable;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.SnapshotStatus;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.OrderLoader;
import org.caravanserai.order.store.OrderLocks;
import org.caravanserai.order.store.OrderNames;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Finds or founds every order the batch is about and locks it, sorted by account and channel order id: the first of the
 * three kinds of lock a batch takes, always in the same order. Whoever loses the race to found an order goes on with the
 * winner's.
 */
public final class LockOrders {

    private final BatchDependencies dependencies;

    public LockOrders(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public Batch lock(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        OrderNames names = new OrderNames();
        List<CountedStock> counts = new ArrayList<>();
        for (EventContext event : batch.events()) {
            collect(batch.round(), event, names, counts);
        }
        Set<Long> told = batch.with(Content.Told.class)
                .map(event -> ((Content.Told) event.content()).orderId())
                .collect(Collectors.toSet());
        Connection connection = dependencies.connection();
        names.orderIds().addAll(ReservationTable.ordersBeyond(connection, counts));
        if (names.isEmpty()) {
            return batch;
        }
        List<OrderRef> stated = List.copyOf(names.stated());
        long[] newIds =
                stated.stream().mapToLong(ref -> dependencies.ids().next()).toArray();
        List<WorkingOrder> known = OrderLocks.foundAndLock(connection, stated, newIds, names);
        RoundOrders orders = batch.round().orders();
        known.forEach(orders::add);
        for (int i = 0; i < newIds.length; i++) {
            if (orders.get(stated.get(i)) == null) {
                orders.add(WorkingOrder.founded(newIds[i], stated.get(i)));
            }
        }
        OrderLoader.load(connection, known, told);
        ReservationTable.load(connection, known);
        return batch;
    }

    private static void collect(Round round, EventContext event, OrderNames names, List<CountedStock> counts) {
        if (event.failed()) {
            return;
        }
        OrderSnapshot snapshot = event.snapshot();
        Content content = event.content();
        if (snapshot != null) {
            if (!round.isAsked(event) && snapshot.status() != SnapshotStatus.DRAFT) {
                int account = event.account().id();
                names.state(new OrderRef(account, snapshot.channelOrderId()));
                snapshot.parentOrder().ifPresent(parent -> names.refs().add(new OrderRef(account, parent)));
            }
        } else if (content instanceof Content.Shipped shipped) {
            if (shipped.groupId() != null) {
                names.groupIds().add(shipped.groupId());
            } else {
                names.refs().add(shipped.order());
            }
        } else if (content instanceof Content.Counted counted) {
            counts.addAll(counted.counts());
        } else if (content instanceof Content.RecallAnswer answer) {
            names.groupIds().add(answer.groupId());
        } else if (content instanceof Content.Timer timer) {
            names.groupIds().add(timer.groupId());
        } else if (content instanceof Content.Cancel cancel) {
            if (cancel.orderId() != null) {
                names.orderIds().add(cancel.orderId());
            } else {
                names.refs().add(cancel.order());
            }
        } else if (content instanceof Content.Told told) {
            names.orderIds().add(told.orderId());
        } else if (content instanceof Content.Absent absent) {
            names.refs().add(absent.order());
        } else if (content instanceof Content.Redrive redrive && redrive.orderId() != null) {
            names.orderIds().add(redrive.orderId());
        }
    }
}
