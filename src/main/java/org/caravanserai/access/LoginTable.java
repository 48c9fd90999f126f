package org.caravanserai.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of the broker's logins; it joins the transaction that is running, if there is one. */
public final class LoginTable {

    private static final String COLUMNS = "name, role, location, salt, hash, revoked_at is not null as revoked";

    private final JdbcClient jdbc;

    public LoginTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, revoked ones too. */
    public LoginBook read() {
        return new LoginBook(jdbc.sql("select " + COLUMNS + " from broker_login")
                .query(LoginTable::login)
                .list());
    }

    /** Those of these names, by name; a name nobody has is not in it. */
    public static Map<String, BrokerLogin> named(Connection connection, Collection<String> names) throws SQLException {
        Map<String, BrokerLogin> logins = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select " + COLUMNS + " from broker_login where name = any(?)")) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    BrokerLogin login = login(row, 0);
                    logins.put(login.name(), login);
                }
            }
        }
        return logins;
    }

    private static BrokerLogin login(ResultSet row, int number) throws SQLException {
        return new BrokerLogin(
                row.getString("name"),
                LoginRole.of(row.getString("role")),
                row.getString("location"),
                new PasswordHash(row.getBytes("salt"), row.getBytes("hash")),
                row.getBoolean("revoked"));
    }

    /**
     * Adds a login, or gives the name of a revoked one to somebody.
     *
     * @return false when the name is in use
     */
    public boolean add(BrokerLogin login, OffsetDateTime now, String actor) {
        return jdbc.sql("""
                        insert into broker_login as l (name, role, location, salt, hash, created_at, created_by)
                        values (:name, :role, :location, :salt, :hash, :now, :actor)
                        on conflict (name) do update set role = excluded.role, location = excluded.location, salt = excluded.salt,
                          hash = excluded.hash, created_at = excluded.created_at, created_by = excluded.created_by,
                          rotated_at = null, revoked_at = null, revoked_by = null
                         where l.revoked_at is not null""")
                        .param("name", login.name())
                        .param("role", login.role().word())
                        .param("location", login.location())
                        .param("salt", login.password().salt())
                        .param("hash", login.password().hash())
                        .param("now", now)
                        .param("actor", actor)
                        .update()
                == 1;
    }

    /** Gives a login another password. @return false when nobody may use a login of that name */
    public boolean rotate(String name, PasswordHash password, OffsetDateTime now) {
        return jdbc.sql("""
                        update broker_login set salt = :salt, hash = :hash, rotated_at = :now
                         where name = :name and revoked_at is null""")
                        .param("salt", password.salt())
                        .param("hash", password.hash())
                        .param("now", now)
                        .param("name", name)
                        .update()
                == 1;
    }

    /** @return false when nobody may use a login of that name */
    public boolean revoke(String name, OffsetDateTime now, String actor) {
        return jdbc.sql(
                                "update broker_login set revoked_at = :now, revoked_by = :actor where name = :name and revoked_at is null")
                        .param("now", now)
                        .param("actor", actor)
                        .param("name", name)
                        .update()
                == 1;
    }
}
