package org.caravanserai.intake.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The events of a file, read as they are asked for; closed by whoever iterates (Camel's splitter does). */
final class FileEvents implements Iterator<FileLine>, Closeable {

    private final LineReader lines;
    private final Function<LineReader, FileLine> read;
    private FileLine next;
    private boolean looked;

    /** @param read the next event; null at the end of the file */
    FileEvents(LineReader lines, Function<LineReader, FileLine> read) {
        this.lines = lines;
        this.read = read;
    }

    @Override
    public boolean hasNext() {
        if (!looked) {
            next = read.apply(lines);
            looked = true;
        }
        return next != null;
    }

    @Override
    public FileLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        looked = false;
        return next;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
