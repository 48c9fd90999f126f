package org.caravanserai.inbox;

import java.util.Map;

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

    /** The same event as another kind. */
    public NewEvent withKind(EventKind other) {
        return new NewEvent(
                accountId, other, source, topic, shape, orderKey, eventKey, headers, body, notificationOnly, parentId);
    }
}
