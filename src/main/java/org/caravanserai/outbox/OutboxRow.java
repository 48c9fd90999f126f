package org.caravanserai.outbox;

import java.time.Instant;

/**
 * A row of the outbox, opened: the intent to send it is committed.
 *
 * @param id of table {@code outbox}; the key by which the other side knows a repeated message again
 * @param operation {@code release}, {@code recall}, {@code shipment}, {@code cancel}, {@code case} ...
 * @param orderId null for what is about no order
 * @param groupId null for what is about no fulfilment group
 * @param body the message as written by the batch; in the clear when a route sees it
 * @param deadline the channel's ship-by; null when there is none
 * @param sealed whether the body is still sealed under the order's key; a route never sees such a row
 */
public record OutboxRow(
        long id,
        WorkKind kind,
        Destination destination,
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
        return serialKey(id, orderId);
    }

    /** What keeps rows of one order from being sent at the same time. @param orderId null: the row stands alone */
    public static String serialKey(long id, Long orderId) {
        return orderId == null ? "row:" + id : "order:" + orderId;
    }

    /** The same row with its body in the clear. */
    public OutboxRow opened(byte[] clear) {
        return new OutboxRow(
                id, kind, destination, operation, orderId, groupId, account, attempt, deadline, clear, false);
    }
}
