package org.caravanserai.intake.webhook;

import java.util.Map;

/**
 * Something a channel says happened, ready for the inbox.
 *
 * @param kind order, cancel or {@code odd}: nobody knows what it is, a person has to look
 * @param source webhook, queue, poll or fetch
 * @param topic the channel's own word
 * @param shape which mapping reads the body; may be empty
 * @param orderKey the channel's order id; may be empty
 * @param eventKey what makes a repeated delivery the same delivery
 * @param thin only a hint: to be fetched before it can be worked on
 * @param parentId the hint it was fetched for, or null
 */
public record Observation(
        int accountId,
        String kind,
        String source,
        String topic,
        String shape,
        String orderKey,
        byte[] eventKey,
        Map<String, String> headers,
        byte[] body,
        boolean thin,
        Long parentId) {}
