package org.caravanserai.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.caravanserai.runtime.home.RunFile;

/**
 * A real hub in a JVM of its own, on free ports: what may be killed, frozen and started again. {@link #close} ends it and
 * whatever it left.
 */
public final class HubChild implements AutoCloseable {

    private final Path home;
    private final Path log;
    private final Process process;

    private HubChild(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    /** Starts {@code hub start} in this home with these {@code hub.*} settings; does not wait. */
    public static HubChild launch(Path home, Map<String, String> settings) {
        try {
            Files.createDirectories(home);
            Path log = home.resolve("hub.log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx400m",
                    "-XX:+UseParallelGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dhub.program=" + Path.of("").toAbsolutePath(),
                    "-cp",
                    classPath(),
                    "org.caravanserai.Hub",
                    "start",
                    "--home",
                    home.toString(),
                    "-Dhub.http.port=0",
                    "-Dhub.http.host=127.0.0.1",
                    "-Dhub.channel.allow-private=true",
                    "-Dhub.management.port=0",
                    "-Dhub.broker.listen=127.0.0.1:0"));
            settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new HubChild(home, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the launcher uses: surefire's own class path lacks Hawtio's archive. */
    public static String classPath() {
        try {
            return Path.of("target/classes").toAbsolutePath() + ":"
                    + Files.readString(Path.of("target/classpath.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts and waits until it is ready. */
    public static HubChild start(Path home, Map<String, String> settings) {
        return launch(home, settings).ready();
    }

    /** Waits until it is ready. Fails with the end of its log when it ended instead. */
    public HubChild ready() {
        await("hub ready")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the hub ended with " + process.exitValue() + ": " + output());
                    }
                    return Files.exists(home.resolve("var/run.json")) && run().pid() == process.pid();
                });
        return this;
    }

    public Path home() {
        return home;
    }

    public RunFile run() {
        return RunFile.read(home.resolve("var/run.json"));
    }

    public Process process() {
        return process;
    }

    /** Everything it printed, over all starts in this home. */
    public String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL, and waits until it is gone. What it started may live on for a moment. */
    public void kill() {
        process.destroyForcibly();
        await("hub gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    /** SIGTERM, and waits for the graceful stop. Returns the exit code. */
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub did not stop: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGSTOP: frozen as by a full host or a debugger. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        // a killed hub's PostgreSQL is ended by its watchdog
        await("no PostgreSQL left")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !Files.exists(home.resolve("var/postgres/postmaster.pid")));
    }
}
