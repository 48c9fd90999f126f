package org.caravanserai.runtime.broker;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.caravanserai.access.LoginBook;
import org.caravanserai.runtime.home.SecretFiles;

/** The embedded broker for tests of other packages: quick redelivery, nothing listens on TCP. */
public final class ScratchBroker {

    private ScratchBroker() {}

    public static Broker start(Path directory) {
        return EmbeddedBroker.start(
                new BrokerSettings(directory.resolve("broker"), "", 0, 3, Duration.ofMillis(1), 99),
                new SecretFiles(directory.resolve("secrets")),
                LoginBook.EMPTY,
                new SimpleMeterRegistry());
    }
}
