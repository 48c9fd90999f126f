package org.caravanserai.runtime.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.runtime.postgres.Database;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubInstanceTest {

    private final TestDatabase test = TestDatabase.fresh();
    private final Database database =
            new Database((HikariDataSource) test.dataSource(), test.url(), test.app(), Optional.empty());
    private final AtomicInteger lost = new AtomicInteger();

    @AfterEach
    void close() {
        test.close();
    }

    private HubInstance start(Duration patience) {
        return HubInstance.start(database, Clock.systemUTC(), patience, lost::incrementAndGet);
    }

    @Test
    void aRunIsAliveForTheOthersUntilItEnds() {
        try (HubInstance first = start(Duration.ofSeconds(10))) {
            HubInstance second = start(Duration.ofSeconds(10));
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(first.alive()).containsExactlyInAnyOrder(first.id(), second.id());

            second.close();

            await().atMost(Duration.ofSeconds(5)).until(() -> !first.isAlive(second.id()));
            assertThat(first.isAlive(first.id())).isTrue();
            assertThat(first.isAlive(0)).isFalse();
        }
    }

    @Test
    void anIdAboveFourBillionIsKnownToo() throws SQLException {
        owner("alter sequence hub_id restart with 5000000000000");
        try (HubInstance run = start(Duration.ofSeconds(10))) {
            assertThat(run.id()).isEqualTo(5_000_000_000_000L);
            assertThat(run.isAlive(run.id())).isTrue();
        }
    }

    @Test
    void thatAMachineIsGoneIsNoticedWithinHalfAMinute() throws SQLException {
        try (Connection connection = database.dedicated("test");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("""
                select current_setting('tcp_keepalives_idle')::int + current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int""")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isBetween(1, 30);
        }
    }

    @Test
    void aLostConnectionIsReplacedAndTheLockTakenAgain() throws SQLException {
        try (HubInstance run = start(Duration.ofSeconds(30))) {
            endSessions();
            await().atMost(Duration.ofSeconds(10)).until(() -> !run.held() || !run.isAlive(run.id()));
            await().atMost(Duration.ofSeconds(20)).until(() -> run.held() && run.isAlive(run.id()));
            assertThat(lost).hasValue(0);
        }
    }

    @Test
    void aRunThatCannotTakeItsLockAgainEndsItsProcess() throws SQLException {
        try (HubInstance run = start(Duration.ofMillis(500));
                Connection other = test.ownerConnection();
                Statement statement = other.createStatement()) {
            endSessions();
            // somebody else holds the lock before the run is back
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                try (var rows = statement.executeQuery("select pg_try_advisory_lock(" + run.id() + ")")) {
                    return rows.next() && rows.getBoolean(1);
                }
            });
            await().atMost(Duration.ofSeconds(20)).until(() -> lost.get() > 0);
            assertThat(run.held()).isFalse();
        }
    }

    private void endSessions() throws SQLException {
        owner(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'caravanserai owner' and datname = current_database()");
    }

    /** As the superuser would: the owning role may not end the working role's sessions. */
    private void owner(String sql) throws SQLException {
        try (Connection connection = test.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
