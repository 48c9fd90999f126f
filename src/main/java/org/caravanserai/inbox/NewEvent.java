package org.caravanserai.inbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.base.HubHeaders;

/**
 * Something that came in and is to be stored.
 *
 * @param accountId the account it is of; the hub's own accounts stand for what is no channel's
 * @param kind what it is about
 * @param source how it came in
 * @param topic the channel's own word for the event, may be empty
 * @param shape which {@code order.<shape>.jslt} reads the body, may be empty
 * @param orderKey the channel's order id or what stands for it: events with the same one are handled one after the other
 * @param eventKey what makes a repeated delivery the same delivery; hashed, never stored
 * @param headers allow-listed headers
 * @param body as it came, byte for byte
 * @param notificationOnly it only names an order, which must be fetched from the channel before the event can be worked on
 * @param parentId the event this one was fetched for, or null
 */
public record NewEvent(
        int accountId,
        EventKind kind,
        EventSource source,
        String topic,
        String shape,
        String orderKey,
        byte[] eventKey,
        Map<String, String> headers,
        byte[] body,
        boolean notificationOnly,
        Long parentId) {

    /**
     * The same event as one that people look at.
     *
     * @param cause one word: the second half of its case's code
     * @param reason in words
     */
    public NewEvent unrecognised(String cause, String reason) {
        Map<String, String> why = new LinkedHashMap<>(headers);
        why.put(HubHeaders.CAUSE, cause);
        why.put(HubHeaders.REASON, reason);
        return new NewEvent(
                accountId, EventKind.UNRECOGNISED, source, topic, "", orderKey, eventKey, why, body, false, null);
    }

    /** The same event with less of a body. @param hint whether only the order it names counts, which has to be fetched */
    public NewEvent cut(byte[] beginning, boolean hint) {
        return new NewEvent(
                accountId, kind, source, topic, shape, orderKey, eventKey, headers, beginning, hint, parentId);
    }

    /** Digest of what it says; empty when its key tells that already. */
    public String content() {
        return headers.getOrDefault(HubHeaders.CONTENT, "");
    }

    /** Whether it is about some order, and does not say which. */
    public boolean isOrderNobodyCanName() {
        String cause = headers.getOrDefault(HubHeaders.CAUSE, "");
        return cause.equals("no_order_id") || cause.equals("too_long");
    }

    /** The same event under another key. */
    public NewEvent withKey(byte[] other) {
        return new NewEvent(
                accountId, kind, source, topic, shape, orderKey, other, headers, body, notificationOnly, parentId);
    }

    /** The same event as another kind. */
    public NewEvent withKind(EventKind other) {
        return new NewEvent(
                accountId, other, source, topic, shape, orderKey, eventKey, headers, body, notificationOnly, parentId);
    }
}
