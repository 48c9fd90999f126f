package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.OutboxRow;
import org.caravanserai.allocate.batch.RetryBatchException;
import org.caravanserai.allocate.store.Columns;
import org.caravanserai.allocate.store.GroupRows;
import org.caravanserai.allocate.store.OrderRows;
import org.caravanserai.allocate.store.OutsideRows;
import org.caravanserai.allocate.store.SealedOrder;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.cases.CaseTable;
import org.caravanserai.cases.ExceptionMessage;
import org.caravanserai.inventory.StockChange;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockTable;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.translate.AccountRef;
import org.caravanserai.translate.EventContext;

/**
 * Writes everything a batch has decided, in one round trip: orders, groups, promises, ledger, cases, outbox, then the stock
 * rows, then the head of the audit chain. When a stock row no longer covers what was promised, nothing of it stays and the
 * batch decides again.
 */
public final class StoreBatch {

    private static final String ENSURE_STOCK = """
            insert into stock (sku, location, updated_at) select sku, location, ? from unnest(?::text[], ?::text[]) as n(sku, location)
            on conflict do nothing
            """;

    // a group that somebody else holds is being worked on anyway
    private static final String WAKE_BACKORDERS = """
            update fulfilment_group set next_at = ?
             where id in (
                   select g.id from fulfilment_group g
                    where g.state = 'BACKORDERED' and g.next_step = 'retry-allocation' and g.next_at > ?
                      and exists (select from group_line l join order_line o on o.order_id = g.order_id and o.line_no = l.line_no
                                   where l.group_id = g.id and o.sku = any(?))
                      for update skip locked)
            """;

    private static final String AGAIN = """
            insert into inbox_todo (id, lane) select id, lane from inbox where id = any(?) on conflict do nothing
            """;

    private static final String SEND_AGAIN = """
            update outbox set state = 'pending', attempts = 0, next_at = ? where id = any(?) and state = 'case'
            """;

    private final BatchDependencies tools;
    private final OrderKeys keys;
    private final BlindIndex index;

    public StoreBatch(BatchDependencies tools, OrderKeys keys, BlindIndex index) {
        this.tools = tools;
        this.keys = keys;
        this.index = index;
    }

    public void store(Batch batch) throws SQLException {
        Connection connection = tools.connection();
        announceCases(batch);
        SqlBatch sql = new SqlBatch();
        addOrders(sql, batch);
        OutsideRows.addTo(sql, batch, batch.now());
        CaseTable.addOpen(sql, batch.cases(), batch.now());
        CaseTable.addTouch(sql, batch.touchedCases(), batch.now());
        CaseTable.addResolve(sql, batch.resolvedCases(), batch.now(), "hub", "the cause is gone");
        CaseTable.addResolveEvents(sql, workedOn(batch), batch.now());
        if (!batch.againEvents().isEmpty()) {
            sql.add(AGAIN, (Object) batch.againEvents().toArray(Long[]::new));
        }
        if (!batch.againMessages().isEmpty()) {
            sql.add(SEND_AGAIN, batch.now(), batch.againMessages().toArray(Long[]::new));
        }
        if (!batch.movements().isEmpty()) {
            StockTable.addMovements(
                    sql,
                    batch.movements(),
                    batch.movements().stream()
                            .mapToLong(one -> tools.ids().next())
                            .toArray(),
                    batch.now());
        }
        TreeMap<StockKey, StockChange> changes = batch.stock().changes();
        int stockStatement = addStock(sql, batch, changes);
        batch.audit().writeTo(sql);
        int[] counts = sql.execute(connection);
        if (stockStatement >= 0 && counts[stockStatement] != changes.size()) {
            if (batch.underLock()) {
                throw new RetryBatchException("stock moved although its rows were held");
            }
            connection.rollback(batch.savepoint());
            return;
        }
        batch.close();
    }

    private void addOrders(SqlBatch sql, Batch batch) {
        List<SealedOrder> stated = new ArrayList<>();
        Set<WorkingOrder> others = new LinkedHashSet<>(batch.orders().values());
        for (Map.Entry<Long, EventContext> one : batch.statedBy().entrySet()) {
            WorkingOrder order = batch.order(one.getKey());
            stated.add(SealedOrder.of(order, one.getValue(), keys, index));
            others.remove(order);
        }
        OrderRows.addTo(sql, stated, List.copyOf(others), batch.now());
        GroupRows.addTo(sql, batch.orders().values(), batch.now());
    }

    private static int addStock(SqlBatch sql, Batch batch, TreeMap<StockKey, StockChange> changes) {
        if (changes.isEmpty()) {
            return -1;
        }
        List<StockKey> unknown = changes.keySet().stream()
                .filter(place -> !batch.stock().knows(place))
                .toList();
        if (!unknown.isEmpty()) {
            sql.add(
                    ENSURE_STOCK,
                    batch.now(),
                    Columns.texts(unknown, StockKey::sku),
                    Columns.texts(unknown, StockKey::location));
        }
        List<String> more = changes.entrySet().stream()
                .filter(one -> one.getValue().onHand() > one.getValue().reserved())
                .map(one -> one.getKey().sku())
                .distinct()
                .toList();
        if (!more.isEmpty()) {
            sql.add(WAKE_BACKORDERS, batch.now(), batch.now(), more.toArray(String[]::new));
        }
        StockTable.addChange(sql, changes, batch.now());
        return sql.size() - 1;
    }

    /** Observations that failed become cases of the event; every case becomes a message on the exception queue. */
    private void announceCases(Batch batch) {
        for (EventContext one : batch.observations()) {
            if (one.excepted()) {
                batch.cases()
                        .add(new NewCase(
                                tools.ids().next(),
                                one.cause().code(),
                                "event",
                                one.account().id(),
                                null,
                                null,
                                one.event().id(),
                                null,
                                one.summary(),
                                one.evidence()));
            }
        }
        for (NewCase one : batch.cases()) {
            WorkingOrder order = one.orderId() == null ? null : batch.order(one.orderId());
            AccountRef account = tools.accounts().apply(one.accountId());
            batch.outbox()
                    .add(new OutboxRow(
                            tools.ids().next(),
                            "exception",
                            "exceptions",
                            "case",
                            one.orderId(),
                            one.groupId(),
                            ExceptionMessage.of(
                                    one,
                                    account.channel(),
                                    account.name(),
                                    order == null ? null : order.channelOrderId(),
                                    batch.now()),
                            null,
                            false));
            batch.audit()
                    .add(
                            "case.opened",
                            "hub",
                            one.orderId(),
                            one.inboxId(),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("case", one.id())
                                    .put("cause", one.code())
                                    .put("scope", one.scope()));
        }
    }

    private static List<Long> workedOn(Batch batch) {
        return batch.observations().stream()
                .filter(one -> !one.excepted())
                .map(one -> one.event().id())
                .toList();
    }
}
