package org.caravanserai.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginRole;
import org.caravanserai.access.NewPassword;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.intake.message.InboxMessages;
import org.caravanserai.intake.message.WatchedInbox;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.testing.RouteWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sender names where it would like to be answered, over TCP, with the hub's own listeners and routes behind it: the hub, which
 * may write to every queue, writes nothing there.
 */
class ReplyToTest {

    private static final NewPassword MADE = NewPassword.from(new SecureRandom());
    private static final List<String> WISHED = List.of(
            "hub.fulfilment.EAST",
            "hub.answers.east",
            "hub.answers.main",
            "hub.custom.copies",
            "hub.orders.in",
            "hub.exceptions");

    @TempDir
    Path directory;

    @Test
    void nothingIsSentToAReplyToOfTheSendersChoice() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                        new BrokerSettings(directory.resolve("broker"), "127.0.0.1", 0, 3, Duration.ofMillis(1), 99),
                        new SecretFiles(directory.resolve("secrets")),
                        new LoginBook(List.of(login("main", "MAIN"), login("east", "EAST"))),
                        new SimpleMeterRegistry());
                DefaultCamelContext camel = new DefaultCamelContext()) {
            broker.declareLocation("EAST");
            broker.declareQueue("hub.custom.copies");
            camel.addComponent("jms", JmsComponents.listening(broker.connectionFactory()));
            RouteFiles.bind(camel, new InboxMessages());
            WatchedInbox inbox = new WatchedInbox();
            inbox.bind(camel);
            RouteWatch watch = RouteWatch.on(camel);
            RouteFiles.load(
                    camel,
                    "10-intake/jms-refusals.camel.yaml",
                    "10-intake/store-message.camel.yaml",
                    "10-intake/receive-shipments.camel.yaml",
                    "10-intake/receive-stock.camel.yaml");
            camel.start();

            ConnectionFactory main = new ActiveMQConnectionFactory(broker.address(), "main", MADE.text());
            for (String wished : WISHED) {
                send(
                        main,
                        QueueNames.SHIPMENTS_IN,
                        wished,
                        session -> session.createTextMessage(
                                "{\"schema\":\"shipment.v1\",\"reference\":\"W\",\"dispatchId\":\"601\",\"parcels\":[]}"));
                send(main, QueueNames.STOCK_IN, wished, session -> session.createTextMessage("no count"));
                send(main, QueueNames.STOCK_IN, wished, session -> session.createObjectMessage("no text"));
            }

            watch.until(Duration.ofSeconds(15), () -> inbox.stored().size() == 3 * WISHED.size());
            camel.stop();
            assertThat(inbox.stored()).allMatch(event -> event.contains("hubLogin=main"));
            for (String wished : WISHED) {
                assertThat(browse(broker.connectionFactory(), wished))
                        .as(wished)
                        .isEmpty();
            }
        }
    }

    private interface Making {
        Message by(Session session) throws JMSException;
    }

    private static void send(ConnectionFactory factory, String queue, String replyTo, Making making)
            throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            Message message = making.by(session);
            message.setJMSReplyTo(session.createQueue(replyTo));
            message.setJMSCorrelationID("mine");
            session.createProducer(session.createQueue(queue)).send(message);
        }
    }

    private static List<?> browse(ConnectionFactory factory, String queue) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            connection.start();
            return Collections.list(
                    session.createBrowser(session.createQueue(queue)).getEnumeration());
        }
    }

    private static BrokerLogin login(String name, String location) {
        return new BrokerLogin(name, LoginRole.WAREHOUSE, location, MADE.hash(), false);
    }
}
