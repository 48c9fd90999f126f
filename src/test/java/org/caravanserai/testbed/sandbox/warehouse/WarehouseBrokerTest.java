package org.caravanserai.testbed.sandbox.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the wire, with a broker that is stopped and started again under the warehouse's feet. */
class WarehouseBrokerTest {

    @TempDir
    private Path directory;

    private EmbeddedActiveMQ broker;
    private Warehouse warehouse;
    private final int port = freePort();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String url() {
        return "tcp://127.0.0.1:" + port;
    }

    private void startBroker() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addAcceptorConfiguration("tcp", url());
        for (String queue : new String[] {"hub.fulfilment.MAIN", "hub.fulfilment.EAST", "hub.shipments.in"}) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration()
                    .setName(queue)
                    .addRoutingType(RoutingType.ANYCAST)
                    .addQueueConfiguration(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST)));
        }
        broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
    }

    private void startWarehouse() throws Exception {
        warehouse = Warehouse.start(
                "--broker",
                url(),
                "--locations",
                "MAIN,EAST",
                "--time-factor",
                "400",
                "--state",
                directory.resolve("state").toString());
    }

    @AfterEach
    void stop() throws Exception {
        if (warehouse != null) {
            warehouse.close();
        }
        if (broker != null) {
            broker.stop();
        }
    }

    private void dispatch(String id, String location) throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = session.createProducer(session.createQueue("hub.fulfilment." + location));
            producer.setTimeToLive(Duration.ofDays(7).toMillis());
            TextMessage message = session.createTextMessage("""
                    {"schema":"dispatch.v1","type":"release","dispatchId":"%s","orderId":"1","channel":"shopify","account":"demo",
                     "channelOrderId":"6001","location":"%s","lines":[{"line":1,"lineId":"7","sku":"A-1","quantity":1}],
                     "shipTo":{"country":"US"}}""".formatted(id, location));
            message.setStringProperty("_AMQ_DUPL_ID", id);
            producer.send(message);
        }
    }

    private JsonNode confirmation() throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            MessageConsumer consumer = session.createConsumer(session.createQueue("hub.shipments.in"));
            Message message = consumer.receive(15_000);
            assertThat(message).isNotNull();
            return SandboxJson.MAPPER.readTree(((TextMessage) message).getText());
        }
    }

    private JsonNode ledger() throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + warehouse.port() + "/ledger"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        return SandboxJson.parse(answer.body());
    }

    @Test
    void aDispatchComesBackAsAShipmentAndIsInTheLedger() throws Exception {
        startBroker();
        startWarehouse();
        dispatch("g1", "MAIN");
        JsonNode confirmation = confirmation();
        assertThat(confirmation.path("schema").asText()).isEqualTo("shipment.v1");
        assertThat(confirmation.path("dispatchId").asText()).isEqualTo("g1");
        assertThat(confirmation.at("/parcels/0/lines/0/line").asInt()).isEqualTo(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> ledger().at("/dispatches/0/shipments").size() == 1);
        assertThat(ledger().at("/dispatches/0/shipments/0/parcels/0/trackingNumber"))
                .isEqualTo(confirmation.at("/parcels/0/trackingNumber"));
        assertThat(ledger().path("violations")).isEmpty();
    }

    @Test
    void theWarehouseBearsARestartOfTheBrokerAndOfItself() throws Exception {
        startBroker();
        startWarehouse();
        dispatch("g1", "MAIN");
        confirmation();
        broker.stop();
        startBroker();
        dispatch("g2", "EAST");
        assertThat(confirmation().path("dispatchId").asText()).isIn("g1", "g2");
        warehouse.close();
        dispatch("g3", "MAIN");
        startWarehouse();
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(ledger().path("dispatches")).hasSize(3);
            assertThat(ledger().path("dispatches"))
                    .allMatch(d -> d.path("shipments").size() == 1);
        });
        assertThat(ledger().path("violations")).isEmpty();
    }
}
