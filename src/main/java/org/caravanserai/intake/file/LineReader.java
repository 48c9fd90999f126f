package org.caravanserai.intake.file;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a UTF-8 file line by line and never keeps more of a line than the limit: a line that is too long is cut, and the
 * next one can still be read, which readers of libraries do not offer. A line ends with CR, LF or both, as in CSV. Bytes
 * that are no UTF-8 become U+FFFD.
 */
final class LineReader implements Closeable {

    private static final int BOM = 0xFEFF;

    private final BufferedReader reader;
    private final int limit;
    private int number;
    private boolean tooLong;
    private boolean endedWithCr;

    /** @param limit longest line kept, in bytes of UTF-8 without its end */
    LineReader(Path file, int limit) {
        try {
            reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.getFileName(), e);
        }
        this.limit = limit;
    }

    /** The next line without its end; null at the end of the file. A line that is too long is cut, see {@link #tooLong}. */
    String next() {
        StringBuilder line = new StringBuilder();
        int bytes = 0;
        tooLong = false;
        try {
            int c = reader.read();
            if (c == '\n' && endedWithCr) {
                c = reader.read();
            }
            if (c < 0) {
                return null;
            }
            if (c == BOM && number == 0) {
                c = reader.read();
            }
            number++;
            for (; c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
                bytes += bytes((char) c);
                if (bytes > limit) {
                    tooLong = true;
                    bytes = limit;
                } else if (!tooLong) {
                    line.append((char) c);
                }
            }
            endedWithCr = c == '\r';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** In UTF-8; the two halves of a surrogate pair have two each. */
    private static int bytes(char c) {
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** Whether the line read last was longer than the limit. */
    boolean tooLong() {
        return tooLong;
    }

    /** Of the line read last, from 1. */
    int number() {
        return number;
    }

    /** Longest line kept, in bytes. */
    int limit() {
        return limit;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
