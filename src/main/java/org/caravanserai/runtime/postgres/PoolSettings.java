package org.caravanserai.runtime.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.caravanserai.base.HubConfig;
import org.caravanserai.runtime.home.Credentials;

/**
 * How connections to PostgreSQL are made and kept.
 *
 * @param size most connections at once
 * @param acquireTimeout how long a caller waits for one before it fails
 * @param socketTimeout how long an answer may take before the connection counts as dead
 * @param prepareThreshold uses of a statement before PostgreSQL keeps its plan
 */
public record PoolSettings(int size, Duration acquireTimeout, Duration socketTimeout, int prepareThreshold) {

    static PoolSettings from(HubConfig config) {
        return new PoolSettings(
                config.number("hub.database.pool", 4),
                config.duration("hub.database.acquire-timeout"),
                config.duration("hub.database.socket-timeout"),
                config.number("hub.database.prepare-threshold", 0));
    }

    /** A pool of the working role. A hub that froze inside a transaction finds it rolled back after 30 s. */
    public HikariDataSource open(String name, String url, Credentials credentials) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(name);
        hikari.setJdbcUrl(url);
        hikari.setUsername(credentials.user());
        hikari.setPassword(credentials.password());
        hikari.setMaximumPoolSize(size);
        hikari.setMinimumIdle(Math.min(4, size));
        hikari.setConnectionTimeout(acquireTimeout.toMillis());
        hikari.setValidationTimeout(Math.min(5_000, acquireTimeout.toMillis()));
        hikari.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        hikari.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        hikari.setInitializationFailTimeout(-1);
        // said once per connection: a transaction that says it itself asks for the present level first, a round trip
        // each time
        hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        properties(hikari);
        return new HikariDataSource(hikari);
    }

    private void properties(HikariConfig hikari) {
        hikari.addDataSourceProperty("ApplicationName", "caravanserai");
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("connectTimeout", "10");
        hikari.addDataSourceProperty("socketTimeout", Long.toString(socketTimeout.toSeconds()));
        hikari.addDataSourceProperty("prepareThreshold", Integer.toString(prepareThreshold));
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        hikari.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=30s");
        // values of a failing row may be personal data; they belong into no log
        hikari.addDataSourceProperty("logServerErrorDetail", "false");
    }
}
