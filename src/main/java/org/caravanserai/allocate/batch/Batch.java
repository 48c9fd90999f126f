package org.caravanserai.allocate.batch;

import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inbox.Settled;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.StockView;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * A batch of observations and all that follows from them, gathered in memory until {@code store-batch} writes it. When
 * somebody else was faster on a stock row, everything but the observations is forgotten and decided anew under lock.
 */
public final class Batch implements Settled {

    /** Units of a channel's SKU ordered there: the channel has taken them off what it shows when they were ordered. */
    public record Sold(int accountId, String channelSku, int units, Instant placedAt) {}

    private static final int MOST_ROUNDS = 3;

    private final List<EventContext> observations;
    public Map<OrderRef, WorkingOrder> orders = new TreeMap<>();
    private Map<Long, WorkingOrder> ordersById = new LinkedHashMap<>();
    public Map<Long, EventContext> statedBy = new LinkedHashMap<>();
    private StockView stock = new StockView();
    public List<Movement> movements = new ArrayList<>();
    public List<NewCase> cases = new ArrayList<>();
    public List<Long> resolvedCases = new ArrayList<>();
    public List<Long> touchedCases = new ArrayList<>();
    public List<OutboxRow> outbox = new ArrayList<>();
    public List<ParcelRow> parcels = new ArrayList<>();
    public List<Long> againEvents = new ArrayList<>();
    public List<Long> againMessages = new ArrayList<>();
    public List<EventContext> fetches = new ArrayList<>();
    public List<Sold> sold = new ArrayList<>();
    public AuditBlock audit;
    public Savepoint savepoint;
    public Instant now;
    public boolean underLock;
    private boolean open = true;
    private int rounds;

    public Batch(List<EventContext> observations) {
        this.observations = observations;
    }

    /** Forgets what was decided and begins a round; the second one holds its stock rows while it decides. */
    public void begin(Savepoint roundStart, AuditBlock block, Instant time, boolean lock) {
        if (++rounds > MOST_ROUNDS) {
            throw new IllegalStateException("the batch was decided " + MOST_ROUNDS + " times and never stored");
        }
        orders = new TreeMap<>();
        ordersById = new LinkedHashMap<>();
        statedBy = new LinkedHashMap<>();
        stock = new StockView();
        movements = new ArrayList<>();
        cases = new ArrayList<>();
        resolvedCases = new ArrayList<>();
        touchedCases = new ArrayList<>();
        outbox = new ArrayList<>();
        parcels = new ArrayList<>();
        againEvents = new ArrayList<>();
        againMessages = new ArrayList<>();
        fetches = new ArrayList<>();
        sold = new ArrayList<>();
        audit = block;
        savepoint = roundStart;
        now = time;
        underLock = lock;
    }

    /** A case about an order or one of its groups; the group, if any, waits for it. */
    public NewCase except(
            long caseId,
            CaseCode cause,
            WorkingOrder order,
            WorkingGroup group,
            Long inboxId,
            String summary,
            String evidence) {
        NewCase one = new NewCase(
                caseId,
                cause.code(),
                group == null ? "order" : "group",
                order.accountId(),
                order.id(),
                group == null ? null : group.id(),
                inboxId,
                null,
                summary,
                evidence);
        cases.add(one);
        if (group != null) {
            group.waitFor(caseId);
        }
        return one;
    }

    /** The group goes on: its case, if it had one, is over. */
    public void goesOn(WorkingGroup group) {
        if (group.caseId() != null) {
            long id = group.caseId();
            if (!cases.removeIf(one -> one.id() == id)) {
                resolvedCases.add(id);
            }
            group.waitFor(null);
        }
    }

    public void add(WorkingOrder order) {
        orders.put(new OrderRef(order.accountId(), order.channelOrderId()), order);
        ordersById.put(order.id(), order);
    }

    public WorkingOrder order(OrderRef ref) {
        return orders.get(ref);
    }

    public WorkingOrder order(long id) {
        return ordersById.get(id);
    }

    /** The order a group belongs to, or null. */
    public WorkingOrder orderOfGroup(long groupId) {
        return orders.values().stream()
                .filter(order -> order.group(groupId).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** Observations whose content is of this type and that did not fail, in the order they came. */
    public <T extends Content> Stream<EventContext> with(Class<T> type) {
        return observations.stream().filter(one -> !one.excepted() && type.isInstance(one.content()));
    }

    public void close() {
        open = false;
    }

    @Override
    public boolean settled(long eventId) {
        return !open && observations.stream().anyMatch(one -> one.event().id() == eventId);
    }

    /** Whether another round is needed: what {@code allocate-batch} loops on. */
    public boolean isOpen() {
        return open;
    }

    public List<EventContext> observations() {
        return observations;
    }

    public Map<OrderRef, WorkingOrder> orders() {
        return orders;
    }

    /** By order id, the observation whose statement the order took over. */
    public Map<Long, EventContext> statedBy() {
        return statedBy;
    }

    public StockView stock() {
        return stock;
    }

    public void stock(StockView read) {
        stock = read;
    }

    public List<Movement> movements() {
        return movements;
    }

    public List<NewCase> cases() {
        return cases;
    }

    public List<Long> resolvedCases() {
        return resolvedCases;
    }

    public List<Long> touchedCases() {
        return touchedCases;
    }

    public List<OutboxRow> outbox() {
        return outbox;
    }

    public List<ParcelRow> parcels() {
        return parcels;
    }

    /** Events that are to be worked on once more. */
    public List<Long> againEvents() {
        return againEvents;
    }

    /** Messages of the outbox that are to be sent after all. */
    public List<Long> againMessages() {
        return againMessages;
    }

    /** Statements that contradict an equally old one: the channel is to be asked. */
    public List<EventContext> fetches() {
        return fetches;
    }

    public List<Sold> sold() {
        return sold;
    }

    public AuditBlock audit() {
        return audit;
    }

    public Savepoint savepoint() {
        return savepoint;
    }

    public Instant now() {
        return now;
    }

    public boolean underLock() {
        return underLock;
    }
}
