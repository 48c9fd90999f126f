package org.caravanserai.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginRole;
import org.caravanserai.access.NewPassword;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.SecretFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final NewPassword MADE = NewPassword.from(new SecureRandom());
    private static final String PASSWORD = MADE.text();
    private static final List<String> QUEUES = Stream.concat(
                    QueueNames.QUEUES.stream(), Stream.of("hub.fulfilment.MAIN", "hub.fulfilment.EAST"))
            .toList();

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private SecretFiles secrets;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        secrets = new SecretFiles(directory.resolve("secrets"));
        broker = EmbeddedBroker.start(settings(0), secrets, logins(), meters);
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
    void aQueueOfOnesOwnOutlivesARestartAndWhatNobodyCanTakeOfItGoesToTheDeadLetterQueue() throws JMSException {
        broker.declareQueue("hub.custom.copies");
        send(broker.connectionFactory(), "hub.custom.copies", "copy");
        broker.close();
        broker = EmbeddedBroker.start(settings(0), secrets, logins(), meters);
        ConnectionFactory reader = over("copies");

        assertThat(browse(reader, "hub.custom.copies")).containsExactly("copy");
        assertRefused(() -> send(reader, "hub.custom.copies", "x"));
        assertRefused(() -> receive(reader, QueueNames.EXCEPTIONS));
        assertRefused(() -> receive(over("cases"), "hub.custom.copies"));
        try (Connection connection = started(reader);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue("hub.custom.copies"))) {
            for (int delivery = 1; delivery <= 3; delivery++) {
                assertThat(consumer.receive(5_000)).as("delivery " + delivery).isNotNull();
                session.rollback();
            }
        }
        assertThat(receive(broker.connectionFactory(), QueueNames.DEAD_LETTERS)).isEqualTo("copy");
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
    void everyLoginReachesOverTheWireOnlyWhatItsWorkNeeds() throws JMSException {
        broker.declareLocation("MAIN");
        broker.declareLocation("EAST");
        ConnectionFactory main = over("main");
        ConnectionFactory orders = over("orders");
        ConnectionFactory cases = over("cases");
        send(broker.connectionFactory(), "hub.fulfilment.MAIN", "pick this");
        send(broker.connectionFactory(), "hub.fulfilment.EAST", "pick that");
        send(broker.connectionFactory(), QueueNames.EXCEPTIONS, "look at this");

        assertThat(browse(main, "hub.fulfilment.MAIN")).containsExactly("pick this");
        assertThat(receive(main, "hub.fulfilment.MAIN")).isEqualTo("pick this");
        send(main, QueueNames.SHIPMENTS_IN, "shipped");
        send(main, QueueNames.STOCK_IN, "counted");
        send(orders, QueueNames.ORDERS_IN, "order");
        assertThat(browse(cases, QueueNames.EXCEPTIONS)).containsExactly("look at this");
        assertThat(receive(cases, QueueNames.EXCEPTIONS)).isEqualTo("look at this");

        for (String queue : QUEUES) {
            if (!queue.equals("hub.fulfilment.MAIN")) {
                assertRefused(() -> receive(main, queue));
                assertRefused(() -> browse(main, queue));
            }
            if (!queue.equals(QueueNames.EXCEPTIONS)) {
                assertRefused(() -> receive(cases, queue));
                assertRefused(() -> browse(cases, queue));
            }
            assertRefused(() -> receive(orders, queue));
            assertRefused(() -> browse(orders, queue));
            if (!List.of(QueueNames.SHIPMENTS_IN, QueueNames.STOCK_IN).contains(queue)) {
                assertRefused(() -> send(main, queue, "x"));
            }
            if (!queue.equals(QueueNames.ORDERS_IN)) {
                assertRefused(() -> send(orders, queue, "x"));
            }
            assertRefused(() -> send(cases, queue, "x"));
        }
        assertRefused(() -> temporary(main));
        assertRefused(() -> send(over("hub"), "hub.made.up", "x"));
        assertRefused(() -> send(over("hub"), "activemq.management", "x"));
        assertThat(receive(broker.connectionFactory(), "hub.fulfilment.EAST")).isEqualTo("pick that");
    }

    @Test
    void whatALoginIsAnsweredIsReadByNobodyElse() throws JMSException {
        List<String> logins = List.of("main", "second", "orders", "cases", "copies");
        for (String login : logins) {
            send(broker.connectionFactory(), QueueNames.answers(login), "for " + login);
        }
        for (String login : logins) {
            ConnectionFactory mine = over(login);
            for (String other : logins) {
                String queue = QueueNames.answers(other);
                assertRefused(() -> send(mine, queue, "made up"));
                assertRefused(() -> subscribe(mine, queue, false));
                assertRefused(() -> subscribe(mine, queue, true));
                if (!other.equals(login)) {
                    // by its name, and by address and queue
                    for (String name : List.of(queue, queue + "::" + queue)) {
                        assertRefused(() -> receive(mine, name));
                        assertRefused(() -> browse(mine, name));
                    }
                    assertRefused(() -> receive(mine, QueueNames.answers(login) + "::" + queue));
                }
            }
            for (String all : List.of("hub.answers.*", "hub.answers.#", "hub.#", "#")) {
                assertRefused(() -> receive(mine, all));
                assertRefused(() -> browse(mine, all));
                assertRefused(() -> subscribe(mine, all, false));
            }
        }
        for (String login : logins) {
            assertThat(browse(over(login), QueueNames.answers(login))).containsExactly("for " + login);
            assertThat(receive(over(login), QueueNames.answers(login))).isEqualTo("for " + login);
        }
    }

    @Test
    void whoHasNoLoginOrAnotherPasswordGetsNothingAndIsCounted() {
        for (ConnectionFactory stranger : List.of(
                new ActiveMQConnectionFactory(broker.address(), "main", "wrong"),
                new ActiveMQConnectionFactory(broker.address(), "nobody", PASSWORD),
                new ActiveMQConnectionFactory(broker.address(), "gone", PASSWORD),
                new ActiveMQConnectionFactory(broker.address(), "hub", PASSWORD),
                new ActiveMQConnectionFactory(broker.address(), "hub", null),
                new ActiveMQConnectionFactory(broker.address(), "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"),
                new ActiveMQConnectionFactory(broker.address()))) {
            assertRefused(() -> send(stranger, QueueNames.STOCK_IN, "x"));
        }
        assertThat(meters.get("hub.broker.refused")
                        .tag("why", "login")
                        .counter()
                        .count())
                .isEqualTo(6);
        assertRefused(() -> send(over("main"), QueueNames.ORDERS_IN, "x"));
        assertThat(meters.get("hub.broker.refused")
                        .tag("why", "right")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theBrokerSaysWhoSentAMessageWhateverTheSenderSays() throws JMSException {
        try (Connection connection = over("main").createConnection();
                Session session = connection.createSession()) {
            var message = session.createTextMessage("counted");
            message.setStringProperty("JMSXUserID", "east");
            message.setStringProperty("_AMQ_VALIDATED_USER", "east");
            session.createProducer(session.createQueue(QueueNames.STOCK_IN)).send(message);
        }
        try (Connection connection = started(broker.connectionFactory());
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(QueueNames.STOCK_IN))) {
            assertThat(consumer.receive(5_000).getStringProperty("JMSXUserID")).isEqualTo("main");
        }
    }

    @Test
    void messagesAndLocationsOutliveARestart() throws JMSException {
        broker.declareLocation("EAST");
        broker.declareLocation("EAST");
        send(broker.connectionFactory(), "hub.fulfilment.EAST", "kept");
        broker.close();
        broker = EmbeddedBroker.start(settings(0), secrets, logins(), meters);

        assertThat(receive(broker.connectionFactory(), "hub.fulfilment.EAST")).isEqualTo("kept");
    }

    @Test
    void aTakenPortIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(settings(taken.getLocalPort()), secrets, logins(), meters))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("hub.broker.listen");
        }
    }

    private static LoginBook logins() {
        return new LoginBook(List.of(
                login("main", LoginRole.WAREHOUSE, "MAIN", false),
                login("second", LoginRole.WAREHOUSE, "MAIN", false),
                login("orders", LoginRole.ORDERS, null, false),
                login("cases", LoginRole.EXCEPTIONS, null, false),
                login("copies", LoginRole.CUSTOM, null, false),
                login("gone", LoginRole.WAREHOUSE, "MAIN", true)));
    }

    private static BrokerLogin login(String name, LoginRole role, String location, boolean revoked) {
        return new BrokerLogin(name, role, location, MADE.hash(), revoked);
    }

    private ConnectionFactory over(String user) {
        return new ActiveMQConnectionFactory(
                broker.address(), user, user.equals("hub") ? secrets.get("broker-hub") : PASSWORD);
    }

    private static void temporary(ConnectionFactory factory) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createTemporaryQueue();
        }
    }

    private static void subscribe(ConnectionFactory factory, String topic, boolean durable) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            if (durable) {
                connection.setClientID("someone");
            }
            Session session = connection.createSession();
            if (durable) {
                session.createDurableSubscriber(session.createTopic(topic), "all");
            } else {
                session.createConsumer(session.createTopic(topic));
            }
        }
    }

    private static List<String> browse(ConnectionFactory factory, String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = started(factory);
                Session session = connection.createSession();
                QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            for (Object message : Collections.list(browser.getEnumeration())) {
                texts.add(((Message) message).getBody(String.class));
            }
        }
        return texts;
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
