package org.caravanserai.outbox;

import java.time.Instant;

/**
 * Something that must happen outside, committed with the decision that asks for it.
 *
 * @param id of the outbox row
 * @param kind one of {@link WorkKind#ROWS}
 * @param destination where it goes
 * @param operation what is asked of the destination: release, recall, shipment, cancel, case
 * @param orderId the hub order it is about; null when it is about none
 * @param groupId the fulfilment group it is about; null when it is about none
 * @param body the message, JSON without personal data
 * @param deadline when the other side must have it; null when nobody says
 * @param shadow only recorded, never sent
 */
public record NewMessage(
        long id,
        WorkKind kind,
        Destination destination,
        String operation,
        Long orderId,
        Long groupId,
        String body,
        Instant deadline,
        boolean shadow) {}
