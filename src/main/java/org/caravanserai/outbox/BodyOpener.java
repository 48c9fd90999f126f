package org.caravanserai.outbox;

import java.util.Optional;

/** Opens an outbox body that was sealed under its order's key. */
@FunctionalInterface
public interface BodyOpener {

    /** @return the body in the clear; empty when the order's key is gone, since the person was erased */
    Optional<byte[]> open(long outboxId, long orderId, byte[] sealed);
}
