package org.caravanserai.inbox;

import java.util.Map;

/**
 * Something that came in and is to be stored.
 *
 * @param accountId whose door it came through
 * @param kind order, shipment, stock, cancel, redrive, timer, recall-answer or odd (nobody knows what it is)
 * @param source webhook, poll, fetch, split, queue, jms, file, api or timer
 * @param topic the channel's own word for the event, may be empty
 * @param shape which {@code order.<shape>.jslt} reads the body, may be empty
 * @param orderKey the channel's order id or what stands for it: events with the same one are handled one after the other
 * @param eventKey what makes a repeated delivery the same delivery; hashed, never stored
 * @param headers allow-listed headers
 * @param body as it came, byte for byte
 * @param thin only a hint: the body must be fetched from the channel before the event can be worked on
 * @param parentId the event this one was fetched for or split from, or null
 */
public record NewEvent(
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
