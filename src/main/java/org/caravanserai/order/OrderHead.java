package org.caravanserai.order;

import java.time.Instant;

/**
 * What the hub holds of an order besides its lines, groups and parcels: what the newest snapshot said.
 *
 * @param time when the newest snapshot was made, null when there was none yet
 * @param contentHash keyed hash of that snapshot
 * @param shipToHash keyed hash of the address to ship to, null while none was stated
 * @param shipBy when it must have left, null when the channel does not say
 * @param number what buyer and seller call the order
 * @param test the channel marked it as a test
 * @param pending valid, but may not ship yet
 */
public record OrderHead(
        StatementTime time,
        byte[] contentHash,
        byte[] shipToHash,
        Instant shipBy,
        String number,
        boolean test,
        boolean pending) {

    static final OrderHead NONE = new OrderHead(null, null, null, null, "", false, false);

    /** Version of the newest snapshot; null when there was none yet. */
    public Instant version() {
        return time == null ? null : time.version();
    }

    /** What a newer snapshot says; the address stays until one is stated. */
    OrderHead followedBy(OrderSnapshot snapshot, StatementTime at, byte[] hash) {
        return new OrderHead(
                at,
                hash,
                shipToHash,
                snapshot.shipBy(),
                snapshot.number(),
                snapshot.test(),
                snapshot.status() == SnapshotStatus.PENDING);
    }

    OrderHead shippedTo(byte[] hash) {
        return new OrderHead(time, contentHash, hash, shipBy, number, test, pending);
    }
}
