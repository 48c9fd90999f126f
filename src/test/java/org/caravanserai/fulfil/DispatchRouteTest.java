package org.caravanserai.fulfil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.base.TimeScale;
import org.caravanserai.cases.SenderCases;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.camel.OutboxComponent;
import org.caravanserai.outbox.camel.SenderSteps;
import org.caravanserai.outbox.lease.Owner;
import org.caravanserai.outbox.sender.Senders;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.ScratchBroker;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

class DispatchRouteTest {

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final AtomicLong sequence = new AtomicLong(1000);
    private final OrderKeys keys = new OrderKeys(new MasterKey(new byte[32]), new Sealer());
    private Broker broker;
    private CachingConnectionFactory cached;
    private JmsTemplate warehouse;
    private DefaultCamelContext camel;
    private Senders senders;
    private int account;

    @BeforeEach
    void start() throws Exception {
        List.of("MAIN", "EAST")
                .forEach(location -> sql.sql("insert into location (code, name) values (?, ?)")
                        .params(location, location)
                        .update());
        account = sql.sql("insert into account (channel, name) values ('shopify', 'one') returning id")
                .query(Integer.class)
                .single();
        startHub();
    }

    private void startHub() throws Exception {
        broker = ScratchBroker.start(directory);
        cached = new CachingConnectionFactory(broker.connectionFactory());
        warehouse = new JmsTemplate(cached);
        warehouse.setReceiveTimeout(5000);
        List.of("MAIN", "EAST").forEach(broker::declareLocation);
        IdBlocks ids = new IdBlocks(() -> sequence.addAndGet(1000), 1000);
        OrderBodies bodies = new OrderBodies(sql, keys);
        Owner owner = new Owner() {
            @Override
            public long id() {
                return 1;
            }

            @Override
            public boolean isAlive(long otherId) {
                return false;
            }
        };
        senders = new Senders(new Senders.Needs(
                database.dataSource(),
                owner,
                Clock.systemUTC(),
                new TimeScale(100),
                new Random(1),
                System::nanoTime,
                Duration.ofSeconds(15),
                channel -> SenderPolicy.account(List.of(), Map.of(), 2),
                bodies,
                new SenderCases(database.dataSource(), ids, Clock.systemUTC()),
                new AuditLog(database.dataSource(), ids, Clock.systemUTC()),
                List.of(new ReleaseGroups(sql, TimeScale.REAL))));
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(cached);
        jms.setDeliveryPersistent(true);
        camel = new DefaultCamelContext();
        camel.addComponent("jmsOut", jms);
        camel.addComponent(
                "outbox", new OutboxComponent(senders.handlers(), senders.figures(), new SimpleMeterRegistry()));
        RouteFiles.bind(camel, new DispatchMessages(sql, bodies));
        RouteFiles.bind(camel, new SenderSteps());
        RouteFiles.load(camel, "40-fulfil/dispatch-order.camel.yaml", "50-notify/announce-exception.camel.yaml");
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        senders.scheduler().close();
        cached.destroy();
        broker.close();
        database.close();
    }

    @Test
    void anAllocatedGroupIsReleasedAndItsWarehouseIsTold() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();

        Message message = warehouse.receive("hub.fulfilment.MAIN");
        assertThat(message).isNotNull();
        assertThat(message.getStringProperty("_AMQ_DUPL_ID")).isEqualTo(Long.toString(row));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(2);
        assertThat(Duration.ofMillis(message.getJMSExpiration() - System.currentTimeMillis()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(java.util.Collections.list(message.getPropertyNames()).stream()
                        .filter(name -> name.toString().startsWith("hub"))
                        .toList())
                .isEmpty();
        JsonNode json = Json.MAPPER.readTree(((TextMessage) message).getText());
        assertThat(json.path("type").asText()).isEqualTo("release");
        assertThat(json.path("dispatchId").asText()).isEqualTo(Long.toString(group));
        assertThat(json.path("shipTo").path("name").asText()).isEqualTo("Ada Example");
        assertThat(json.path("lines")).hasSize(1);
        assertThat(json.path("lines").get(0).toString())
                .isEqualTo("{\"line\":1,\"lineId\":\"L1\",\"sku\":\"SKU-1\",\"title\":\"A lamp\",\"quantity\":2}");
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        assertThat(groupRow(group)).containsEntry("state", "RELEASED").containsEntry("next_step", "confirm");
        assertThat(groupRow(group).get("released_at")).isNotNull();
        assertThat(sql.sql("select state from orders where id = ?")
                        .param(order)
                        .query(String.class)
                        .single())
                .isEqualTo("RELEASED");
        assertThat(sql.sql("select action from audit_row").query(String.class).list())
                .containsExactly("group.released");
    }

    @Test
    void aGroupThatWasCancelledMeanwhileIsNotSent() {
        long order = order(501, "6001");
        long group = group(order, 601, "CANCELLED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();

        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("dropped"));
        warehouse.setReceiveTimeout(200);
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNull();
        assertThat(groupRow(group)).containsEntry("state", "CANCELLED");
    }

    @Test
    void aGroupThatWasAllocatedTwiceReachesItsWarehouseOnce() {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long first = row("dispatch", "location:MAIN", "release", order, group);
        long second = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();

        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNotNull();
        await().untilAsserted(() -> assertThat(state(second)).isEqualTo("dropped"));
        assertThat(state(first)).isEqualTo("sent");
        assertThat(groupRow(group)).containsEntry("released_by", first);
        warehouse.setReceiveTimeout(200);
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNull();
    }

    @Test
    void aMessageThatWasSentBeforeTheCrashReachesTheWarehouseOnce() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        senders.scheduler().start();
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNotNull();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));

        // As a hub leaves it that died between the send and the mark.
        sql.sql("update outbox set state = 'sending', epoch = 0 where id = ?")
                .param(row)
                .update();
        senders.scheduler().close();
        restart();

        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        warehouse.setReceiveTimeout(200);
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNull();
    }

    @Test
    void aRecallFollowsItsRelease() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "CANCEL_REQUESTED", "EAST");
        sql.sql("update fulfilment_group set next_step = 'recall-answer', next_at = now()")
                .update();
        row("dispatch", "location:EAST", "release", order, group);
        long recall = row("dispatch", "location:EAST", "recall", order, group);
        senders.scheduler().start();

        List<String> types = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            types.add(Json.MAPPER
                    .readTree(((TextMessage) warehouse.receive("hub.fulfilment.EAST")).getText())
                    .path("type")
                    .asText());
        }
        assertThat(types).containsExactly("release", "recall");
        await().untilAsserted(() -> assertThat(state(recall)).isEqualTo("sent"));
        assertThat(groupRow(group))
                .containsEntry("state", "CANCEL_REQUESTED")
                .containsEntry("next_step", "recall-answer");
    }

    @Test
    void aBuyerWhoWasErasedIsACaseAnnouncedOnTheExceptionQueue() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        sql.sql("delete from order_data_key").update();
        senders.scheduler().start();

        JsonNode announced = Json.MAPPER.readTree(((TextMessage) warehouse.receive("hub.exceptions")).getText());
        assertThat(announced.path("code").asText()).isEqualTo("dispatch-out.rejected");
        assertThat(announced.path("summary").asText()).contains("erased");
        assertThat(state(row)).isEqualTo("case");
        assertThat(sql.sql("select outbox_id from exception_case")
                        .query(Long.class)
                        .single())
                .isEqualTo(row);
    }

    @Test
    void aRouteThatFailsIsOneLineOfTheLogWithItsTrace() {
        long order = order(501, "6001");
        long row = row("dispatch", "location:MAIN", "release", order, group(order, 601, "ALLOCATED", "MAIN"));
        sql.sql("update orders set doc = '{cut'").update();
        try (LogLines log = new LogLines()) {
            senders.scheduler().start();
            await().until(() -> sql.sql("select last_error is not null from outbox where id = ?")
                    .param(row)
                    .query(Boolean.class)
                    .single());

            List<String> failures =
                    log.all().stream().filter(line -> !line.startsWith("INFO")).toList();
            assertThat(failures)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("WARN OutboxConsumer the route of dispatch to location:MAIN failed: "));
            assertThat(failures)
                    .as("the trace stands behind the first attempt")
                    .filteredOn(line -> line.endsWith(" !"))
                    .hasSize(1);
        }
    }

    @Test
    void aRetriedCaseIsSentAgainAndResolvedWhenItIsDelivered() throws Exception {
        long order = order(501, "6001");
        long group = group(order, 601, "ALLOCATED", "MAIN");
        long row = row("dispatch", "location:MAIN", "release", order, group);
        byte[] wrapped = sql.sql("select wrapped from order_data_key")
                .query(byte[].class)
                .single();
        sql.sql("delete from order_data_key").update();
        senders.scheduler().start();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("case"));
        sql.sql("insert into order_data_key values (?, ?)")
                .params(order, wrapped)
                .update();

        // What a retry of the case does.
        sql.sql("update outbox set state = 'pending', attempts = 0, next_at = now() where state = 'case'")
                .update();
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        assertThat(warehouse.receive("hub.fulfilment.MAIN")).isNotNull();
        assertThat(sql.sql("select state from exception_case")
                        .query(String.class)
                        .single())
                .isEqualTo("resolved");
    }

    @Test
    void theRouteIsSeenAndSteeredByJmx() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beans
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",type=consumers,*"),
                        null)
                .stream()
                .filter(one -> one.getKeyProperty("name").contains("OutboxConsumer"))
                .filter(one -> attribute(beans, one, "Kind").equals("dispatch"))
                .findFirst()
                .orElseThrow();
        beans.invoke(name, "pause", null, null);
        long order = order(501, "6001");
        long row = row("dispatch", "location:MAIN", "release", order, group(order, 601, "ALLOCATED", "MAIN"));
        senders.scheduler().start();
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(state(row)).isEqualTo("pending"));
        assertThat(beans.getAttribute(name, "Depth")).isEqualTo(1L);

        beans.invoke(name, "resumeWork", null, null);
        await().untilAsserted(() -> assertThat(state(row)).isEqualTo("sent"));
        assertThat(beans.getAttribute(name, "Handled")).isEqualTo(1L);
    }

    private static Object attribute(MBeanServer beans, ObjectName name, String attribute) {
        try {
            return beans.getAttribute(name, attribute);
        } catch (javax.management.JMException e) {
            return "";
        }
    }

    private void restart() throws Exception {
        camel.stop();
        cached.destroy();
        broker.close();
        startHub();
        senders.scheduler().start();
    }

    private long order(long id, String channelOrderId) {
        OrderKey key = keys.newKey(id);
        sql.sql("""
                insert into orders (id, account_id, channel_order_id, number, version, content_hash, state, doc, personal, inbox_id, received_at, updated_at)
                values (?, ?, ?, '#1', now(), '', 'ALLOCATED', ?, ?, 1, now(), now())""")
                .params(
                        id,
                        account,
                        channelOrderId,
                        "{\"gift\":false,\"lines\":[{\"lineId\":\"L1\",\"title\":\"A lamp\"}]}",
                        keys.seal(
                                key,
                                "personal",
                                "{\"shipTo\":{\"name\":\"Ada Example\",\"line1\":\"1 Road\"},\"note\":\"ring twice\"}"
                                        .getBytes(StandardCharsets.UTF_8)))
                .update();
        sql.sql("insert into order_data_key values (?, ?)")
                .params(id, key.wrapped())
                .update();
        sql.sql(
                        "insert into order_line (order_id, line_no, channel_line_id, sku, quantity) values (?, 1, 'L1', 'SKU-1', 2)")
                .param(id)
                .update();
        return id;
    }

    private long group(long order, long id, String state, String location) {
        sql.sql(
                        "insert into fulfilment_group (id, order_id, location, state, next_step, next_at, updated_at) values (?, ?, ?, ?, 'release', now(), now())")
                .params(id, order, location, state)
                .update();
        sql.sql("insert into group_line (group_id, line_no, quantity) values (?, 1, 2)")
                .param(id)
                .update();
        return id;
    }

    private long row(String kind, String destination, String operation, long order, long group) {
        long id = sequence.incrementAndGet();
        sql.sql(
                        "insert into outbox (id, kind, destination, operation, order_id, group_id, body, next_at, created_at) values (?, ?, ?, ?, ?, ?, ?, now(), now())")
                .params(id, kind, destination, operation, order, group, "{}".getBytes(StandardCharsets.UTF_8))
                .update();
        return id;
    }

    private String state(long row) {
        return sql.sql("select state from outbox where id = ?")
                .param(row)
                .query(String.class)
                .single();
    }

    private Map<String, Object> groupRow(long id) {
        return sql.sql("select * from fulfilment_group where id = ?")
                .param(id)
                .query()
                .singleRow();
    }
}
