package org.caravanserai.intake.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;

/**
 * A body beyond the limit, of which only the beginning is kept. The rest is read once, in pieces, to see whether all of it was
 * signed.
 */
final class LongBody {

    private static final int PIECE = 1 << 16;

    private final byte[] head;
    private final InputStream rest;
    private final long most;
    private long length;

    /**
     * @param head its beginning
     * @param rest what follows, unread
     * @param most the most bytes that are read in all
     */
    LongBody(byte[] head, InputStream rest, long most) {
        this.head = head;
        this.rest = rest;
        this.most = most;
        this.length = head.length;
    }

    /**
     * Hands on all bytes, from the first to the last.
     *
     * @param each takes a buffer and how many bytes of it count
     * @return false when there are more than are read
     * @throws IOException when it ended early
     */
    boolean read(BiConsumer<byte[], Integer> each) throws IOException {
        each.accept(head, head.length);
        byte[] piece = new byte[PIECE];
        for (int n = rest.read(piece); n >= 0; n = rest.read(piece)) {
            length += n;
            if (length > most) {
                return false;
            }
            each.accept(piece, n);
        }
        return true;
    }

    /** Bytes read so far. */
    long length() {
        return length;
    }
}
