package org.caravanserai.runtime.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.ActiveMQAddressExistsException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQQueueExistsException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.caravanserai.access.LoginBook;
import org.caravanserai.runtime.home.Credentials;

/**
 * An Artemis of one's own, named by {@code hub.broker.url}. Its user needs what {@code docker/artemis/broker.xml} grants
 * to {@code hub}: all of {@code hub.#}, and making queues below {@code hub.fulfilment.}, {@code hub.answers.} and
 * {@code hub.custom.}.
 */
public final class ExternalBroker implements Broker {

    private final ActiveMQConnectionFactory factory;
    private final String url;
    private final Credentials login;

    public ExternalBroker(String url, Credentials login) {
        this.url = url;
        this.login = login;
        this.factory = new ActiveMQConnectionFactory(url, login.user(), login.password());
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    @Override
    public void declareQueue(String name) {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(url);
                ClientSessionFactory sessions = locator.createSessionFactory();
                ClientSession session =
                        sessions.createSession(login.user(), login.password(), false, true, true, false, 0)) {
            declareAddress(session, SimpleString.of(name));
            declareQueue(session, name);
        } catch (Exception e) {
            throw new IllegalStateException("cannot declare the queue " + name + ": " + e.getMessage(), e);
        }
    }

    private static void declareAddress(ClientSession session, SimpleString name) throws ActiveMQException {
        if (session.addressQuery(name).isExists()) {
            return;
        }
        try {
            session.createAddress(name, RoutingType.ANYCAST, false);
        } catch (ActiveMQAddressExistsException e) {
            // another hub was first
        }
    }

    private static void declareQueue(ClientSession session, String name) throws ActiveMQException {
        if (session.queueQuery(SimpleString.of(name)).isExists()) {
            return;
        }
        try {
            session.createQueue(QueueConfiguration.of(name)
                    .setAddress(name)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
        } catch (ActiveMQQueueExistsException e) {
            // another hub was first
        }
    }

    @Override
    public boolean keepsLogins() {
        return false;
    }

    @Override
    public void admit(LoginBook book) {
        // people write them into its files
    }

    @Override
    public String address() {
        return url;
    }

    @Override
    public boolean up() {
        try {
            factory.createConnection().close();
            return true;
        } catch (JMSException e) {
            return false;
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
