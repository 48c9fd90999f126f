package org.caravanserai.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.ScratchBroker;
import org.caravanserai.testing.RoutePlay;
import org.caravanserai.testing.RouteWatch;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.util.FileSystemUtils;

/** What is sent to the hub's queues, good and bad, and with headers that would like to decide something. */
public final class JmsPlay implements RoutePlay {

    private static final String ORDER =
            "{\"schema\":\"order.v1\",\"channel\":\"b2b\",\"orderId\":\"9\",\"version\":\"2026-11-23T10:00:00.000Z\"}";
    private static final String SHIPMENT =
            "{\"schema\":\"shipment.v1\",\"reference\":\"W-1\",\"dispatchId\":\"601\",\"parcels\":[]}";
    private static final String RECALL =
            "{\"schema\":\"recall-answer.v1\",\"reference\":\"R\",\"dispatchId\":\"602\",\"recalled\":true}";
    private static final String STOCK = "{\"schema\":\"stock.v1\",\"reference\":\"S\",\"levels\":[]}";

    private final Path directory = Files.createTempDirectory("jms-play");
    private final Broker broker = ScratchBroker.start(directory);
    private final CachingConnectionFactory cached = new CachingConnectionFactory(broker.connectionFactory());
    private final JmsTemplate outside = new JmsTemplate(cached);
    private final List<Message> dead = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    public JmsPlay() throws Exception {
        cached.setCacheConsumers(false);
        outside.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
    }

    @Override
    public void play(String file, Duration patience) throws Exception {
        List.of("hub.orders.in", "hub.shipments.in", "hub.stock.in", "hub.dlq").forEach(this::drain);
        dead.clear();
        expected.clear();
        WatchedInbox inbox = new WatchedInbox();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            JmsComponent jms = new JmsComponent();
            jms.setConnectionFactory(broker.connectionFactory());
            jms.setTransacted(true);
            jms.setLazyCreateTransactionManager(false);
            jms.setCacheLevelName("CACHE_CONSUMER");
            jms.setReceiveTimeout(50);
            camel.addComponent("jms", jms);
            RouteFiles.bind(camel, new InboxMessages());
            inbox.bind(camel);
            RouteWatch watch = RouteWatch.on(camel);
            // a queue's own route for its file, for the shared ones the orders' and the counts'
            List<String> queues = file.contains("shipments")
                    ? List.of("shipments")
                    : List.of("orders", "stock").stream()
                            .filter(queue -> file.contains(queue) || file.matches(".*(store|refusals).*"))
                            .toList();
            RouteFiles.load(
                    camel,
                    Stream.concat(
                                    Stream.of("jms-refusals", "store-message"),
                                    queues.stream().map(queue -> "receive-" + queue))
                            .map(name -> "10-intake/" + name + ".camel.yaml")
                            .toArray(String[]::new));
            camel.start();
            queues.forEach(this::send);
            int unreadable = (int)
                    expected.stream().filter(one -> one.contains("hub.dlq")).count();
            watch.until(patience, () -> inbox.stored().size() + drain("hub.dlq") >= expected.size() + unreadable);
            assertThat(inbox.stored()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(dead).hasSize(unreadable).allMatch(message -> message instanceof ObjectMessage);
            // while the store is away for a moment nothing goes back to the broker
            inbox.failures.set(1);
            outside.send("hub." + queues.get(0) + ".in", session -> session.createTextMessage(STOCK));
            watch.until(patience.plusSeconds(2), () -> inbox.stored().size() > expected.size());
            assertThat(drain("hub.dlq")).isEqualTo(unreadable);
        }
    }

    private void send(String queue) {
        String name = "hub." + queue + ".in";
        switch (queue) {
            case "orders" -> {
                expect(
                        name,
                        ORDER,
                        "7 order jms [9] canonical {hubAccount=one, hubChannel=b2b, hubLogin=hub, hubQueue=hub.orders.in, hubSchema=order.v1} "
                                + ORDER);
                expect(
                        name,
                        SHIPMENT,
                        unrecognised(
                                        "dispatch/601",
                                        "hubAccount=one, ",
                                        "a shipment.v1 is not taken here",
                                        name,
                                        "shipment.v1")
                                + SHIPMENT);
            }
            case "shipments" -> {
                expect(
                        name,
                        SHIPMENT,
                        "2 shipment jms [dispatch/601]  {hubLogin=hub, hubQueue=hub.shipments.in, hubSchema=shipment.v1} "
                                + SHIPMENT);
                expect(
                        name,
                        RECALL,
                        "2 recall-answer jms [dispatch/602]  {hubLogin=hub, hubQueue=hub.shipments.in, hubSchema=recall-answer.v1} "
                                + RECALL);
                expect(
                        name,
                        STOCK,
                        unrecognised("stock", "", "a stock.v1 is not taken here", name, "stock.v1") + STOCK);
            }
            default -> {
                expect(
                        name,
                        STOCK,
                        "2 stock jms [stock]  {hubLogin=hub, hubQueue=hub.stock.in, hubSchema=stock.v1} " + STOCK);
                expect(
                        name,
                        SHIPMENT,
                        unrecognised("dispatch/601", "", "a shipment.v1 is not taken here", name, "shipment.v1")
                                + SHIPMENT);
                expect(name, "<stock/>", unrecognised("", "", "it is no JSON", name, "") + "<stock/>");
            }
        }
        expectUnreadable(name);
    }

    private static String unrecognised(String orderKey, String account, String reason, String queue, String schema) {
        return "2 unrecognised jms [" + orderKey + "]  {" + account + "hubLogin=hub, hubQueue=" + queue + ", hubReason="
                + reason + (schema.isEmpty() ? "" : ", hubSchema=" + schema) + "} ";
    }

    /** Sends it with properties that name beans, kinds and queues; of them only an order's account counts. */
    private void expect(String queue, String body, String event) {
        expected.add(event);
        outside.send(queue, session -> poisoned(session.createTextMessage(body)));
    }

    private void expectUnreadable(String queue) {
        String account = queue.contains("orders") ? "hubAccount=one, " : "";
        expected.add(
                "2 unrecognised jms []  {" + account + "hubLogin=hub, hubQueue=" + queue
                        + ", hubReason=the message is neither text nor bytes; send JSON as a text message; it was moved to hub.dlq} {\"message\":\"ID\"}");
        outside.send(queue, session -> poisoned(session.createObjectMessage(new java.util.Date())));
    }

    private static Message poisoned(Message message) throws JMSException {
        for (String name : List.of(
                "CamelJmsDestinationName",
                "CAmelHttpUri",
                "hubKind",
                "hubReference",
                "hubLogin",
                "JMSXUserID",
                "hubSource",
                "hubFile",
                "operationName")) {
            message.setStringProperty(name, "hub.exceptions");
        }
        message.setStringProperty("hubAccount", "one");
        return message;
    }

    /** Takes what waits there; dead letters are kept. How many are dead by now. */
    private int drain(String queue) {
        for (Message message = outside.receive(queue); message != null; message = outside.receive(queue)) {
            if (queue.equals("hub.dlq")) {
                dead.add(message);
            }
        }
        return dead.size();
    }

    @Override
    public void close() throws Exception {
        cached.destroy();
        broker.close();
        FileSystemUtils.deleteRecursively(directory);
    }
}
