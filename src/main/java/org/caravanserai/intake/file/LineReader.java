package org.caravanserai.intake.file;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a UTF-8 file line by line and never keeps more of a line than the limit. Bytes that are no UTF-8 become U+FFFD. */
final class LineReader implements Closeable {

    private static final int BOM = 0xFEFF;

    private final BufferedReader reader;
    private final int limit;
    private int number;
    private boolean tooLong;

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
        tooLong = false;
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            number++;
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (line.length() >= limit) {
                    tooLong = true;
                } else if (!(number == 1 && line.isEmpty() && c == BOM)) {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    /** Whether the line read last was longer than the limit. */
    boolean tooLong() {
        return tooLong;
    }

    /** Of the line read last, from 1. */
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
