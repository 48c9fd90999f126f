package org.caravanserai.testbed.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A JVM that ends when we do. What it prints goes to a log file. */
public final class Child implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final String name;
    private final Path log;
    private final Process process;
    private final long logStart;

    private Child(String name, Path log, Process process, long logStart) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.logStart = logStart;
    }

    /**
     * Starts it; does not wait.
     *
     * @param log what it prints is added there
     * @param classPath one of {@link org.caravanserai.testbed.process.ClassPath}
     * @param options of the JVM, such as {@code -Xmx300m}
     */
    public static Child start(
            String name, Path log, String classPath, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(log.getParent());
            long start = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            EndWithParent.watch(process);
            return new Child(name, log, process, start);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the " + name, e);
        }
    }

    /**
     * Waits until this is there.
     *
     * @throws DemoException with the end of its log when it ends before, or when it takes longer than {@code patience}
     */
    <T> T await(Duration patience, Supplier<Optional<T>> there) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            Optional<T> found = there.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (!alive || System.nanoTime() > end) {
                throw new DemoException("the " + name
                        + (alive
                                ? " is not ready after " + patience.toSeconds() + " s"
                                : " ended with " + process.exitValue())
                        + "; the end of " + log + ":\n  " + String.join("\n  ", lastLines()));
            }
            pause(LOOK);
        }
    }

    /** The rest of the first line it printed that begins with {@code prefix}. */
    Optional<String> printed(String prefix) {
        return lines().filter(line -> line.startsWith(prefix)).findFirst().map(line -> line.substring(prefix.length()));
    }

    /** What this process printed. */
    Stream<String> lines() {
        try {
            byte[] all = Files.readAllBytes(log);
            return new String(all, (int) logStart, all.length - (int) logStart, StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lastLines() {
        List<String> all = lines().toList();
        return all.subList(Math.max(0, all.size() - 8), all.size());
    }

    public Process process() {
        return process;
    }

    /** SIGKILL; waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(30));
    }

    /** Any signal by name, such as {@code STOP} and {@code CONT}. */
    public void signal(String signal) {
        signal(process.pid(), signal);
    }

    /** Sends a signal to any process of ours. */
    public static void signal(long pid, String signal) {
        try {
            if (new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    != 0) {
                throw new IllegalStateException("cannot send " + signal + " to " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** SIGTERM, and after {@code patience} SIGKILL. Waits until it is gone. */
    public void stop(Duration patience) {
        process.destroy();
        if (!waitFor(patience)) {
            kill();
        }
    }

    private boolean waitFor(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted");
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }
}
