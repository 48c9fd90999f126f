package org.caravanserai.fulfil;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.IdBlocks;
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
import org.caravanserai.testing.SentMessages;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** The route {@code dispatch} with a broker and a database; a test writes the rows that the batch would have written. */
abstract class DispatchRoutePlay {

    @TempDir
    Path directory;

    final TestDatabase database = TestDatabase.fresh();
    final JdbcClient sql = JdbcClient.create(database.dataSource());
    final AtomicLong sequence = new AtomicLong(1000);
    final OrderKeys keys = new OrderKeys(new MasterKey(new byte[32]), new Sealer());
    Broker broker;
    CachingConnectionFactory cached;
    JmsTemplate warehouse;
    DefaultCamelContext camel;
    Senders senders;
    int account;

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
        warehouse = new JmsTemplate(cached) {
            @Override
            public Message receive(String queue) {
                Message message = super.receive(queue);
                if (message != null) {
                    SentMessages.check(message);
                }
                return message;
            }
        };
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
                events -> List.of(),
                List.of(new ReleaseGroups(database.dataSource(), TimeScale.REAL)),
                Set.of()));
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

    void restart() throws Exception {
        camel.stop();
        cached.destroy();
        broker.close();
        startHub();
        senders.scheduler().start();
    }

    long order(long id, String channelOrderId) {
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
                                ("{\"shipTo\":{\"name\":\"Ada Example\",\"company\":null,\"line1\":\"1 Road\",\"line2\":null,\"line3\":null,\"city\":\"Leeds\","
                                                + "\"region\":null,\"postcode\":\"LS1 1AA\",\"country\":\"GB\",\"phone\":null},\"note\":\"ring twice\"}")
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

    long group(long order, long id, String state, String location) {
        sql.sql(
                        "insert into fulfilment_group (id, order_id, location, state, next_step, next_at, updated_at) values (?, ?, ?, ?, 'release', now(), now())")
                .params(id, order, location, state)
                .update();
        sql.sql("insert into group_line (group_id, line_no, quantity) values (?, 1, 2)")
                .param(id)
                .update();
        return id;
    }

    long row(String kind, String destination, String operation, long order, long group) {
        long id = sequence.incrementAndGet();
        sql.sql(
                        "insert into outbox (id, kind, destination, operation, order_id, group_id, body, next_at, created_at) values (?, ?, ?, ?, ?, ?, ?, now(), now())")
                .params(id, kind, destination, operation, order, group, "{}".getBytes(StandardCharsets.UTF_8))
                .update();
        return id;
    }

    String state(long row) {
        return sql.sql("select state from outbox where id = ?")
                .param(row)
                .query(String.class)
                .single();
    }

    Map<String, Object> groupRow(long id) {
        return sql.sql("select * from fulfilment_group where id = ?")
                .param(id)
                .query()
                .singleRow();
    }
}
