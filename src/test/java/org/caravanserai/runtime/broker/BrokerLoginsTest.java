package org.caravanserai.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginRole;
import org.caravanserai.access.LoginTable;
import org.caravanserai.access.NewPassword;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The broker of one hub goes by the table of logins, whichever hub writes it. */
class BrokerLoginsTest {

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.standing();
    private TestDatabase database;
    private LoginTable table;
    private EmbeddedBroker broker;
    private BrokerLogins logins;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        table = new LoginTable(JdbcClient.create(database.dataSource()));
        broker = EmbeddedBroker.start(
                new BrokerSettings(directory.resolve("broker"), "127.0.0.1", 0, 3, Duration.ofMillis(1), 99),
                new SecretFiles(directory.resolve("secrets")),
                LoginBook.EMPTY,
                new SimpleMeterRegistry());
        logins = new BrokerLogins(table, broker);
        logins.start();
    }

    @AfterEach
    void stop() {
        logins.close();
        broker.close();
        database.close();
    }

    @Test
    void whatAnotherHubChangesHoldsWithinSeconds() {
        NewPassword password = NewPassword.from(new SecureRandom());
        table.add(
                new BrokerLogin("erp", LoginRole.ORDERS, null, password.hash(), false),
                clock.instant().atOffset(ZoneOffset.UTC),
                "user:anna");
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> connects(password));

        table.revoke("erp", clock.instant().atOffset(ZoneOffset.UTC), "user:anna");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(() -> connects(password)).isInstanceOf(JMSException.class));
    }

    @Test
    void theLoginsStayWhileTheTableCannotBeRead() throws Exception {
        NewPassword password = NewPassword.from(new SecureRandom());
        table.add(
                new BrokerLogin("erp", LoginRole.ORDERS, null, password.hash(), false),
                clock.instant().atOffset(ZoneOffset.UTC),
                "user:anna");
        logins.loginsChanged();
        try (java.sql.Connection owner = database.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("alter table broker_login rename to away");
        }
        assertThatThrownBy(logins::loginsChanged).isInstanceOf(RuntimeException.class);
        assertThat(connects(password)).isTrue();
    }

    private boolean connects(NewPassword password) throws JMSException {
        try (ActiveMQConnectionFactory factory =
                        new ActiveMQConnectionFactory(broker.address(), "erp", password.text());
                Connection connection = factory.createConnection()) {
            connection.start();
            return true;
        }
    }
}
