package org.caravanserai.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL with the hub's schema and its two roles. */
public final class OwnDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    public OwnDatabase() {
        try {
            postgres = EmbeddedPostgres.builder().start();
            JdbcClient admin = JdbcClient.create(postgres.getPostgresDatabase());
            admin.sql("create role hub_owner login").update();
            admin.sql("create role hub_app login").update();
            admin.sql("create database hub owner hub_owner").update();
            Flyway.configure().dataSource(owner()).placeholders(Map.of("appRole", "hub_app")).load().migrate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource app() {
        return postgres.getDatabase("hub_app", "hub");
    }

    public DataSource owner() {
        return postgres.getDatabase("hub_owner", "hub");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
