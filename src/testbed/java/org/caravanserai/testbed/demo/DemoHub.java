package org.caravanserai.testbed.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.Hub;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.testbed.process.ClassPath;

/** The hub as a process that can be killed, frozen and started again at the same addresses. */
public final class DemoHub implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration STOP = Duration.ofSeconds(50);

    private final Path home;
    private final List<String> jvm;
    private final Map<String, String> settings;
    private final int http = Ports.free();
    private final int broker = Ports.free();
    private Child child;
    private RunFile run;
    private String token;

    /**
     * @param home its own; empty or from an earlier start
     * @param jvm options of the JVM
     * @param settings {@code hub.*} keys beside the addresses
     */
    public DemoHub(Path home, List<String> jvm, Map<String, String> settings) {
        this.home = home.toAbsolutePath();
        this.jvm = jvm;
        this.settings = settings;
    }

    /** Starts it; does not wait. */
    public DemoHub launch() {
        List<String> options = new ArrayList<>(jvm);
        options.add("-Dhub.program="
                + System.getProperty("hub.program", Path.of("").toAbsolutePath().toString()));
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--home",
                home.toString(),
                "-Dhub.http.port=" + http,
                "-Dhub.http.host=127.0.0.1",
                "-Dhub.management.port=0",
                "-Dhub.broker.listen=127.0.0.1:" + broker));
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        child = Child.start(
                "hub", home.resolve("hub.log"), ClassPath.hub(), options, Hub.class, arguments.toArray(String[]::new));
        return this;
    }

    /** Waits until it is ready. */
    public DemoHub ready() {
        run = child.await(START, () -> {
            Path file = home.resolve("var/run.json");
            return Files.exists(file)
                    ? Optional.of(RunFile.read(file))
                            .filter(one -> one.pid() == child.process().pid())
                    : Optional.empty();
        });
        // where it is and the token are printed together, just after the file is written
        child.await(START, () -> child.printed("HUB READY"));
        token = token == null
                ? child.lines()
                        .filter(line -> line.contains("admin token"))
                        .map(line -> line.replaceFirst(".*(hub_[A-Za-z0-9_-]+).*", "$1"))
                        .findFirst()
                        .orElse(null)
                : token;
        return this;
    }

    /** Where webhooks and API are; known before it runs. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + http);
    }

    public Path home() {
        return home;
    }

    public RunFile run() {
        return run;
    }

    public Child child() {
        return child;
    }

    /** The admin's token, which it printed at its first start; null when this is not its first. */
    public String token() {
        return token;
    }

    /** A generated password or key, such as {@code broker-hub}. */
    public Path secret(String name) {
        return home.resolve("var/secrets").resolve(name);
    }

    public String databasePassword() {
        try {
            return Files.readString(secret("postgres-hub_app")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its broker listens. */
    public String brokerAddress() {
        return "tcp://127.0.0.1:" + broker;
    }

    @Override
    public void close() {
        if (child != null) {
            child.stop(STOP);
        }
    }
}
