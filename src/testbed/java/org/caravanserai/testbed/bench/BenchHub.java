package org.caravanserai.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.runtime.postgres.Migration;
import org.caravanserai.testbed.process.ClassPath;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The hub that is measured: a child JVM with the options of this one, in a home of its own with an embedded, durable
 * PostgreSQL. Its routes are those up to the committed outbox and audit; relays that call out are not among them, as the
 * baseline has none either. A second database beside the hub's takes the baseline's rows.
 */
final class BenchHub implements AutoCloseable {

    private static final List<String> ROUTES = List.of(
            "10-intake/receive-webhook.camel.yaml",
            "10-intake/webhook-refusals.camel.yaml",
            "20-translate/event-failures.camel.yaml",
            "20-translate/read-event.camel.yaml",
            "20-translate/translate-command.camel.yaml",
            "20-translate/translate-order.camel.yaml",
            "20-translate/translate-shipment.camel.yaml",
            "20-translate/translate-stock.camel.yaml",
            "30-allocate/process-inbox.camel.yaml",
            "30-allocate/allocate-batch.camel.yaml",
            "60-recover/dead-letter.camel.yaml",
            "60-recover/explain-failure.camel.yaml");
    private static final String RECEIVE = """
            - templatedRoute:
                routeTemplateRef: receive-webhook
                routeId: %1$s-receive-webhook
                prefixId: %1$s-receive-webhook-
                parameters:
                  - {name: channel, value: %1$s}
            """;
    private static final String SETTINGS = """
            hub.http.port=0
            hub.http.host=127.0.0.1
            hub.channel.allow-private=true
            hub.management.port=0
            hub.broker.listen=none
            """;

    static final String BARE = "bench_bare";

    private final Path program;
    private final Path home;
    private final List<String> options = new ArrayList<>();
    private Process process;
    private RunFile run;

    /** @param home is emptied first */
    BenchHub(Path program, Path home, String secret) {
        this.program = program;
        this.home = home;
        options.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Dhub.") && !option.startsWith("-agentlib"))
                .toList());
        // the compilers' threads stay, so that their CPU time can be read
        options.addAll(List.of("-XX:-UseDynamicNumberOfCompilerThreads", "-Dhub.program=" + program));
        try {
            delete(home);
            for (String route : ROUTES) {
                write(
                        home.resolve("routes").resolve(route),
                        Files.readString(program.resolve("routes").resolve(route)));
            }
            for (String channel : List.of("shopify", "woocommerce")) {
                write(home.resolve("routes/channels/" + channel + ".camel.yaml"), RECEIVE.formatted(channel));
                Path file = home.resolve("var/secrets/channels/bench-" + channel + ".webhook");
                write(file, secret);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
            }
            write(home.resolve("hub.properties"), SETTINGS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + home, e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** An option of the hub's JVM, or a setting as {@code -Dhub.inbox.workers=1}; counts from the next start. */
    void option(String option) {
        options.add(option);
    }

    void start() {
        List<String> command = new ArrayList<>(List.of(ChildJvm.java()));
        command.addAll(options);
        command.addAll(List.of("-cp", ClassPath.hub(), "org.caravanserai.Hub", "start", "--home", home.toString()));
        try {
            Path log = home.resolve("hub.log");
            process = new ProcessBuilder(command)
                    .directory(program.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Path file = home.resolve("var/run.json");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
            while (!Files.exists(file) || RunFile.read(file).pid() != process.pid()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("the hub did not start, see " + log);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            run = RunFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes the accounts, places and stock in the hub's database, and the same tables for the baseline in another. */
    void furnish(List<String> superuserStatements) {
        execute(superuser(run.databaseUrl()), superuserStatements);
        execute(superuser(run.databaseUrl()), List.of("create database " + BARE + " owner hub_owner"));
        Migration.run(bareUrl(), new Credentials("hub_owner", secret("postgres-hub_owner")), run.databaseUser());
        for (String url : List.of(run.databaseUrl(), bareUrl())) {
            execute(superuser(url), List.of(Seed.SQL));
        }
    }

    private void execute(PGSimpleDataSource database, List<String> statements) {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the bench's database: " + e.getMessage(), e);
        }
    }

    PGSimpleDataSource superuser(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        source.setPassword(secret("postgres-superuser"));
        return source;
    }

    /** The ways to the hub's rows and to the baseline's. */
    PGSimpleDataSource database() {
        return superuser(run.databaseUrl());
    }

    PGSimpleDataSource bare() {
        return superuser(bareUrl());
    }

    String url() {
        return run.databaseUrl();
    }

    String bareUrl() {
        return run.databaseUrl().replaceAll("/hub$", "/" + BARE);
    }

    String user() {
        return run.databaseUser();
    }

    String password() {
        return secret("postgres-hub_app");
    }

    private String secret(String name) {
        try {
            return Files.readString(home.resolve("var/secrets").resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return run.http();
    }

    long pid() {
        return process.pid();
    }

    long postgresPid() {
        return run.databasePid();
    }

    Path home() {
        return home;
    }

    /** SIGTERM, and waits for the graceful stop. */
    void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    @Override
    public void close() {
        stop();
    }
}
