package org.caravanserai.audit;

import javax.sql.DataSource;
import org.caravanserai.testing.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of the test's own, seen by both of its roles. */
public final class OwnDatabase implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();

    public DataSource app() {
        return database.dataSource();
    }

    public DataSource owner() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.owner().user());
        source.setPassword(database.owner().password());
        return source;
    }

    @Override
    public void close() {
        database.close();
    }
}
