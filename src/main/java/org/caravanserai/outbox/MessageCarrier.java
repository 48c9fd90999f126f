package org.caravanserai.outbox;

/**
 * What a route's {@code outbox:send} appends its messages to: an event while it is read, a batch while it is decided. They are
 * written with what follows from the event, or not at all.
 */
public interface MessageCarrier {

    /**
     * Appends a message.
     *
     * @param step who sends it: route and step; a step that sends several of one event is told apart by their number
     * @param queue a queue of one's own
     * @param body what stands in the exchange
     * @param readable the same as text
     * @throws IllegalStateException when nothing that is appended here would be written
     */
    void append(String step, String queue, Object body, byte[] readable);
}
