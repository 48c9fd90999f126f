package org.caravanserai.outbox;

import java.util.List;

/**
 * A message that a step of a route appended to an event.
 *
 * @param step route and step, with a number from the second one of an event on: unique within the event
 * @param queue a queue of one's own
 * @param canonical whether it is known to hold no personal data: a document of ours, or a summary
 */
public record RouteMessage(String step, String queue, byte[] body, boolean canonical) {

    /** Appends one to those of an event. */
    public static void append(List<RouteMessage> all, String step, String queue, byte[] body, boolean canonical) {
        long before = all.stream()
                .filter(one -> one.step.equals(step) || one.step.startsWith(step + "#"))
                .count();
        all.add(new RouteMessage(before == 0 ? step : step + "#" + (before + 1), queue, body, canonical));
    }
}
