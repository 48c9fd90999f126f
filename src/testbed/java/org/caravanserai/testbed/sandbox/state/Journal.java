package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Append-only memory of the sandbox. Every change of a document is one JSON line {@code {"k":kind,"i":id,"v":document}};
 * on start the last line of each document wins. Each line reaches the operating system before the caller answers
 * anybody, so a kill -9 of the process loses nothing; a line cut short by the kill is dropped on the next start. Changes
 * that belong together are one line {@code {"b":[...]}}: all of them are there after a kill, or none.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Map<String, Map<String, JsonNode>> found = new LinkedHashMap<>();
    private final ThreadLocal<Batch> batch = new ThreadLocal<>();
    private RandomAccessFile out;

    /** What one thread is writing together, and what waits for it to be written. */
    private record Batch(ArrayNode lines, List<Runnable> then) {}

    private Journal(RandomAccessFile out) {
        this.out = out;
    }

    /** A journal that forgets everything with the process. */
    public static Journal inMemory() {
        return new Journal(null);
    }

    /** Opens {@code directory/name.jsonl}, creating both; reads what an earlier process left. */
    public static Journal open(Path directory, String name) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(name + ".jsonl");
            RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw");
            Journal journal = new Journal(raw);
            long good = journal.read(file);
            raw.setLength(good);
            raw.seek(good);
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the state in " + directory, e);
        }
    }

    private long read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int start = 0;
        for (int end = 0; end < all.length; end++) {
            if (all[end] == '\n') {
                JsonNode line = SandboxJson.MAPPER.readTree(all, start, end - start);
                if (line.has("b")) {
                    line.path("b").forEach(this::learn);
                } else {
                    learn(line);
                }
                start = end + 1;
            }
        }
        if (start < all.length) {
            LOG.warn(
                    "{}: dropped {} bytes of a line the last process did not finish",
                    file.getFileName(),
                    all.length - start);
        }
        return start;
    }

    private void learn(JsonNode line) {
        found.computeIfAbsent(line.path("k").asText(), k -> new LinkedHashMap<>())
                .put(line.path("i").asText(), line.path("v"));
    }

    /** Hands every document of a kind that an earlier process left to {@code each}, in the order they first appeared. */
    public void replay(String kind, BiConsumer<String, JsonNode> each) {
        Map<String, JsonNode> documents = found.remove(kind);
        if (documents != null) {
            documents.forEach(each);
        }
    }

    /** Remembers the document as it is now; inside {@link #together} with everything else there. */
    public void put(String kind, String id, Object document) {
        if (out == null) {
            return;
        }
        ObjectNode line = line(kind, id, document);
        Batch open = batch.get();
        if (open == null) {
            write(line);
        } else {
            open.lines().add(line);
        }
    }

    /** Remembers the document at once, even inside {@link #together}. */
    public void putAtOnce(String kind, String id, Object document) {
        if (out != null) {
            write(line(kind, id, document));
        }
    }

    private static ObjectNode line(String kind, String id, Object document) {
        return SandboxJson.object().put("k", kind).put("i", id).set("v", SandboxJson.MAPPER.valueToTree(document));
    }

    /**
     * Runs the work; what it puts is written as one line at its end, even when it throws. Held under the monitor that
     * guards the documents, nobody sees a state that a kill could undo.
     */
    public void together(Runnable work) {
        if (batch.get() != null) {
            work.run();
            return;
        }
        Batch open = new Batch(SandboxJson.array(), new ArrayList<>());
        batch.set(open);
        try {
            work.run();
        } finally {
            batch.remove();
            if (!open.lines().isEmpty()) {
                write(SandboxJson.object().set("b", open.lines()));
            }
            open.then().forEach(Runnable::run);
        }
    }

    /** Runs what tells the outside: at once, or when the changes it tells of are written. */
    public void then(Runnable effect) {
        Batch open = batch.get();
        if (open == null) {
            effect.run();
        } else {
            open.then().add(effect);
        }
    }

    private synchronized void write(JsonNode node) {
        if (out == null) {
            return;
        }
        byte[] line = SandboxJson.bytes(node);
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        try {
            out.write(ended);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sandbox's state", e);
        }
    }

    /** Forgets everything. */
    public synchronized void clear() {
        found.clear();
        if (out != null) {
            try {
                out.setLength(0);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot clear the sandbox's state", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out = null;
        }
    }
}
