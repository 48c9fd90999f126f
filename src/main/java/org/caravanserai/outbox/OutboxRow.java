package org.caravanserai.outbox;

import java.time.Instant;

/**
 * A row of the outbox, opened: the intent to send it is committed.
 *
 * @param body the message as written by the batch; in the clear when a route sees it
 * @param deadline the channel's ship-by; null when there is none
 * @param sealed whether the body is still sealed under the order's key; a route never sees such a row
 */
public record OutboxRow(
        long id,
        String kind,
        String destination,
        String operation,
        Long orderId,
        Long groupId,
        WorkAccount account,
        int attempt,
        Instant deadline,
        byte[] body,
        boolean sealed)
        implements Work {

    @Override
    public String serialKey() {
        return orderId == null ? "row:" + id : "order:" + orderId;
    }

    /** The location's code, for {@code location:MAIN}; empty for other destinations. */
    public String location() {
        return destination.startsWith("location:") ? destination.substring("location:".length()) : "";
    }

    /** The same row with its body in the clear. */
    public OutboxRow opened(byte[] clear) {
        return new OutboxRow(
                id, kind, destination, operation, orderId, groupId, account, attempt, deadline, clear, false);
    }
}
