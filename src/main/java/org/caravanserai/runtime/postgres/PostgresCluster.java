package org.caravanserai.runtime.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.Pauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data directory of the embedded PostgreSQL: made once, and freed of what an earlier hub left running on it. */
final class PostgresCluster {

    static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
    private static final String ACCESS = "# written by the hub at every start: passwords only, this machine only\n"
            + "host all all 127.0.0.1/32 scram-sha-256\n";

    private final Path binaries;
    private final Path data;

    PostgresCluster(Path binaries, Path data) {
        this.binaries = binaries;
        this.data = data;
    }

    /** Makes the data directory unless there is one. @throws ConfigException when it cannot be made */
    void create(Path passwordFile) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        try {
            Files.createDirectories(data.getParent());
            // built aside and renamed: a kill in the middle leaves no half directory under the real name
            Path part = data.resolveSibling(data.getFileName() + ".part");
            PostgresBinaries.delete(part);
            run(List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "-D",
                    part.toString(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums"));
            Files.move(part, data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the database directory " + data, e);
        }
    }

    void configure(PostgresSettings settings, int port) {
        try {
            Files.writeString(data.resolve("postgresql.conf"), settings.configuration(port));
            Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure " + data, e);
        }
    }

    List<String> serverCommand() {
        return Unprivileged.wrap(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
    }

    /**
     * Ends a PostgreSQL that an earlier hub of this home left behind (a killed hub cannot stop it; its watchdog may be
     * about to). The caller holds the home's lock, so no living hub works on it.
     *
     * @throws ConfigException when another PostgreSQL, not of ours, works on the directory
     */
    void endLeftover() {
        Optional<ProcessHandle> running = lockHolder();
        if (running.isEmpty()) {
            return;
        }
        ProcessHandle process = running.get();
        Optional<String> program = process.info().command();
        if (program.isPresent()
                && !Path.of(program.get()).getFileName().toString().equals("postgres")) {
            // the number was given to another program after a crash of the machine; PostgreSQL itself would refuse to
            // start
            LOG.warn(
                    "the lock file of {} names process {}, which is no PostgreSQL: taken as left over",
                    data,
                    process.pid());
            deleteLock();
        } else if (process.info()
                .commandLine()
                .filter(command -> command.contains("-D " + data))
                .isPresent()) {
            LOG.info("stopping the PostgreSQL (process {}) an earlier run left behind", process.pid());
            signal("INT", process.pid());
            if (!goneWithin(process, 40)) {
                signal("QUIT", process.pid());
                goneWithin(process, 20);
            }
        } else {
            throw new ConfigException("another PostgreSQL (process " + process.pid() + ") holds "
                    + data.resolve("postmaster.pid") + ": stop it, or delete that file if it works elsewhere");
        }
    }

    private boolean goneWithin(ProcessHandle process, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (process.isAlive() && lockHolder().isPresent()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pauses.sleep(50);
        }
        return true;
    }

    private Optional<ProcessHandle> lockHolder() {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(lock);
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException e) {
            // it vanished or was being written: whoever did that tells more when PostgreSQL is started
            return Optional.empty();
        }
    }

    private void deleteLock() {
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + data.resolve("postmaster.pid"), e);
        }
    }

    static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(Unprivileged.wrap(command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new ConfigException("cannot make the database directory: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException("interrupted while making the database directory", e);
        }
    }
}
