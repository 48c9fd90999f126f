package org.caravanserai.allocate.batch;

import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.inbox.EventOutcome;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.ShadowStock;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockView;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.NewShipment;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.RouteMessage;
import org.caravanserai.outbox.SoldUnits;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/** Everything that one attempt to decide a batch has decided, in memory until {@code store-batch} writes it. */
public final class Round {

    private final Savepoint start;
    private final AuditBlock audit;
    private final Instant now;
    private final boolean underLock;
    private final RoundOrders orders = new RoundOrders();
    private final RoundCases cases;
    private final StockView stock = new StockView();
    private final ShadowStock shadowStock = new ShadowStock(stock);
    private Map<Integer, AccountMode> modes = Map.of();
    private final TreeMap<StockKey, Instant> counted = new TreeMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final List<NewShipment> shipments = new ArrayList<>();
    private final List<NewMessage> messages = new ArrayList<>();
    private final List<SoldUnits> sold = new ArrayList<>();
    private final List<EventOutcome> outcomes = new ArrayList<>();
    private final Set<EventContext> asked = new LinkedHashSet<>();
    private final Map<Long, Instant> askedAgain = new TreeMap<>();
    private final Set<EventContext> askedToo = new LinkedHashSet<>();
    private final List<Long> eventsAgain = new ArrayList<>();
    private final List<Long> messagesAgain = new ArrayList<>();
    private final List<Long> messagesNotNeeded = new ArrayList<>();
    private final Map<EventContext, BrokerLogin> confined = new HashMap<>();
    private final Map<EventContext, EventFailure> failures = new LinkedHashMap<>();
    private final Map<EventContext, List<RouteMessage>> sent = new LinkedHashMap<>();

    /**
     * @param start where the transaction goes back to when the round fails
     * @param now the one moment at which all of it is decided
     * @param underLock whether stock rows are held while it decides
     */
    public Round(Savepoint start, AuditBlock audit, Instant now, boolean underLock, IdBlocks ids) {
        this.start = start;
        this.audit = audit;
        this.now = now;
        this.underLock = underLock;
        this.cases = new RoundCases(ids);
    }

    /** The event cannot be carried out: it becomes a case. @param evidence JSON, references only */
    public void fail(EventContext event, CaseCode code, String summary, String evidence) {
        failures.put(event, new EventFailure(code, summary, evidence));
    }

    /** Of what this event says, only what is about the location of its login counts. */
    public void confine(EventContext event, BrokerLogin login) {
        confined.put(event, login);
    }

    /** The login whose location alone counts for this event; empty when all of it does. */
    public Optional<BrokerLogin> confinedTo(EventContext event) {
        return Optional.ofNullable(confined.get(event));
    }

    /** Why the event could not be read or not be carried out; null when it was. */
    public EventFailure failure(EventContext event) {
        return event.failed() ? event.failure() : failures.get(event);
    }

    /** A step of a route sends something about the event. */
    void send(EventContext event, String step, String queue, byte[] body) {
        RouteMessage.append(sent.computeIfAbsent(event, one -> new ArrayList<>()), step, queue, body, true);
    }

    /** What steps of routes sent about the event, while it was read and in this round; nothing about one that failed. */
    public List<RouteMessage> sent(EventContext event) {
        return failure(event) != null
                ? List.of()
                : Stream.concat(event.messages().stream(), sent.getOrDefault(event, List.of()).stream())
                        .toList();
    }

    public Savepoint start() {
        return start;
    }

    public AuditBlock audit() {
        return audit;
    }

    public Instant now() {
        return now;
    }

    public boolean underLock() {
        return underLock;
    }

    /** The orders it is about, all of them locked. */
    public RoundOrders orders() {
        return orders;
    }

    public RoundCases cases() {
        return cases;
    }

    /** The stock as it was read, less what the round has taken of it. */
    public StockView stock() {
        return stock;
    }

    /** The copy on which orders of accounts in shadow are sourced. */
    public ShadowStock shadowStock() {
        return shadowStock;
    }

    /** Modes of the accounts that are not live, as they are in this transaction. */
    public void modes(Map<Integer, AccountMode> notLive) {
        modes = Map.copyOf(notLive);
    }

    /** How far the hub acts for the account now. */
    public AccountMode mode(int accountId) {
        return modes.getOrDefault(accountId, AccountMode.LIVE);
    }

    /** What would be sent for the account is recorded only, and nothing is reserved. */
    public boolean isShadow(int accountId) {
        return mode(accountId) == AccountMode.SHADOW;
    }

    public List<Movement> movements() {
        return movements;
    }

    /** The place was counted at this time. */
    public void count(StockKey key, Instant asOf) {
        counted.merge(key, asOf, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** The places that were counted, and when. */
    public SortedMap<StockKey, Instant> counted() {
        return Collections.unmodifiableSortedMap(counted);
    }

    /** Parcels that have left. */
    public List<NewShipment> shipments() {
        return shipments;
    }

    /** What must happen outside. */
    public List<NewMessage> messages() {
        return messages;
    }

    public List<SoldUnits> sold() {
        return sold;
    }

    /** What became of events, for those who sent them. */
    public List<EventOutcome> outcomes() {
        return outcomes;
    }

    /** The event only says that there is something to ask the channel for. */
    public void ask(EventContext event) {
        asked.add(event);
    }

    /** The event counts as it is, and the channel is asked for the rest. */
    public void askToo(EventContext event) {
        askedToo.add(event);
    }

    /** Whether the event only says that there is something to ask for. */
    public boolean isAsked(EventContext event) {
        return asked.contains(event);
    }

    /** Events for which the channel is to be asked. */
    public List<InboxEvent> fetches() {
        return Stream.of(asked, askedToo)
                .flatMap(Set::stream)
                .distinct()
                .map(EventContext::event)
                .toList();
    }

    /** The channel of the order is to be asked for it at this time; the earliest one holds. */
    public void askAgain(WorkingOrder order, Instant at) {
        askedAgain.merge(order.id(), at, (one, other) -> one.isBefore(other) ? one : other);
    }

    /** By order id, when its channel is to be asked for it. */
    public Map<Long, Instant> askedAgain() {
        return askedAgain;
    }

    /** Ids of events that are to be worked on once more. */
    public List<Long> eventsAgain() {
        return eventsAgain;
    }

    /** Ids of messages of the outbox that are to be sent after all. */
    public List<Long> messagesAgain() {
        return messagesAgain;
    }

    /** Ids of messages of the outbox that need not be tried again: the other side has what they say. */
    public List<Long> messagesNotNeeded() {
        return messagesNotNeeded;
    }
}
