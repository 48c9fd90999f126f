package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.StatementTime;
import org.caravanserai.outbox.MessageCarrier;
import org.caravanserai.outbox.RouteMessage;

/**
 * One event on its way through the routes: carried by its exchange. Each step adds to it; in the end it has a snapshot, a
 * content, or the reason why it cannot go on.
 */
public final class EventContext implements MessageCarrier {

    private final InboxEvent event;
    private final Account account;
    private final List<String> alerts = new ArrayList<>();
    private byte[] body;
    private JsonNode document;
    private OrderSnapshot snapshot;
    private Content content;
    private EventFailure failure;
    private StatementTime time;
    private final Set<String> ahead = new LinkedHashSet<>();
    private final Set<String> believed = new LinkedHashSet<>();
    private final List<RouteMessage> messages = new ArrayList<>();
    private final Map<String, RouteHold> holds = new LinkedHashMap<>();
    private final Thread reader = Thread.currentThread();
    private JsonNode kept;
    private boolean partial;
    private StockLevels levels;

    public EventContext(InboxEvent event, Account account) {
        this.event = event;
        this.account = account;
    }

    /** The body in the clear. */
    public void open(byte[] plain) {
        body = plain;
    }

    public void document(JsonNode read) {
        document = read;
    }

    /** The channel states an order. */
    public void snapshot(OrderSnapshot read) {
        snapshot = read;
    }

    /** When the channel stated it. */
    public void time(StatementTime at) {
        time = at;
    }

    /** Something of the order is not in it and has to be asked for. */
    public void partial(boolean lacking) {
        partial = lacking;
    }

    /** A time that it names under this field lies ahead of its receipt, and is not believed. */
    public void ahead(String field) {
        ahead.add(field);
    }

    /** A time that it names under this field may be so. */
    public void believed(String field) {
        believed.add(field);
    }

    /** It says something else than an order. */
    public void content(Content read) {
        content = read;
    }

    /** The levels of a stock report were checked. */
    void levels(StockLevels checked) {
        levels = checked;
    }

    /** The levels of a stock report. @throws IllegalStateException when no step has checked them */
    StockLevels levels() {
        if (levels == null) {
            throw new IllegalStateException("no step has checked the levels of the report");
        }
        return levels;
    }

    /** It could not be read: no decision is about it. */
    public void fail(EventFailure why) {
        failure = why;
    }

    @Override
    public void append(String step, String queue, Object shown, byte[] readable) {
        requireOwnThread("outbox:send", step);
        RouteMessage.append(messages, step, queue, readable, shown instanceof JsonNode || !mayNamePeople());
    }

    /** What came in of an order names its buyer, and what nobody recognised may do so; everything else has no place for people. */
    private boolean mayNamePeople() {
        return event.kind() == EventKind.ORDER || event.kind() == EventKind.UNRECOGNISED;
    }

    /** What steps of routes sent about it. */
    public List<RouteMessage> messages() {
        return Collections.unmodifiableList(messages);
    }

    /** A route wants its order held; the first one of a cause counts. */
    public void hold(RouteHold wish) {
        requireOwnThread("hold:", wish.step());
        holds.putIfAbsent(wish.cause(), wish);
    }

    /** By cause, what routes hold its order for. */
    public Map<String, RouteHold> holds() {
        return Collections.unmodifiableMap(holds);
    }

    /** Whether whoever asks runs beside the event's route, as what stands behind a wire tap does. */
    public boolean isBeside() {
        return Thread.currentThread() != reader;
    }

    /** Beside its route the event may be stored already: what is said then would be lost without a word. */
    private void requireOwnThread(String endpoint, String step) {
        if (isBeside()) {
            throw new IllegalStateException(endpoint + " (" + step
                    + ") runs beside its route; put it into the route itself, not behind wireTap");
        }
    }

    public InboxEvent event() {
        return event;
    }

    public Account account() {
        return account;
    }

    public List<String> alerts() {
        return alerts;
    }

    public byte[] body() {
        return body;
    }

    public JsonNode document() {
        return document;
    }

    /**
     * The document as a route sees it: without its personal block. A copy of the outermost object, so that no later step
     * changes it; whoever reads it changes nothing within.
     */
    public JsonNode visible() {
        if (!(document instanceof ObjectNode whole)) {
            return document;
        }
        ObjectNode rest = whole.objectNode();
        rest.setAll(whole);
        rest.remove("personal");
        return rest;
    }

    /** The order its channel states; null when it is about something else. */
    public OrderSnapshot snapshot() {
        return snapshot;
    }

    /** What it says; null when it states an order, or nothing that could be read. */
    public Content content() {
        return content;
    }

    /** Why it could not be read; null when it could. */
    public EventFailure failure() {
        return failure;
    }

    /**
     * Who says it, as the audit trail names them: {@code channel:shopify/main}, {@code user:anna} for the API,
     * {@code login:warehouse-main} for a login of the broker, {@code jms} for one nobody knows, {@code file}, {@code timer}.
     */
    public String actor() {
        String named = header(HubHeaders.ACTOR);
        if (named.isEmpty() && !login().isEmpty()) {
            return "login:" + login();
        }
        return !named.isEmpty()
                ? named
                : account.channel().equals("hub")
                        ? account.name()
                        : "channel:" + account.channel() + "/" + account.name();
    }

    /** The login of the broker that sent it; empty when it came another way, or the broker did not say. */
    public String login() {
        return header(HubHeaders.LOGIN);
    }

    /** When the channel stated the order; null when it is about something else. */
    public StatementTime time() {
        return time;
    }

    /** The fields whose times lie ahead of its receipt. */
    public Set<String> ahead() {
        return Collections.unmodifiableSet(ahead);
    }

    /** The fields whose times may be so. */
    public Set<String> believed() {
        return Collections.unmodifiableSet(believed);
    }

    /** Whether something of the order is not in it. */
    public boolean partial() {
        return partial;
    }

    /** When the channel was asked for it; empty when it came by itself. */
    public Optional<Instant> askedAt() {
        String asked = header(HubHeaders.ASKED_AT);
        return asked.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(asked));
    }

    /** The channel told us that the order was deleted before it was asked for it. */
    public boolean afterDeletion() {
        return Boolean.parseBoolean(header(HubHeaders.AFTER_DELETION));
    }

    /** Ids of the events by which people asked for the order; empty when nobody did. */
    public List<Long> imports() {
        String ids = header(HubHeaders.IMPORTS);
        return ids.isEmpty()
                ? List.of()
                : Stream.of(ids.split(" ")).map(Long::valueOf).toList();
    }

    /** Whether the channel was asked for this one order. */
    public boolean fetched() {
        return event.source() == EventSource.FETCH;
    }

    /** Whether its order was neither asked for alone, nor in vain: it may be asked for. */
    public boolean mayBeCompleted() {
        return !fetched() && !event.unfetched();
    }

    /** Why intake did not recognise it; empty when it did not say. */
    public String reason() {
        return header(HubHeaders.REASON);
    }

    /** One word for why intake did not recognise it; empty when it did not say. */
    public String cause() {
        return header(HubHeaders.CAUSE);
    }

    /** What the sender of a message tells its answer by; empty when it came another way. */
    public String correlation() {
        return header(HubHeaders.CORRELATION);
    }

    /** The schema that a message says it has; empty when it says none. */
    public String schema() {
        return header(HubHeaders.SCHEMA);
    }

    /** The sender's own reference of a message; empty when it has none. */
    public String reference() {
        return header(HubHeaders.REFERENCE);
    }

    /** Name of the file it was read from; empty when it came another way. */
    public String file() {
        return header(HubHeaders.LINE).isEmpty() ? "" : header(HubHeaders.FILE);
    }

    /** Line of that file at which it begins; empty when it came another way. */
    public String line() {
        return header(HubHeaders.LINE);
    }

    /** File and line it was read from, {@code orders.csv:17}; empty when it came another way. */
    public String place() {
        String line = header(HubHeaders.LINE);
        return line.isEmpty() ? "" : header(HubHeaders.FILE) + ":" + line;
    }

    /** Channel and account whose folder the file lies in, {@code b2b/acme}; empty when it came another way. */
    public String folder() {
        return place().isEmpty() ? "" : header(HubHeaders.CHANNEL) + "/" + header(HubHeaders.ACCOUNT);
    }

    private String header(String name) {
        if (kept == null) {
            try {
                kept = Json.MAPPER.readTree(event.headers());
            } catch (JsonProcessingException e) {
                kept = JsonNodeFactory.instance.objectNode();
            }
        }
        return kept.path(name).asText("");
    }

    /** What the content-based router asks for. */
    public String kind() {
        return event.kind().word();
    }

    public String channel() {
        return account.channel();
    }

    public String shape() {
        return event.shape();
    }

    public boolean failed() {
        return failure != null;
    }
}
