package org.caravanserai.runtime.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.HubExit;
import org.caravanserai.runtime.home.Pauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child of the hub, for whoever has no database yet: durable, on the loopback only, with generated
 * passwords. A shell between the two ends it when the hub is gone. If PostgreSQL itself dies, it is started again;
 * its own recovery brings back every commit.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int RESTARTS_A_MINUTE = 6;

    private final PostgresSettings settings;
    private final PostgresCluster cluster;
    private final String password;
    private final int port;
    private final List<Long> restarts = new ArrayList<>();
    private volatile boolean closing;
    private volatile Process shell;
    private volatile long pid;
    private volatile LongConsumer restarted = process -> {};

    private EmbeddedPostgres(PostgresSettings settings, PostgresCluster cluster, String password, int port) {
        this.settings = settings;
        this.cluster = cluster;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts PostgreSQL on the data directory, making it at the first time.
     *
     * @param cache where the programs are unpacked
     * @param superuserPassword file with the superuser's password
     * @throws ConfigException when the port is taken, another PostgreSQL works on the directory or it does not get ready
     */
    static EmbeddedPostgres start(PostgresSettings settings, Path cache, Path superuserPassword) {
        PostgresCluster cluster = new PostgresCluster(PostgresBinaries.unpack(cache), settings.data());
        cluster.endLeftover();
        cluster.create(superuserPassword);
        try {
            String password = Files.readString(superuserPassword).strip();
            EmbeddedPostgres postgres = new EmbeddedPostgres(settings, cluster, password, choosePort(settings));
            postgres.launch();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL", e);
        }
    }

    public int port() {
        return port;
    }

    /** Process id of the postmaster; changes when it had to be started again. */
    public long pid() {
        return pid;
    }

    /** @param listener is given the new process id whenever it had to be started again */
    public void onRestart(LongConsumer listener) {
        restarted = listener;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), PostgresCluster.SUPERUSER, password);
    }

    private void launch() {
        cluster.configure(settings, port);
        long end = System.nanoTime() + settings.startTimeout().toNanos();
        for (; ; ) {
            long logged = logSize();
            startShell();
            if (ready(end)) {
                Thread watcher = new Thread(this::watch, "postgres-watch");
                watcher.setDaemon(true);
                watcher.start();
                return;
            }
            String reason = logFrom(logged);
            stopShell();
            // after a kill -9 its processes or lock may outlive it for a moment: that passes by itself
            boolean passes =
                    reason.contains("postmaster.pid\" already exists") || reason.contains("shared memory block");
            if (!passes || closing || System.nanoTime() > end) {
                throw new ConfigException("PostgreSQL did not start on 127.0.0.1:" + port + " within "
                        + settings.startTimeout().toSeconds() + " s; its log " + settings.log() + " ends with: "
                        + reason.strip());
            }
            Pauses.sleep(300);
        }
    }

    private void startShell() {
        try {
            Home.privateDirectory(settings.log().getParent());
            String script = script();
            List<String> command = new ArrayList<>(List.of(
                    "sh", "-c", script, "postgres-watchdog", settings.log().toString()));
            command.addAll(cluster.serverCommand());
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader reader = started.inputReader(StandardCharsets.UTF_8);
            String line = reader.readLine();
            if (line == null || !line.startsWith("PID ")) {
                throw new ConfigException("cannot start PostgreSQL: " + line);
            }
            pid = Long.parseLong(line.substring(4));
            shell = started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL", e);
        }
    }

    private boolean ready(long end) {
        while (shell.isAlive() && System.nanoTime() < end && !closing) {
            try (Connection connection = superuser("postgres")) {
                return connection.isValid(5);
            } catch (SQLException e) {
                if ("28P01".equals(e.getSQLState())) {
                    throw new ConfigException(
                            "the password in var/secrets is not the one " + settings.data() + " was made with");
                }
                Pauses.sleep(50);
            }
        }
        return false;
    }

    private void watch() {
        Process watched = shell;
        try {
            watched.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (closing || watched != shell) {
            return;
        }
        long now = System.nanoTime();
        restarts.removeIf(then -> now - then > TimeUnit.MINUTES.toNanos(1));
        restarts.add(now);
        LOG.error("PostgreSQL (process {}) or the shell over it ended by itself; starting it again", pid);
        try {
            if (restarts.size() > RESTARTS_A_MINUTE) {
                throw new ConfigException(
                        "PostgreSQL died " + restarts.size() + " times within a minute, see " + settings.log());
            }
            // if only the shell over it was killed, PostgreSQL lives on unwatched, and half of the shell may still
            // listen
            watched.getOutputStream().close();
            cluster.endLeftover();
            launch();
            LOG.info("PostgreSQL is back on port {}", port);
        } catch (IOException | RuntimeException e) {
            if (!closing) {
                LOG.error("PostgreSQL cannot be brought back, the hub ends: {}", e.getMessage());
                Runtime.getRuntime().halt(HubExit.DATABASE_LOST);
            }
            return;
        }
        restarted.accept(pid);
    }

    /** Fast shutdown: sessions are ended, everything committed is on disk. */
    @Override
    public void close() {
        closing = true;
        stopShell();
    }

    private void stopShell() {
        Process current = shell;
        if (current == null) {
            return;
        }
        try {
            current.getOutputStream().close();
            if (!current.waitFor(60, TimeUnit.SECONDS)) {
                LOG.error("PostgreSQL did not end within 60 s");
            }
        } catch (IOException e) {
            LOG.warn("the shell over PostgreSQL is gone already: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without its comments, as the whole text is seen in the list of processes. */
    private static String script() throws IOException {
        try (InputStream stream = EmbeddedPostgres.class.getResourceAsStream("/runtime/postgres-watchdog.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static int choosePort(PostgresSettings settings) throws IOException {
        if (settings.port() != 0) {
            if (!free(settings.port())) {
                throw new ConfigException("port " + settings.port()
                        + " on 127.0.0.1 is taken: hub.database.port needs a free one, 0 takes any");
            }
            return settings.port();
        }
        Path remembered = settings.data().resolveSibling("postgres.port");
        if (Files.exists(remembered)) {
            int last = Integer.parseInt(Files.readString(remembered).strip());
            if (free(last)) {
                return last;
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(remembered, Integer.toString(socket.getLocalPort()));
            return socket.getLocalPort();
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private long logSize() {
        return settings.log().toFile().length();
    }

    private String logFrom(long offset) {
        try (InputStream stream = Files.newInputStream(settings.log())) {
            stream.skipNBytes(Math.max(offset, logSize() - 2000));
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
