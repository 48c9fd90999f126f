package org.caravanserai.base;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the bodies of requests up to a limit. */
public final class RequestBodies {

    private RequestBodies() {}

    /**
     * Reads the beginning of a body, and no more.
     *
     * @param length what Content-Length says, in bytes; -1 when it says nothing
     * @param most the longest beginning, in bytes
     * @return up to {@code most} bytes; one more when there are more
     * @throws IOException when it ended early
     */
    public static byte[] head(InputStream in, long length, int most) throws IOException {
        byte[] head = in.readNBytes(length >= 0 && length <= most ? (int) length : most + 1);
        if (head.length <= most && head.length < length) {
            throw new IOException("Content-Length says " + length + ", came " + head.length);
        }
        return head;
    }

    /**
     * Reads a body. One that is too long by less than the limit is read to its end all the same: a server that closes a
     * connection under bytes it never read resets it, and the sender may not see the answer that says why.
     *
     * @param length what Content-Length says, in bytes; -1 when it says nothing
     * @param most the longest body taken, in bytes
     * @return the body; empty when it is too long
     * @throws IOException when it ended early
     */
    public static Optional<byte[]> read(InputStream in, long length, int most) throws IOException {
        if (length > 2L * most) {
            return Optional.empty();
        }
        byte[] body = in.readNBytes(length >= 0 && length <= most ? (int) length : most + 1);
        if (body.length > most) {
            in.readNBytes(most);
            return Optional.empty();
        }
        if (body.length < length) {
            throw new IOException("Content-Length says " + length + ", came " + body.length);
        }
        return Optional.of(body);
    }
}
