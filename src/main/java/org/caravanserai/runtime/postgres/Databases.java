package org.caravanserai.runtime.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.runtime.home.ConfiguredSecret;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.SecretFiles;

/** Opens the database the configuration names: the one of {@code hub.database.url}, else the embedded one. */
public final class Databases {

    private Databases() {}

    /** Starts or connects, migrates, and opens the pool. @throws ConfigException when a setting is wrong */
    public static Database open(HubConfig config, Home home) {
        return config.find("hub.database.url")
                .map(url -> external(config, home, url))
                .orElseGet(() -> embedded(config, home));
    }

    private static Database external(HubConfig config, Home home, String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new ConfigException("hub.database.url must begin with jdbc:postgresql: (only PostgreSQL is spoken)");
        }
        Credentials app = credentials(config, home, "hub.database");
        if (config.flag("hub.database.migrate")) {
            Migration.run(url, credentials(config, home, "hub.database.owner"), app.user());
        }
        return new Database(PoolSettings.from(config).open("hub", url, app), url, app, Optional.empty());
    }

    private static Database embedded(HubConfig config, Home home) {
        SecretFiles secrets = new SecretFiles(home.secrets());
        secrets.get("postgres-superuser");
        PostgresSettings settings = new PostgresSettings(
                home.var().resolve("postgres"),
                home.var().resolve("log/postgres.log"),
                config.number("hub.database.port", 0),
                config.duration("hub.database.start-timeout"),
                Map.of("max_connections", Integer.toString(config.number("hub.database.pool", 4) * 2 + 40)));
        Path cache = config.find("hub.database.binaries")
                .map(Path::of)
                .map(home::resolve)
                .orElseGet(PostgresBinaries::defaultCache);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings, cache, secrets.file("postgres-superuser"));
        try {
            Credentials owner = new Credentials(DatabaseRoles.OWNER, secrets.get("postgres-hub_owner"));
            Credentials app = new Credentials(DatabaseRoles.APP, secrets.get("postgres-hub_app"));
            DatabaseRoles.ensure(postgres, owner, app);
            String url = postgres.url(DatabaseRoles.DATABASE);
            Migration.run(url, owner, app.user());
            return new Database(PoolSettings.from(config).open("hub", url, app), url, app, Optional.of(postgres));
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static Credentials credentials(HubConfig config, Home home, String prefix) {
        return new Credentials(config.text(prefix + ".user"), ConfiguredSecret.get(config, home, prefix + ".password"));
    }
}
