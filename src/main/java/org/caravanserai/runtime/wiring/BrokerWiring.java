package org.caravanserai.runtime.wiring;

import javax.sql.DataSource;
import org.apache.camel.component.jms.JmsComponent;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.access.LoginTable;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.BrokerLogins;
import org.caravanserai.runtime.broker.LocationQueues;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * Wires what the routes use of database and broker: {@code dataSource} (for {@code sql:}), {@code jms:} for listeners,
 * {@code jmsOut:} for sending from anywhere else; and the logins with which others use the broker.
 */
final class BrokerWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        bindings.forComponents(DataSource.class, services.dataSource());
        bindings.component("jms", listening(services.broker()));
        CachingConnectionFactory cached =
                new CachingConnectionFactory(services.broker().connectionFactory());
        cached.setSessionCacheSize(16);
        bindings.component("jmsOut", sending(cached));
        LocationQueues locations = new LocationQueues(services.jdbc(), services.broker());
        bindings.onStart("queues of the locations", locations::start);
        bindings.onStop("queues of the locations", locations::close);
        BrokerLogins logins = new BrokerLogins(new LoginTable(services.jdbc()), services.broker());
        bindings.share(BrokerSide.class, logins);
        bindings.onStart("logins of the broker", logins::start);
        bindings.onStop("logins of the broker", logins::close);
        bindings.onStop("broker connections", cached::destroy);
    }

    /**
     * Receives and commits per message, and what a listener's route sends goes into the same commit. Without a lazily
     * made transaction manager, and with the consumer kept, six times as fast as Camel's default.
     */
    private static JmsComponent listening(Broker broker) {
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(broker.connectionFactory());
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setAcceptMessagesWhileStopping(false);
        return jms;
    }

    /** Sends durable messages, each acknowledged by the broker, over kept sessions. */
    private static JmsComponent sending(CachingConnectionFactory cached) {
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(cached);
        jms.setTransacted(false);
        jms.setLazyCreateTransactionManager(false);
        jms.setDeliveryPersistent(true);
        return jms;
    }
}
