package org.caravanserai.runtime.postgres;

import java.util.Map;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.Credentials;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema to this version, as the owning role and over connections of its own that are closed after. */
public final class Migration {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    private Migration() {}

    /**
     * Safe to be called by several hubs at once (Flyway locks).
     *
     * @param appRole the working role the migrations grant rights to
     * @throws ConfigException when a migration fails or the database is newer than this hub
     */
    public static void run(String url, Credentials owner, String appRole) {
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(url, owner.user(), owner.password())
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("appRole", appRole))
                    .load()
                    .migrate();
            if (result.migrationsExecuted > 0) {
                LOG.info(
                        "database brought from version {} to {}",
                        result.initialSchemaVersion,
                        result.targetSchemaVersion);
            }
        } catch (FlywayException e) {
            throw new ConfigException("cannot bring the database " + url + " to this version: " + e.getMessage(), e);
        }
    }
}
