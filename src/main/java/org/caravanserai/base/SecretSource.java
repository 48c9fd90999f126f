package org.caravanserai.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Static secrets, by name, from files: {@code <dir>/<name>} holds one secret a line, the newest first; two live secrets
 * are how one is rotated. A file is read again when it changes. An environment variable {@code HUB_SECRET_<NAME>} (upper
 * case, everything but letters and digits as {@code _}) stands in for a file. Secrets are never logged.
 */
public final class SecretSource {

    private final Path directory;
    private final java.util.concurrent.ConcurrentHashMap<String, Held> held =
            new java.util.concurrent.ConcurrentHashMap<>();

    private record Held(long modified, long checkedAt, List<byte[]> secrets) {}

    public SecretSource(Path directory) {
        this.directory = directory;
    }

    /** All live secrets of this name, newest first; empty when there is none. Never {@code null}. */
    public List<byte[]> all(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,128}") || name.contains("..")) {
            throw new ConfigException("secret name " + name.replaceAll("[^ -~]", "?")
                    + " may only have letters, digits, dot, dash and underscore");
        }
        long now = System.nanoTime();
        Held known = held.get(name);
        if (known != null && now - known.checkedAt < 1_000_000_000L) {
            return known.secrets;
        }
        Held fresh = read(name, now, known);
        held.put(name, fresh);
        return fresh.secrets;
    }

    /** The newest secret of this name. @throws ConfigException when there is none */
    public byte[] newest(String name) {
        List<byte[]> all = all(name);
        if (all.isEmpty()) {
            throw new ConfigException(missing(name));
        }
        return all.get(0);
    }

    /** What to say where there is no secret of this name: which, and where it belongs. */
    public String missing(String name) {
        return "no secret " + name + ": put it into " + directory.resolve(name) + " (mode 0400)";
    }

    private Held read(String name, long now, Held known) {
        String variable = System.getenv("HUB_SECRET_" + name.toUpperCase().replaceAll("[^A-Z0-9]", "_"));
        if (variable != null) {
            return new Held(0, now, lines(variable));
        }
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                return new Held(0, now, List.of());
            }
            long modified = Files.getLastModifiedTime(file).toMillis();
            return known != null && known.modified == modified
                    ? new Held(modified, now, known.secrets)
                    : new Held(modified, now, lines(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read secret " + name, e);
        }
    }

    private static List<byte[]> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
