package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.fulfil.DispatchMessages;
import org.caravanserai.fulfil.OrderBodies;
import org.caravanserai.notify.AnswerQueues;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.outbox.camel.OutboxComponent;
import org.caravanserai.outbox.camel.SenderSteps;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.lease.Owner;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.JmsComponents;
import org.caravanserai.runtime.broker.ScratchBroker;
import org.caravanserai.testing.RoutePlay;
import org.caravanserai.testing.SentMessages;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A group goes to its warehouse, a case to the people's queue, an answer to its login and a route's message to its own queue, each
 * once; a hub that was frozen meanwhile sends nothing.
 */
public final class DispatchPlay implements RoutePlay {

    private static final String CASE =
            "{\"schema\":\"exception.v1\",\"caseId\":\"1\",\"code\":\"stock.short\",\"severity\":\"warning\","
                    + "\"summary\":\"No stock\",\"suggestion\":\"Get some\",\"orderId\":\"501\",\"channel\":\"shopify\",\"account\":\"one\","
                    + "\"channelOrderId\":\"6001\",\"at\":\"2026-11-23T12:00:00Z\"}";
    private static final String ANSWER =
            "{\"schema\":\"answer.v1\",\"correlationId\":\"ID:7\",\"eventId\":\"5\",\"about\":\"stock.v1\","
                    + "\"reference\":\"C-1\",\"result\":\"applied\",\"code\":null,\"reason\":null,\"orderIds\":[],\"at\":\"2026-11-23T12:00:00Z\"}";
    private static final String SHIP_TO =
            "{\"name\":\"Ada Example\",\"company\":null,\"line1\":\"1 Road\",\"line2\":null,\"line3\":null,"
                    + "\"city\":\"Leeds\",\"region\":null,\"postcode\":\"LS1 1AA\",\"country\":\"GB\",\"phone\":null}";

    private final Path directory = Files.createTempDirectory("dispatch-play");
    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final OrderKeys keys = new OrderKeys(new MasterKey(new byte[32]), new Sealer());
    private final Broker broker = ScratchBroker.start(directory);
    private final CachingConnectionFactory cached = new CachingConnectionFactory(broker.connectionFactory());
    private final JmsTemplate outside = new JmsTemplate(cached);
    private final AtomicLong rows = new AtomicLong(1000);
    private WorkHandlers handlers;

    public DispatchPlay() throws Exception {
        outside.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        broker.declareLocation("MAIN");
        broker.declareQueue("hub.custom.copies");
        sql.sql("insert into location (code, name) values ('MAIN', 'Main')").update();
        int account = sql.sql("insert into account (channel, name) values ('shopify', 'one') returning id")
                .query(Integer.class)
                .single();
        OrderKey key = keys.newKey(501);
        sql.sql("""
                insert into orders (id, account_id, channel_order_id, number, version, content_hash, state, doc, personal, inbox_id, received_at, updated_at)
                values (501, ?, '6001', '#1', '2026-11-23T12:00:00Z', '', 'RELEASED', '{"lines":[{"lineId":"L1","title":"A lamp"}]}', ?, 1, '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')""")
                .params(
                        account,
                        keys.seal(key, "personal", ("{\"shipTo\":" + SHIP_TO + "}").getBytes(StandardCharsets.UTF_8)))
                .update();
        sql.sql("insert into order_data_key values (501, ?)")
                .param(key.wrapped())
                .update();
        sql.sql(
                        "insert into order_line (order_id, line_no, channel_line_id, sku, quantity) values (501, 1, 'L1', 'SKU-1', 2)")
                .update();
        sql.sql(
                        "insert into fulfilment_group (id, order_id, location, state, next_step, next_at, updated_at) values (601, 501, 'MAIN', 'RELEASED', 'confirm', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                .update();
        sql.sql("insert into group_line (group_id, line_no, quantity) values (601, 1, 2)")
                .update();
        sql.sql(
                        "insert into sender_lease (destination, owner, epoch, taken_at) values ('mine', 1, 7, '2026-11-23T12:00:00Z')")
                .update();
    }

    @Override
    public void play(String file, Duration patience) throws Exception {
        boolean dispatch = file.contains("dispatch");
        boolean answer = file.contains("answer");
        boolean relay = file.contains("relay");
        // one that nobody declared a queue for
        String login = "login" + rows.get();
        String queue = dispatch
                ? "hub.fulfilment.MAIN"
                : answer ? "hub.answers." + login : relay ? "hub.custom.copies" : "hub.exceptions";
        if (!answer) {
            outside.receive(queue);
        }
        handlers = new WorkHandlers();
        OrderBodies bodies = new OrderBodies(sql, keys);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addComponent("jmsOut", JmsComponents.sending(cached));
            camel.addComponent(
                    "outbox",
                    new OutboxComponent(
                            handlers, new OutboxFigures(sql, TestClock.standing()), new SimpleMeterRegistry()));
            RouteFiles.bind(camel, new DispatchMessages(sql, bodies));
            RouteFiles.bind(camel, new SenderSteps());
            RouteFiles.bind(camel, new AnswerQueues(broker::declareAnswers));
            RouteFiles.load(
                    camel,
                    "40-fulfil/dispatch-order.camel.yaml",
                    "40-fulfil/relay-message.camel.yaml",
                    "50-notify/announce-exception.camel.yaml",
                    "50-notify/answer-sender.camel.yaml");
            camel.start();
            OutboxRow row = dispatch
                    ? row(WorkKind.DISPATCH, Destination.location("MAIN"), "release", "{}")
                    : answer
                            ? row(WorkKind.ANSWER, Destination.answers(login), "answer", ANSWER)
                            : relay
                                    ? row(WorkKind.SEND, Destination.queue(queue), "send", CASE)
                                    : row(WorkKind.EXCEPTION, Destination.EXCEPTIONS, "open", CASE);
            for (int times = 0; times < 2; times++) {
                assertThat(handle(row, 7).outcome()).isEqualTo(Outcome.ok());
            }
            sent(outside.receive(queue), row);
            assertThat(outside.receive(queue)).as("the second one").isNull();
            OutboxRow late =
                    row(row.kind(), row.destination(), row.operation(), new String(row.body(), StandardCharsets.UTF_8));
            assertThatThrownBy(() -> handle(late, 6)).isInstanceOf(LeaseLostException.class);
            assertThat(outside.receive(queue))
                    .as("of a hub that lost its lease")
                    .isNull();
        }
    }

    private static void sent(Message message, OutboxRow row) throws Exception {
        assertThat(message).isNotNull();
        assertThat(message.getStringProperty("_AMQ_DUPL_ID")).isEqualTo(Long.toString(row.id()));
        assertThat(Collections.list(message.getPropertyNames()))
                .noneMatch(name -> name.toString().matches("hub.*|.*Camel.*"));
        if (row.kind() == WorkKind.SEND) {
            assertThat(((TextMessage) message).getText()).isEqualTo(CASE);
            return;
        }
        JsonNode json = SentMessages.check(message);
        if (row.kind() == WorkKind.ANSWER) {
            assertThat(message.getJMSCorrelationID()).isEqualTo("ID:7");
            assertThat(json.toString()).isEqualTo(ANSWER);
            assertThat(Duration.ofMillis(message.getJMSExpiration() - message.getJMSTimestamp()))
                    .isEqualTo(Duration.ofDays(7));
            return;
        }
        assertThat(message.getStringProperty("channel") + "/" + message.getStringProperty("account"))
                .isEqualTo("shopify/one");
        if (row.kind() == WorkKind.EXCEPTION) {
            assertThat(message.getJMSCorrelationID()).isEqualTo("1");
            assertThat(json.toString()).isEqualTo(CASE);
        } else {
            assertThat(message.getJMSCorrelationID()).isEqualTo("601");
            assertThat(message.getStringProperty("location")).isEqualTo("MAIN");
            assertThat(Duration.ofMillis(message.getJMSExpiration() - message.getJMSTimestamp()))
                    .isEqualTo(Duration.ofDays(7));
            assertThat(json.at("/shipTo/name").asText()).isEqualTo("Ada Example");
            assertThat(json.at("/lines/0/quantity").asInt()).isEqualTo(2);
        }
    }

    private OutboxRow row(WorkKind kind, Destination destination, String operation, String body) {
        return new OutboxRow(
                rows.incrementAndGet(),
                kind,
                destination,
                operation,
                501L,
                601L,
                null,
                1,
                null,
                body.getBytes(StandardCharsets.UTF_8),
                false);
    }

    /** As a sender does it whose last look at its lease is a while ago. */
    private CallResult handle(OutboxRow row, long epoch) {
        Leases leases = new Leases(sql, new Owner() {
            @Override
            public long id() {
                return 1;
            }

            @Override
            public boolean isAlive(long otherId) {
                return true;
            }
        });
        return handlers.find(row.kind(), "")
                .orElseThrow()
                .handle(
                        row,
                        new LeasedPermit(
                                new Lease("mine", 1, epoch),
                                System.nanoTime() - Duration.ofMinutes(1).toNanos(),
                                leases,
                                null,
                                System::nanoTime));
    }

    @Override
    public void close() throws Exception {
        cached.destroy();
        broker.close();
        database.close();
        FileSystemUtils.deleteRecursively(directory);
    }
}
