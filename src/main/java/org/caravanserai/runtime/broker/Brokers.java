package org.caravanserai.runtime.broker;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.caravanserai.access.LoginBook;
import org.caravanserai.base.HubConfig;
import org.caravanserai.runtime.home.ConfiguredSecret;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.SecretFiles;

/** Opens the broker the configuration names: the one of {@code hub.broker.url}, else the embedded one. */
public final class Brokers {

    private Brokers() {}

    /** @param logins of the embedded broker, as they are at the start */
    public static Broker open(
            HubConfig config, Home home, SecretFiles secrets, Supplier<LoginBook> logins, MeterRegistry meters) {
        return config.find("hub.broker.url")
                .<Broker>map(url -> new ExternalBroker(
                        url,
                        new Credentials(
                                config.text("hub.broker.user"),
                                ConfiguredSecret.get(config, home, "hub.broker.password"))))
                .orElseGet(
                        () -> EmbeddedBroker.start(BrokerSettings.from(config, home), secrets, logins.get(), meters));
    }
}
