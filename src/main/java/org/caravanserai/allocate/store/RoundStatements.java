package org.caravanserai.allocate.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.Columns;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.cases.CaseTable;
import org.caravanserai.inbox.InboxQueue;
import org.caravanserai.inventory.ReservationTable;
import org.caravanserai.inventory.StockLedger;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.OrderStore;
import org.caravanserai.order.store.SealedOrder;
import org.caravanserai.order.store.ShipmentTable;
import org.caravanserai.outbox.OutboxTable;
import org.caravanserai.outbox.SoldUnits;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.translate.EventContext;

/** The statements that write a round, all but stock and audit: those take their locks last. */
public final class RoundStatements {

    /** How long what was wrong must not have been so: of real time, as clocks that are wrong are. */
    private static final Duration QUIET = Duration.ofHours(1);

    private final IdBlocks ids;
    private final RouteMessages routeMessages;
    private final OrderKeys keys;
    private final BlindIndex index;
    private final Duration pace;

    /** @param pace the least time between two fetches of one order for the sake of what could not be believed */
    public RoundStatements(BatchDependencies dependencies, OrderKeys keys, BlindIndex index, Duration pace) {
        this.ids = dependencies.ids();
        this.routeMessages = new RouteMessages(dependencies, keys);
        this.keys = keys;
        this.index = index;
        this.pace = pace;
    }

    /** @param events all events of the batch */
    public void addTo(SqlBatch sql, List<EventContext> events, Round round) {
        Map<Long, byte[]> newKeys = addOrders(sql, round);
        routeMessages.addTo(sql, events, round, newKeys);
        ShipmentTable.addInsert(sql, round.shipments());
        OutboxTable.addNew(sql, round.messages(), round.now());
        SoldUnits.addTo(sql, round.sold());
        InboxQueue.addFetch(sql, round.fetches(), round.now(), pace);
        InboxQueue.addFetchLater(sql, round.askedAgain());
        CaseTable.addOpen(sql, round.cases().opened(), round.now());
        CaseTable.addTouch(sql, round.cases().seenAgain(), round.now());
        CaseTable.addAgain(sql, round.cases().again(), round.now());
        addArrived(sql, round);
        CaseTable.addResolveSubjects(
                sql,
                Columns.longs(round.cases().over(), NewCase.Subject::accountId),
                Columns.texts(round.cases().over(), NewCase.Subject::what),
                round.now(),
                "the cause is gone");
        addQuiet(sql, round);
        CaseTable.addResolveAnywhere(
                sql, round.cases().overAnywhere().toArray(String[]::new), round.now(), "it came in properly");
        CaseTable.addResolve(sql, round.cases().resolved(), round.now(), "the cause is gone");
        CaseTable.addResolveEvents(sql, workedOn(events, round), round.now());
        InboxQueue.addAgain(sql, round.eventsAgain(), round.now());
        OutboxTable.addSendAgain(sql, round.messagesAgain(), round.now());
        OutboxTable.addNotNeeded(sql, round.messagesNotNeeded());
        CaseTable.addResolveMessages(sql, round.messagesNotNeeded(), round.now());
        StockLedger.addInsert(
                sql,
                round.movements(),
                round.movements().stream().mapToLong(one -> ids.next()).toArray(),
                round.now());
    }

    /** @return by order id, the wrapped keys of new orders */
    private Map<Long, byte[]> addOrders(SqlBatch sql, Round round) {
        Map<Long, byte[]> newKeys = new HashMap<>();
        List<SealedOrder> stated = new ArrayList<>();
        Set<WorkingOrder> others = new LinkedHashSet<>(round.orders().all());
        for (Map.Entry<Long, EventContext> one : round.orders().statedBy().entrySet()) {
            WorkingOrder order = round.orders().get((long) one.getKey());
            EventContext event = one.getValue();
            SealedOrder sealed = SealedOrder.of(order, event.event(), event.body(), keys, index);
            stated.add(sealed);
            others.remove(order);
            if (sealed.newKey() != null) {
                newKeys.put(order.id(), sealed.newKey());
            }
        }
        OrderStore.addTo(sql, stated, List.copyOf(others), round.now());
        ReservationTable.addTo(sql, round.orders().all());
        return newKeys;
    }

    /** An order that came in properly ends the case about the events of it that did not. */
    private static void addArrived(SqlBatch sql, Round round) {
        List<WorkingOrder> arrived = round.orders().statedBy().entrySet().stream()
                .filter(one -> !one.getValue().event().unfetched())
                .map(one -> round.orders().get((long) one.getKey()))
                .toList();
        CaseTable.addResolveSubjects(
                sql,
                Columns.longs(arrived, WorkingOrder::accountId),
                Columns.texts(arrived, order -> NewCase.ofOrder(order.channelOrderId())),
                round.now(),
                "it came in properly");
    }

    /** A source that was right once may be wrong again at once: it is believed when it was not wrong for a while. */
    private static void addQuiet(SqlBatch sql, Round round) {
        CaseTable.addResolveQuiet(
                sql,
                Columns.longs(round.cases().quiet(), NewCase.Subject::accountId),
                Columns.texts(round.cases().quiet(), NewCase.Subject::what),
                round.now(),
                "it was right for an hour",
                round.now().minus(QUIET));
    }

    private static List<Long> workedOn(List<EventContext> events, Round round) {
        return events.stream()
                .filter(event -> round.failure(event) == null)
                .map(event -> event.event().id())
                .toList();
    }
}
