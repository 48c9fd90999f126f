package org.caravanserai.order.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingOrder;

/** Writes orders with everything that hangs on them but their parcels, in the order in which the batch's rows are locked. */
public final class OrderStore {

    private OrderStore() {}

    /**
     * @param stated the orders that took over a snapshot
     * @param others the other orders of the batch
     */
    public static void addTo(SqlBatch sql, List<SealedOrder> stated, List<WorkingOrder> others, Instant now) {
        List<SealedOrder> fresh =
                stated.stream().filter(one -> one.order().fresh()).toList();
        List<SealedOrder> known =
                stated.stream().filter(one -> !one.order().fresh()).toList();
        OrderTable.addInsert(sql, fresh, now);
        OrderTable.addUpdate(sql, known, now);
        OrderTable.addState(
                sql, others.stream().filter(one -> one.snapshot().isEmpty()).toList(), now);
        OrderTable.addRestate(
                sql, others.stream().filter(one -> one.snapshot().isPresent()).toList(), now);
        PersonTable.addInsert(sql, fresh);
        PersonTable.addUpdate(sql, known);
        OrderLineTable.addInsert(sql, fresh.stream().map(SealedOrder::order));
        OrderLineTable.addUpsert(sql, Stream.concat(known.stream().map(SealedOrder::order), others.stream()));
        List<WorkingOrder> all = Stream.concat(stated.stream().map(SealedOrder::order), others.stream())
                .toList();
        LinePartTable.addTo(sql, all);
        GroupTable.addTo(sql, all, now);
        HoldTable.addTo(sql, all, now);
        ShipmentTable.addTold(sql, all);
        CancellationTable.addTo(sql, all, now);
    }
}
