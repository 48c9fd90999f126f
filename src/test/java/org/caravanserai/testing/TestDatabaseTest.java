package org.caravanserai.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void theWorkingRoleCannotChangeTheAuditTrailNorTheSchema() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update audit_row set actor = 'x'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("delete from audit_block"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("create table x (y int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("drop table orders")).hasMessageContaining("must be owner");
            statement.execute("update audit_head set seq = seq");
        }
    }

    @Test
    void eachDatabaseIsFreshAndASessionIdleInATransactionEndsAfterThirtySeconds() throws SQLException {
        try (TestDatabase first = TestDatabase.fresh();
                TestDatabase second = TestDatabase.fresh()) {
            execute(first, "insert into location (code, name) values ('MAIN', 'Main')");
            assertThat(single(first, "select count(*) from location")).isEqualTo("1");
            assertThat(single(second, "select count(*) from location")).isEqualTo("0");
            assertThat(single(second, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("30s");
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String single(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
