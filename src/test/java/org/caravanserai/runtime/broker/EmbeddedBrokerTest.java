package org.caravanserai.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.SecretFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path directory;

    private SecretFiles secrets;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        secrets = new SecretFiles(directory.resolve("secrets"));
        broker = EmbeddedBroker.start(settings(0), secrets);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private BrokerSettings settings(int port) {
        return new BrokerSettings(directory.resolve("broker"), "127.0.0.1", port, 3, Duration.ofMillis(1), 99);
    }

    @Test
    void aMessageNobodyCanTakeGoesToTheDeadLetterQueue() throws JMSException {
        send(broker.connectionFactory(), QueueNames.SHIPMENTS_IN, "poison");
        try (Connection connection = started(broker.connectionFactory());
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(QueueNames.SHIPMENTS_IN))) {
            for (int delivery = 1; delivery <= 3; delivery++) {
                assertThat(consumer.receive(5_000)).as("delivery " + delivery).isNotNull();
                session.rollback();
            }
            assertThat(consumer.receiveNoWait()).isNull();
        }
        assertThat(receive(broker.connectionFactory(), QueueNames.DEAD_LETTERS)).isEqualTo("poison");
    }

    @Test
    void anExpiredMessageGoesToTheExpiryQueue() throws JMSException {
        broker.declareLocation("MAIN");
        try (Connection connection = started(broker.connectionFactory());
                Session session = connection.createSession();
                var producer = session.createProducer(session.createQueue("hub.fulfilment.MAIN"))) {
            producer.setTimeToLive(1);
            producer.send(session.createTextMessage("late"));
            try (MessageConsumer consumer = session.createConsumer(session.createQueue("hub.fulfilment.MAIN"))) {
                assertThat(consumer.receive(50)).isNull();
            }
        }
        assertThat(receive(broker.connectionFactory(), QueueNames.EXPIRED)).isEqualTo("late");
    }

    @Test
    void everyUserReachesOverTheWireOnlyWhatItsWorkNeeds() throws JMSException {
        broker.declareLocation("MAIN");
        ConnectionFactory warehouse = over("warehouse");
        ConnectionFactory orders = over("orders");
        send(broker.connectionFactory(), "hub.fulfilment.MAIN", "pick this");

        assertThat(receive(warehouse, "hub.fulfilment.MAIN")).isEqualTo("pick this");
        send(warehouse, QueueNames.SHIPMENTS_IN, "shipped");
        send(warehouse, QueueNames.STOCK_IN, "counted");
        send(orders, QueueNames.ORDERS_IN, "order");

        assertRefused(() -> send(warehouse, QueueNames.ORDERS_IN, "x"));
        assertRefused(() -> send(warehouse, "hub.fulfilment.MAIN", "x"));
        assertRefused(() -> receive(warehouse, QueueNames.ORDERS_IN));
        assertRefused(() -> receive(orders, QueueNames.ORDERS_IN));
        assertRefused(() -> receive(orders, "hub.fulfilment.MAIN"));
        assertRefused(() -> send(warehouse, "hub.fulfilment.NEW", "x"));
        assertRefused(() -> send(over("hub"), "hub.made.up", "x"));
        assertRefused(() -> send(over("hub"), "activemq.management", "x"));
        assertRefused(() ->
                send(new ActiveMQConnectionFactory(broker.address(), "warehouse", "wrong"), QueueNames.STOCK_IN, "x"));
        assertRefused(() -> send(new ActiveMQConnectionFactory(broker.address()), QueueNames.STOCK_IN, "x"));
    }

    @Test
    void messagesAndLocationsOutliveARestart() throws JMSException {
        broker.declareLocation("EAST");
        broker.declareLocation("EAST");
        send(broker.connectionFactory(), "hub.fulfilment.EAST", "kept");
        broker.close();
        broker = EmbeddedBroker.start(settings(0), secrets);

        assertThat(receive(broker.connectionFactory(), "hub.fulfilment.EAST")).isEqualTo("kept");
    }

    @Test
    void aTakenPortIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(settings(taken.getLocalPort()), secrets))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("hub.broker.listen");
        }
    }

    private ConnectionFactory over(String user) {
        return new ActiveMQConnectionFactory(broker.address(), user, secrets.get("broker-" + user));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(JMSException.class);
    }

    private static Connection started(ConnectionFactory factory) throws JMSException {
        Connection connection = factory.createConnection();
        connection.start();
        return connection;
    }

    private static void send(ConnectionFactory factory, String queue, String text) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text));
        }
    }

    private static String receive(ConnectionFactory factory, String queue) throws JMSException {
        try (Connection connection = started(factory);
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            var message = consumer.receive(5_000);
            return message == null ? null : message.getBody(String.class);
        }
    }
}
