package org.caravanserai.runtime.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.caravanserai.runtime.home.Credentials;

/**
 * The hub's database: a pool of the working role {@code hub_app} (no DDL, no change of audit rows).
 *
 * @param pool connections of the working role
 * @param url JDBC address
 * @param app login of the working role
 * @param embedded the PostgreSQL we run ourselves, if we do
 */
public record Database(HikariDataSource pool, String url, Credentials app, Optional<EmbeddedPostgres> embedded)
        implements AutoCloseable {

    public DataSource dataSource() {
        return pool;
    }

    /**
     * A connection beside the pool, for what must live as long as the hub (the owner's lock). PostgreSQL asks the other end
     * whether it is there, so that a machine that lost its power or its network does not hold the lock for the hours that
     * operating systems wait by themselves. One that is merely frozen answers: its leases expire.
     *
     * @throws SQLException when the database is away
     */
    public Connection dedicated(String applicationName) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", app.user());
        properties.setProperty("password", app.password());
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty(
                "options", "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("logServerErrorDetail", "false");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
