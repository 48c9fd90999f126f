package org.caravanserai.allocate.batch;

import java.time.Instant;

/** Something that must happen outside, committed with the decision that asks for it. */
public record OutboxRow(
        long id,
        String kind,
        String destination,
        String operation,
        Long orderId,
        Long groupId,
        String body,
        Instant deadline,
        boolean shadow) {}
