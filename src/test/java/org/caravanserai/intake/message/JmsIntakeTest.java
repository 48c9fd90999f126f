package org.caravanserai.intake.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.InboxUnavailableException;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.JmsComponents;
import org.caravanserai.runtime.broker.ScratchBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;

class JmsIntakeTest {

    private static final String SHIPMENT =
            "{\"schema\":\"shipment.v1\",\"reference\":\"W-1\",\"dispatchId\":\"601\",\"parcels\":[]}";

    @TempDir
    Path directory;

    private final List<NewEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private Broker broker;
    private CachingConnectionFactory cached;
    private JmsTemplate outside;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        broker = ScratchBroker.start(directory);
        cached = new CachingConnectionFactory(broker.connectionFactory());
        outside = new JmsTemplate(cached);
        camel = new DefaultCamelContext();
        camel.addComponent("jms", JmsComponents.listening(broker.connectionFactory()));
        RouteFiles.bind(camel, new InboxMessages());
        RouteFiles.bind(
                camel,
                new InboxCommands(
                        taken -> {
                            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                throw new InboxUnavailableException("away", null);
                            }
                            events.addAll(taken);
                            return List.of(new Stored(events.size(), false));
                        },
                        new FixedAccounts(account(2, "hub", "jms"), account(7, "b2b", "one"))));
        RouteFiles.load(
                camel,
                "10-intake/jms-refusals.camel.yaml",
                "10-intake/receive-orders.camel.yaml",
                "10-intake/receive-shipments.camel.yaml",
                "10-intake/receive-stock.camel.yaml",
                "10-intake/store-message.camel.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        cached.destroy();
        broker.close();
    }

    @Test
    void aShipmentIsStoredUnderTheWarehousesOwnReference() {
        send("hub.shipments.in", session -> session.createTextMessage(SHIPMENT));
        await().until(() -> events.size() == 1);
        send(
                "hub.shipments.in",
                session -> session.createTextMessage(SHIPMENT.replace("\"parcels\":[]", "\"parcels\":[ ]")));
        await().until(() -> events.size() == 2);

        NewEvent event = events.get(0);
        assertThat(event.kind()).isEqualTo(EventKind.SHIPMENT);
        assertThat(event.accountId()).isEqualTo(2);
        assertThat(event.source()).isEqualTo(EventSource.JMS);
        assertThat(event.orderKey()).isEqualTo("dispatch/601");
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).isEqualTo(SHIPMENT);
        assertThat(event.eventKey()).isEqualTo(events.get(1).eventKey());
    }

    @Test
    void anOrderBelongsToTheAccountItNames() {
        send("hub.orders.in", session -> {
            Message message = session.createTextMessage(
                    "{\"schema\":\"order.v1\",\"channel\":\"b2b\",\"orderId\":\"9\",\"version\":\"2026-11-23T10:00:00.000Z\"}");
            message.setStringProperty("hubAccount", "one");
            return message;
        });
        await().until(() -> events.size() == 1);

        assertThat(events.get(0).accountId()).isEqualTo(7);
        assertThat(events.get(0).kind()).isEqualTo(EventKind.ORDER);
        assertThat(events.get(0).shape()).isEqualTo("canonical");
        assertThat(events.get(0).orderKey()).isEqualTo("9");
    }

    @Test
    void anOrderOfNobodyIsOddWithTheReason() {
        send(
                "hub.orders.in",
                session ->
                        session.createTextMessage("{\"schema\":\"order.v1\",\"channel\":\"b2b\",\"orderId\":\"9\"}"));
        await().until(() -> events.size() == 1);

        assertThat(events.get(0).kind()).isEqualTo(EventKind.UNRECOGNISED);
        assertThat(events.get(0).headers().get("hubReason")).contains("hubAccount");
    }

    @Test
    void aRecallAnswerAndACountAreTakenByTheirQueuesOnly() {
        send(
                "hub.shipments.in",
                session -> session.createTextMessage(
                        "{\"schema\":\"recall-answer.v1\",\"reference\":\"R\",\"dispatchId\":\"601\",\"recalled\":true}"));
        send(
                "hub.stock.in",
                session -> session.createTextMessage("{\"schema\":\"stock.v1\",\"reference\":\"S\",\"levels\":[]}"));
        send("hub.stock.in", session -> session.createTextMessage(SHIPMENT));
        await().until(() -> events.size() == 3);

        assertThat(events)
                .extracting(NewEvent::kind)
                .containsExactlyInAnyOrder(EventKind.RECALL_ANSWER, EventKind.STOCK, EventKind.UNRECOGNISED);
    }

    @Test
    void whatIsNoJsonIsStoredAsOddAndNeverComesBack() {
        send("hub.stock.in", session -> session.createTextMessage("<stock/>"));
        send("hub.stock.in", session -> session.createTextMessage("[1]"));
        await().until(() -> events.size() == 2);

        assertThat(events).extracting(NewEvent::kind).containsOnly(EventKind.UNRECOGNISED);
        assertThat(events.get(0).headers())
                .containsEntry("hubReason", "it is no JSON")
                .containsEntry("hubQueue", "hub.stock.in");
        assertThat(receive("hub.dlq")).isNull();
    }

    @Test
    void anObjectMessageIsNeverOpenedAndGoesToTheDeadLetterQueueAsItCame() throws Exception {
        send("hub.orders.in", session -> session.createObjectMessage(new java.util.Date()));
        await().until(() -> events.size() == 1);

        assertThat(events.get(0).kind()).isEqualTo(EventKind.UNRECOGNISED);
        assertThat(events.get(0).headers().get("hubReason"))
                .contains("neither text nor bytes")
                .contains("hub.dlq");
        assertThat(receive("hub.dlq")).isInstanceOf(ObjectMessage.class);
        assertThat(broker.up()).isTrue();
    }

    @Test
    void aMessageThatIsTooLargeGoesToTheDeadLetterQueue() throws Exception {
        send("hub.orders.in", session -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[InboxMessages.LIMIT + 1]);
            return message;
        });
        await().until(() -> events.size() == 1);

        assertThat(((BytesMessage) receive("hub.dlq")).getBodyLength()).isEqualTo(InboxMessages.LIMIT + 1);
    }

    @Test
    void headersFromOutsideDecideNothing() {
        send("hub.shipments.in", session -> {
            Message message = session.createTextMessage(SHIPMENT);
            for (String name : List.of(
                    "CamelJmsDestinationName",
                    "CAmelHttpUri",
                    "hubKind",
                    "hubReference",
                    "hubLogin",
                    "JMSXUserID",
                    "hubSource",
                    "hubAccount",
                    "operationName")) {
                message.setStringProperty(name, "hub.exceptions");
            }
            return message;
        });
        await().until(() -> events.size() == 1);

        assertThat(events.get(0).kind()).isEqualTo(EventKind.SHIPMENT);
        assertThat(events.get(0).accountId()).isEqualTo(2);
        assertThat(events.get(0).headers())
                .containsOnlyKeys("hubSchema", "hubQueue", "hubReference", "hubContent", "hubLogin", "hubCorrelation")
                .containsEntry("hubLogin", "hub");
        assertThat(receive("hub.exceptions")).isNull();
    }

    @Test
    void whileTheStoreIsAwayAMessageWaitsAndIsThenStoredOnce() {
        failures.set(2);
        send("hub.shipments.in", session -> session.createTextMessage(SHIPMENT));

        await().until(() -> events.size() == 1);
        assertThat(receive("hub.dlq")).isNull();
        await().during(Duration.ofMillis(300)).until(() -> events.size() == 1);
    }

    private void send(String queue, MessageCreator creator) {
        outside.send(queue, creator);
    }

    private Message receive(String queue) {
        outside.setReceiveTimeout(300);
        outside.setSessionAcknowledgeMode(Session.AUTO_ACKNOWLEDGE);
        return outside.receive(queue);
    }

    private static Account account(int id, String channel, String name) {
        return new Account(id, channel, name, AccountMode.LIVE, false, "", JsonNodeFactory.instance.objectNode(), "");
    }
}
