package org.caravanserai.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.postgres.PoolSettings;
import org.caravanserai.runtime.postgres.ScratchPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated database of a test's own, made in some 50 ms from a template; all share one PostgreSQL, which starts with
 * the first of them and ends with the JVM.
 */
public final class TestDatabase implements AutoCloseable {

    /** Started by the first database, ended with the suite. */
    private static final class Shared {
        private static final ScratchPostgres POSTGRES = started();

        private static ScratchPostgres started() {
            ScratchPostgres postgres = ScratchPostgres.start();
            SuiteEnd.atEnd(postgres::end);
            return postgres;
        }
    }

    private final String url;
    private final HikariDataSource pool;

    private TestDatabase(String url, HikariDataSource pool) {
        this.url = url;
        this.pool = pool;
    }

    /** A new database, as the migrations leave it. */
    public static TestDatabase fresh() {
        String url = Shared.POSTGRES.create();
        return new TestDatabase(
                url,
                new PoolSettings(16, Duration.ofSeconds(10), Duration.ofSeconds(60), 3)
                        .open("test", url, Shared.POSTGRES.app()));
    }

    /** Connections of the working role {@code hub_app}, at most 16 at once. */
    public DataSource dataSource() {
        return pool;
    }

    public String url() {
        return url;
    }

    /** Login of the working role, e.g. for a hub in a child JVM. */
    public Credentials app() {
        return Shared.POSTGRES.app();
    }

    /** Login of the owning role. */
    public Credentials owner() {
        return Shared.POSTGRES.owner();
    }

    /** A connection of the owning role, for what the hub itself may not do. */
    public Connection ownerConnection() throws SQLException {
        return DriverManager.getConnection(url, owner().user(), owner().password());
    }

    /** A connection of the superuser, for what only an operator does to a database. */
    public Connection superuserConnection() throws SQLException {
        return Shared.POSTGRES.superuser(url);
    }

    /** The owning role as a data source, not pooled. */
    public DataSource ownerDataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(owner().user());
        source.setPassword(owner().password());
        return source;
    }

    /** Drops the database. */
    @Override
    public void close() {
        pool.close();
        Shared.POSTGRES.drop(url);
    }
}
