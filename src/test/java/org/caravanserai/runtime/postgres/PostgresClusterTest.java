package org.caravanserai.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the embedded PostgreSQL may end, and whom not. */
class PostgresClusterTest {

    @TempDir
    Path home;

    private void lockNames(long pid) throws IOException {
        Path data = Files.createDirectories(home.resolve("postgres"));
        Files.writeString(data.resolve("postmaster.pid"), pid + "\n" + data + "\n");
    }

    private PostgresCluster cluster() {
        return new PostgresCluster(Path.of("/nowhere"), home.resolve("postgres"));
    }

    @Test
    void aLockThatNamesSomeOtherProgramIsTakenAsLeftOver() throws IOException {
        lockNames(ProcessHandle.current().pid());
        cluster().endLeftover();
        assertThat(home.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void anotherPostgresIsNeitherEndedNorIgnored() throws Exception {
        try (TestDatabase other = TestDatabase.fresh()) {
            long pid = postmaster(other);
            lockNames(pid);
            assertThatThrownBy(() -> cluster().endLeftover())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("process " + pid)
                    .hasMessageContaining("postmaster.pid");
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();
        }
    }

    @Test
    void aLockOfADeadProcessIsLeftToPostgres() throws IOException {
        lockNames(Integer.MAX_VALUE);
        cluster().endLeftover();
        assertThat(home.resolve("postgres/postmaster.pid")).exists();
    }

    @Test
    void aTakenPortIsNamedWithItsKey() throws IOException {
        SecretFiles secrets = new SecretFiles(home.resolve("secrets"));
        secrets.get("postgres-superuser");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PostgresSettings settings = new PostgresSettings(
                    home.resolve("postgres"),
                    home.resolve("postgres.log"),
                    taken.getLocalPort(),
                    Duration.ofSeconds(20),
                    Map.of());
            assertThatThrownBy(() -> EmbeddedPostgres.start(
                            settings, PostgresBinaries.defaultCache(), secrets.file("postgres-superuser")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("hub.database.port");
        }
    }

    private static long postmaster(TestDatabase database) throws Exception {
        try (var connection = database.superuserConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
