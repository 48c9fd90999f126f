package org.caravanserai.runtime.broker;

import jakarta.jms.ConnectionFactory;
import org.caravanserai.access.LoginBook;

/** The message broker, embedded or external. */
public interface Broker extends AutoCloseable {

    /** For the hub itself: user {@code hub}. Makes a connection per call; Camel's listeners and a caching factory keep theirs. */
    ConnectionFactory connectionFactory();

    /**
     * Makes {@code hub.fulfilment.<code>} unless it exists. Known after a restart.
     *
     * @throws IllegalStateException when the broker refuses or is away
     */
    default void declareLocation(String code) {
        declareQueue(QueueNames.fulfilment(code));
    }

    /**
     * Makes {@code hub.answers.<login>} unless it exists.
     *
     * @throws IllegalStateException when the broker refuses or is away
     */
    default void declareAnswers(String login) {
        declareQueue(QueueNames.answers(login));
    }

    /**
     * Makes a queue unless it exists. Known after a restart.
     *
     * @throws IllegalStateException when the broker refuses or is away
     */
    void declareQueue(String name);

    /** Whether the hub keeps its logins: true for the embedded one. */
    boolean keepsLogins();

    /**
     * These are the logins from now on: connections with a login or a password that is not among them are closed. Does nothing
     * where the broker keeps its logins itself.
     */
    void admit(LoginBook book);

    /** Where others reach it, {@code tcp://host:port}; empty when only the hub does. */
    String address();

    /** Whether it takes messages now. */
    boolean up();

    @Override
    void close();
}
