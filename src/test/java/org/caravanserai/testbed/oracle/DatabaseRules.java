package org.caravanserai.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/** The oracle's rules about the hub's database, for tests that have a database and no other side. */
public final class DatabaseRules {

    private DatabaseRules() {}

    /** Messages may wait: there is nobody who sends them. @param now the time by the hub's clock */
    public static void check(DataSource dataSource, Instant now) {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Rules.broken(new Query(connection), now).stream()
                            .filter(one -> !one.code().equals("outbox.stuck"))
                            .map(HubSnapshot.Faulty::toString))
                    .as("what is wrong in the hub's database")
                    .isEmpty();
        } catch (SQLException e) {
            throw new AssertionError("the rules cannot be asked", e);
        }
    }
}
