package org.caravanserai.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.caravanserai.audit.AuditFault;
import org.caravanserai.audit.AuditReport;
import org.caravanserai.audit.AuditVerifier;
import org.caravanserai.audit.Checkpoint;
import org.caravanserai.audit.CheckpointKey;
import org.caravanserai.audit.CheckpointLog;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.runtime.home.ConfiguredSecret;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.runtime.home.Settings;
import org.caravanserai.runtime.postgres.PoolSettings;
import org.caravanserai.runtime.watch.HousekeepingFiles;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub audit ...}: the audit trail, read from the database and not from a hub. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "The audit trail.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditCommand.VerifyCommand.class)
final class AuditCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which COMMAND?");
    }

    /** {@code ./hub audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Computes every hash of the audit trail anew and compares it with the signed checkpoints of this home.",
                "It reads the database itself and may run beside hubs. Exit code 0: intact, 1: not; the first bad place is named."
            })
    static final class VerifyCommand implements Callable<Integer> {

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--checkpoints",
                paramLabel = "FILE",
                description = "A copy of the checkpoints kept elsewhere. Default: those of the home.")
        private Path checkpoints;

        @Override
        public Integer call() {
            Home home = HubCommand.home();
            try (HikariDataSource database = database(home)) {
                List<Checkpoint> known = known(home, database);
                AuditReport report = new AuditVerifier(database).verify(known);
                print(report, known);
                return report.intact() ? 0 : 1;
            } catch (DataAccessException e) {
                throw new ConfigException(
                        "the database cannot be read: "
                                + e.getMostSpecificCause().getMessage(),
                        e);
            }
        }

        private void print(AuditReport report, List<Checkpoint> known) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(report.blocks() + " blocks with " + report.rows() + " rows are intact; compared with "
                    + report.checkpoints() + " checkpoints.");
            if (known.isEmpty()) {
                out.println(
                        "No checkpoint: this shows that the trail is whole in itself, not that nobody wrote it anew.");
            }
            if (report.fault().isPresent()) {
                AuditFault fault = report.fault().get();
                out.println("NOT INTACT: " + fault.kind() + " at block " + fault.seq()
                        + (fault.block() > 0 ? " (id " + fault.block() + ")" : "")
                        + (fault.pos() >= 0 ? ", row " + fault.pos() : "") + ": " + fault.what());
            } else {
                out.println("INTACT");
            }
        }

        private List<Checkpoint> known(Home home, HikariDataSource database) {
            Path file = checkpoints == null ? HousekeepingFiles.checkpoints(home) : checkpoints;
            Path key = HousekeepingFiles.checkpointKey(home);
            if (!Files.exists(file)) {
                if (checkpoints != null) {
                    throw new ConfigException(file + " does not exist");
                }
                return List.of();
            }
            if (!Files.exists(key)) {
                throw new ConfigException(key + " is missing: without it nobody can say whether the checkpoints in "
                        + file + " are genuine");
            }
            return new CheckpointLog(file, CheckpointKey.open(key), database, Clock.systemUTC()).read();
        }

        private static HikariDataSource database(Home home) {
            HubConfig config = Settings.load(home);
            PoolSettings pool = new PoolSettings(2, Duration.ofSeconds(10), Duration.ofMinutes(10), 3);
            if (config.find("hub.database.url").isPresent()) {
                return pool.open(
                        "audit",
                        config.text("hub.database.url"),
                        new Credentials(
                                config.text("hub.database.user"),
                                ConfiguredSecret.get(config, home, "hub.database.password")));
            }
            if (!Files.exists(home.runFile())) {
                throw new ConfigException("no hub runs in " + home.directory()
                        + ", so its PostgreSQL does not either; start it, or name a database with -Dhub.database.url");
            }
            RunFile run = RunFile.read(home.runFile());
            String password = new SecretFiles(home.secrets())
                    .find("postgres-" + run.databaseUser())
                    .orElseThrow(() -> new ConfigException(home.secrets().resolve("postgres-" + run.databaseUser())
                            + " is missing: it holds the database's password"));
            return pool.open("audit", run.databaseUrl(), new Credentials(run.databaseUser(), password));
        }
    }
}
