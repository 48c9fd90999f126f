package org.caravanserai.runtime;

import org.caravanserai.base.HubConfig;

/** Opens the broker the configuration names: the one of {@code hub.broker.url}, else the embedded one. */
final class Brokers {

    private Brokers() {
    }

    static Broker open(HubConfig config, Home home, SecretFiles secrets) {
        return config.find("hub.broker.url").<Broker>map(url -> new ExternalBroker(url,
                        new Credentials(config.text("hub.broker.user"), ConfiguredSecret.get(config, home, "hub.broker.password"))))
                .orElseGet(() -> EmbeddedBroker.start(BrokerSettings.from(config, home), secrets));
    }
}
