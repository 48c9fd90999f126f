package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.OrderSnapshot;

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

    /** It says something else than an order. */
    public void content(Content read) {
        content = read;
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
     * Who says it, as the audit trail names them: {@code channel:shopify/main}, {@code user:anna} for the API, {@code jms},
     * {@code file}, {@code timer}.
     */
    public String actor() {
        String named = header(HubHeaders.ACTOR);
        return !named.isEmpty()
                ? named
                : account.channel().equals("hub")
                        ? account.name()
                        : "channel:" + account.channel() + "/" + account.name();
    }

    /**
     * Not later than the moment at which the channel read what it states: when it was asked, or the version of what it pushed.
     * Only for an event that states an order.
     */
    public Instant readAt() {
        String asked = header(HubHeaders.ASKED_AT);
        return asked.isEmpty() ? snapshot.version() : Instant.parse(asked);
    }

    /** Why intake did not recognise it; empty when it did not say. */
    public String reason() {
        return header(HubHeaders.REASON);
    }

    /** File and line it was read from, {@code orders.csv:17}; empty when it came another way. */
    public String place() {
        String line = header(HubHeaders.LINE);
        return line.isEmpty() ? "" : header(HubHeaders.FILE) + ":" + line;
    }

    private String header(String name) {
        try {
            return Json.MAPPER.readTree(event.headers()).path(name).asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
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
