package org.caravanserai.runtime.broker;

import jakarta.jms.ConnectionFactory;

/** The message broker, embedded or external. */
public interface Broker extends AutoCloseable {

    /** For the hub itself: user {@code hub}. Makes a connection per call; Camel's listeners and a caching factory keep theirs. */
    ConnectionFactory connectionFactory();

    /**
     * Makes {@code hub.fulfilment.<code>} unless it exists. Known after a restart.
     *
     * @throws IllegalStateException when the broker refuses or is away
     */
    void declareLocation(String code);

    /**
     * Makes a queue of {@link OwnQueues} unless it exists. Known after a restart.
     *
     * @throws IllegalStateException when the broker refuses or is away
     */
    void declareQueue(String name);

    /** Where others reach it, {@code tcp://host:port}; empty when only the hub does. */
    String address();

    /** Whether it takes messages now. */
    boolean up();

    @Override
    void close();
}
