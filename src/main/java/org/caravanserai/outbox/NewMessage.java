package org.caravanserai.outbox;

import java.time.Instant;

/**
 * Something that must happen outside, committed with the decision that asks for it.
 *
 * @param kind which sender takes it: dispatch, status, exception ...
 * @param destination whom to tell, such as {@code location:MAIN} or {@code account:7}
 * @param operation what to tell them
 * @param orderId the order it is about, or null; {@code groupId} alike
 * @param body the message, JSON without personal data
 * @param deadline the channel's ship-by; null when there is none
 * @param shadow recorded only, never sent
 */
public record NewMessage(
        long id,
        String kind,
        String destination,
        String operation,
        Long orderId,
        Long groupId,
        String body,
        Instant deadline,
        boolean shadow) {}
