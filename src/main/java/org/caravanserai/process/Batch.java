package org.caravanserai.process;

import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.exceptions.Cause;
import org.caravanserai.exceptions.NewCase;
import org.caravanserai.inbox.Settled;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.StockView;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/**
 * A batch of observations and all that follows from them, gathered in memory until {@code store-batch} writes it. When
 * somebody else was faster on a stock row, everything but the observations is forgotten and decided anew under lock.
 */
public final class Batch implements Settled {

    /** Units of a channel's SKU ordered there: the channel has taken them off what it shows when they were ordered. */
    record Sold(int accountId, String channelSku, int units, Instant placedAt) {
    }

    private static final int MOST_ROUNDS = 3;

    private final List<Observation> observations;
    private Map<OrderRef, WorkingOrder> orders = new TreeMap<>();
    private Map<Long, WorkingOrder> ordersById = new LinkedHashMap<>();
    private Map<Long, Observation> statedBy = new LinkedHashMap<>();
    private StockView stock = new StockView();
    private List<Movement> movements = new ArrayList<>();
    private List<NewCase> cases = new ArrayList<>();
    private List<Long> resolvedCases = new ArrayList<>();
    private List<Long> touchedCases = new ArrayList<>();
    private List<OutboxRow> outbox = new ArrayList<>();
    private List<ParcelRow> parcels = new ArrayList<>();
    private List<Long> againEvents = new ArrayList<>();
    private List<Long> againMessages = new ArrayList<>();
    private List<Observation> fetches = new ArrayList<>();
    private List<Sold> sold = new ArrayList<>();
    private AuditBlock audit;
    private Savepoint savepoint;
    private Instant now;
    private boolean underLock;
    private boolean open = true;
    private int rounds;

    public Batch(List<Observation> observations) {
        this.observations = observations;
    }

    /** Forgets what was decided and begins a round; the second one holds its stock rows while it decides. */
    void begin(Savepoint roundStart, AuditBlock block, Instant time, boolean lock) {
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
    NewCase except(long caseId, Cause cause, WorkingOrder order, WorkingGroup group, Long inboxId, String summary, String evidence) {
        NewCase one = new NewCase(caseId, cause, group == null ? "order" : "group", order.accountId(), order.id(),
                group == null ? null : group.id(), inboxId, null, summary, evidence);
        cases.add(one);
        if (group != null) {
            group.waitFor(caseId);
        }
        return one;
    }

    /** The group goes on: its case, if it had one, is over. */
    void goesOn(WorkingGroup group) {
        if (group.caseId() != null) {
            long id = group.caseId();
            if (!cases.removeIf(one -> one.id() == id)) {
                resolvedCases.add(id);
            }
            group.waitFor(null);
        }
    }

    void add(WorkingOrder order) {
        orders.put(new OrderRef(order.accountId(), order.channelOrderId()), order);
        ordersById.put(order.id(), order);
    }

    WorkingOrder order(OrderRef ref) {
        return orders.get(ref);
    }

    WorkingOrder order(long id) {
        return ordersById.get(id);
    }

    /** The order a group belongs to, or null. */
    WorkingOrder orderOfGroup(long groupId) {
        return orders.values().stream().filter(order -> order.group(groupId).isPresent()).findFirst().orElse(null);
    }

    /** Observations whose content is of this type and that did not fail, in the order they came. */
    <T extends Content> Stream<Observation> with(Class<T> type) {
        return observations.stream().filter(one -> !one.excepted() && type.isInstance(one.content()));
    }

    void close() {
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

    public List<Observation> observations() {
        return observations;
    }

    Map<OrderRef, WorkingOrder> orders() {
        return orders;
    }

    /** By order id, the observation whose statement the order took over. */
    Map<Long, Observation> statedBy() {
        return statedBy;
    }

    StockView stock() {
        return stock;
    }

    void stock(StockView read) {
        stock = read;
    }

    List<Movement> movements() {
        return movements;
    }

    List<NewCase> cases() {
        return cases;
    }

    List<Long> resolvedCases() {
        return resolvedCases;
    }

    List<Long> touchedCases() {
        return touchedCases;
    }

    List<OutboxRow> outbox() {
        return outbox;
    }

    List<ParcelRow> parcels() {
        return parcels;
    }

    /** Events that are to be worked on once more. */
    List<Long> againEvents() {
        return againEvents;
    }

    /** Messages of the outbox that are to be sent after all. */
    List<Long> againMessages() {
        return againMessages;
    }

    /** Statements that contradict an equally old one: the channel is to be asked. */
    List<Observation> fetches() {
        return fetches;
    }

    List<Sold> sold() {
        return sold;
    }

    AuditBlock audit() {
        return audit;
    }

    Savepoint savepoint() {
        return savepoint;
    }

    Instant now() {
        return now;
    }

    boolean underLock() {
        return underLock;
    }
}
