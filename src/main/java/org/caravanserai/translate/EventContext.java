package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.StatementTime;

/**
 * One event on its way through the routes: the body of the split exchange. Each step adds to it; in the end it has a
 * snapshot, a content, or the reason why it cannot go on.
 */
public final class EventContext {

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
