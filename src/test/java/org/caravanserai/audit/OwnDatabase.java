package org.caravanserai.audit;

import javax.sql.DataSource;
import org.caravanserai.testing.TestDatabase;

/** A database with the hub's schema and its two roles. */
public final class OwnDatabase implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();

    public DataSource app() {
        return database.dataSource();
    }

    public DataSource owner() {
        return database.ownerDataSource();
    }

    @Override
    public void close() {
        database.close();
    }
}
