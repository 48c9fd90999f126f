package org.caravanserai.runtime.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.Credentials;

/** The two roles and the database of the embedded PostgreSQL; made at the first start, passwords set at every start. */
final class DatabaseRoles {

    static final String DATABASE = "hub";
    static final String OWNER = "hub_owner";
    static final String APP = "hub_app";

    private DatabaseRoles() {}

    static void ensure(EmbeddedPostgres postgres, Credentials owner, Credentials app) {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement()) {
            role(statement, owner);
            role(statement, app);
            statement.execute("alter role " + app.user() + " set idle_in_transaction_session_timeout = '30s'");
            if (!exists(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                statement.execute("create database " + DATABASE + " owner " + owner.user());
            }
            statement.execute("revoke all on database " + DATABASE + " from public");
            statement.execute("grant connect on database " + DATABASE + " to " + app.user());
        } catch (SQLException e) {
            throw new ConfigException("cannot prepare the embedded database: " + e.getMessage(), e);
        }
    }

    private static void role(Statement statement, Credentials credentials) throws SQLException {
        if (!exists(statement, "select 1 from pg_roles where rolname = '" + credentials.user() + "'")) {
            statement.execute("create role " + credentials.user() + " login");
        }
        statement.execute("alter role " + credentials.user() + " password '" + credentials.password() + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
