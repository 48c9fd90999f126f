package org.caravanserai.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.caravanserai.base.AuditRow;

/**
 * The SHA-256 hashes of the trail. A row's hash is over its fields in fixed order, texts as UTF-8 with their length in
 * front and absent numbers marked as such, so that no two different rows give the same bytes. Times count microseconds,
 * as PostgreSQL keeps them.
 */
final class AuditHash {

    /** Bytes of a hash; so many zeros stand before the first block. */
    static final int LENGTH = 32;

    private final MessageDigest digest;

    AuditHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] row(long block, int pos, Instant at, AuditRow row) {
        byte[] actor = row.actor().getBytes(StandardCharsets.UTF_8);
        byte[] action = row.action().getBytes(StandardCharsets.UTF_8);
        byte[] data = row.data().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(50 + actor.length + action.length + data.length);
        bytes.putLong(block).putInt(pos).putLong(micros(at));
        bytes.putInt(actor.length).put(actor);
        bytes.putInt(action.length).put(action);
        number(bytes, row.orderId());
        number(bytes, row.inboxId());
        bytes.putInt(data.length).put(data);
        digest.update(bytes.array(), 0, bytes.position());
        return digest.digest();
    }

    /** The hash of a block's rows: over their hashes in order of position. */
    byte[] rows(Iterable<byte[]> hashes) {
        for (byte[] hash : hashes) {
            digest.update(hash);
        }
        return digest.digest();
    }

    /** The hash of a block: as {@link AuditBlock} lets PostgreSQL compute it. */
    byte[] block(byte[] previous, long seq, long block, int rows, byte[] rowsHash) {
        digest.update(previous);
        digest.update(
                ByteBuffer.allocate(20).putLong(seq).putLong(block).putInt(rows).flip());
        digest.update(rowsHash);
        return digest.digest();
    }

    private static void number(ByteBuffer bytes, Long value) {
        bytes.put((byte) (value == null ? 0 : 1)).putLong(value == null ? 0 : value);
    }

    private static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }
}
