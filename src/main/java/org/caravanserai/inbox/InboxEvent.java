package org.caravanserai.inbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import org.caravanserai.base.Summarised;

/**
 * An event as it was claimed.
 *
 * @param id of its inbox row; events of one order are worked on in its order
 * @param accountId the account it is of
 * @param kind what it is about
 * @param source how it came in
 * @param topic the channel's own word for the event, may be empty
 * @param shape which {@code order.<shape>.jslt} reads the body, may be empty
 * @param orderKey the channel's order id or what stands for it
 * @param parentId the event this one was fetched for, or null
 * @param headers the allow-listed headers as a JSON object
 * @param sealed the body, sealed under the account's key of {@code day}; plain when {@code day} is null
 * @param day of the key that sealed the body, in UTC, or null
 * @param receivedAt when it was stored
 * @param failures how often working on it failed before
 * @param deaths how many hubs died while a batch with it was being worked on
 * @param unfetched its order could not be fetched: it is worked on as it is
 */
public record InboxEvent(
        long id,
        int accountId,
        EventKind kind,
        EventSource source,
        String topic,
        String shape,
        String orderKey,
        Long parentId,
        String headers,
        byte[] sealed,
        LocalDate day,
        Instant receivedAt,
        int failures,
        int deaths,
        boolean unfetched)
        implements Summarised {

    /** What it is, without its body. */
    @Override
    public ObjectNode summary() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("inboxId", Long.toString(id))
                .put("kind", kind.word())
                .put("source", source.word())
                .put("topic", topic)
                .put("shape", shape)
                .put("orderKey", orderKey)
                .put("receivedAt", receivedAt.toString());
    }
}
