package org.caravanserai.outbox.lease;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Rendezvous hashing: every hub computes the same owner of a destination without talking, and when a hub comes or goes
 * only the destinations it gains or held change hands.
 */
final class Rendezvous {

    private Rendezvous() {}

    /** The owner with the highest weight for this destination; {@code owners} must not be empty. */
    static long choose(String destination, Collection<Long> owners) {
        long best = -1;
        long bestWeight = 0;
        for (long owner : owners) {
            long weight = weight(destination, owner);
            if (best == -1 || weight > bestWeight || weight == bestWeight && owner > best) {
                best = owner;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static long weight(String destination, long owner) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(owner).array());
            return ByteBuffer.wrap(digest.digest(destination.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
