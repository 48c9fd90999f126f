package org.caravanserai.runtime.wiring;

import javax.sql.DataSource;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.access.LoginTable;
import org.caravanserai.notify.AnswerQueues;
import org.caravanserai.runtime.broker.BrokerLogins;
import org.caravanserai.runtime.broker.JmsComponents;
import org.caravanserai.runtime.broker.LocationQueues;
import org.caravanserai.runtime.broker.OwnQueues;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * Wires what the routes use of database and broker: {@code dataSource} (for {@code sql:}), {@code jms:} for listeners,
 * {@code jmsOut:} for sending from anywhere else; and the logins with which others use the broker.
 */
final class BrokerWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        bindings.forComponents(DataSource.class, services.dataSource());
        OwnQueues own = OwnQueues.of(services.config());
        bindings.share(OwnQueues.class, own);
        bindings.component("jms", JmsComponents.listening(services.broker().connectionFactory()));
        CachingConnectionFactory cached =
                new CachingConnectionFactory(services.broker().connectionFactory());
        cached.setSessionCacheSize(16);
        bindings.component("jmsOut", JmsComponents.sending(cached));
        LocationQueues locations = new LocationQueues(services.jdbc(), services.broker(), own);
        locations.declare();
        bindings.onStart("queues", locations::start);
        bindings.onStop("queues of locations", locations::close);
        BrokerLogins logins = new BrokerLogins(new LoginTable(services.jdbc()), services.broker());
        bindings.share(BrokerSide.class, logins);
        bindings.onStart("logins of the broker", logins::start);
        bindings.onStop("logins of the broker", logins::close);
        bindings.onStop("broker connections", cached::destroy);
        bindings.bean(new AnswerQueues(services.broker()::declareAnswers));
    }
}
