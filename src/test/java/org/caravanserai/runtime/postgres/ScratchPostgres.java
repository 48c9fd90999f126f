package org.caravanserai.runtime.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.SecretFiles;

/**
 * One throw-away PostgreSQL for the tests of this JVM, without fsync: tests that kill something start a real hub.
 * It ends with the suite, or with the JVM if that is killed; a directory left behind is deleted by the next run.
 */
public final class ScratchPostgres {

    private static final String TEMPLATE = "hub_template";

    private final EmbeddedPostgres postgres;
    private final Credentials owner;
    private final Credentials app;
    private final Path directory;
    private int databases;

    private ScratchPostgres(Path directory, EmbeddedPostgres postgres, Credentials owner, Credentials app) {
        this.directory = directory;
        this.postgres = postgres;
        this.owner = owner;
        this.app = app;
    }

    /** Starts it and makes the migrated template. */
    public static ScratchPostgres start() {
        try {
            Path base = Files.createDirectories(
                    Path.of("target", "scratch-postgres").toAbsolutePath());
            try (FileChannel lock = FileChannel.open(
                            base.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                sweep(base);
            }
            Home home = new Home(
                    Files.createTempDirectory(base, ProcessHandle.current().pid() + "-"));
            home.create();
            SecretFiles secrets = new SecretFiles(home.secrets());
            secrets.get("postgres-superuser");
            PostgresSettings settings = new PostgresSettings(
                    home.var().resolve("postgres"),
                    home.var().resolve("log/postgres.log"),
                    0,
                    Duration.ofSeconds(60),
                    Map.of(
                            "fsync",
                            "off",
                            "synchronous_commit",
                            "off",
                            "full_page_writes",
                            "off",
                            "max_connections",
                            "300",
                            "shared_buffers",
                            "128MB"));
            EmbeddedPostgres postgres = EmbeddedPostgres.start(
                    settings, PostgresBinaries.defaultCache(), secrets.file("postgres-superuser"));
            ScratchPostgres scratch = new ScratchPostgres(
                    home.directory(),
                    postgres,
                    new Credentials(DatabaseRoles.OWNER, secrets.random()),
                    new Credentials(DatabaseRoles.APP, secrets.random()));
            scratch.makeTemplate();
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeTemplate() {
        DatabaseRoles.ensure(postgres, owner, app);
        sql("create database " + TEMPLATE + " owner " + owner.user());
        Migration.run(postgres.url(TEMPLATE), owner, app.user());
    }

    /** Makes one more migrated database and returns its JDBC address. */
    public synchronized String create() {
        String name = "t" + ++databases;
        sql("create database " + name + " template " + TEMPLATE + " owner " + owner.user() + " strategy wal_log");
        return postgres.url(name);
    }

    public void drop(String url) {
        sql("drop database if exists " + url.substring(url.lastIndexOf('/') + 1) + " with (force)");
    }

    /** Ends it and deletes its directory. */
    public void end() {
        postgres.close();
        try {
            PostgresBinaries.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Credentials owner() {
        return owner;
    }

    public Credentials app() {
        return app;
    }

    public Connection superuser(String url) throws SQLException {
        return postgres.superuser(url.substring(url.lastIndexOf('/') + 1));
    }

    private void sql(String sql) {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Directories of earlier JVMs; their process ids are in their names. One JVM at a time. */
    private static void sweep(Path base) throws IOException {
        try (var directories = Files.list(base)) {
            for (Path directory : directories.filter(Files::isDirectory).toList()) {
                String name = directory.getFileName().toString();
                long pid = Long.parseLong(name.substring(0, name.indexOf('-')));
                if (ProcessHandle.of(pid).isEmpty()) {
                    PostgresBinaries.delete(directory);
                }
            }
        }
    }
}
