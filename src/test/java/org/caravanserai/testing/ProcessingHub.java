package org.caravanserai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.caravanserai.allocate.Processing;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.base.TimeScale;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.JdbcAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.InboxComponent;
import org.caravanserai.inbox.InboxConsumer;
import org.caravanserai.inbox.InboxStatement;
import org.caravanserai.inbox.InboxWork;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.order.ContentHash;
import org.caravanserai.order.Precedence;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.runtime.watch.TapWatch;
import org.caravanserai.sourcing.PrioritySourcing;
import org.caravanserai.sourcing.SourcingSettings;
import org.caravanserai.translate.Mappings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The processing half of a hub on a database of its own: events in, orders out; real routes, no network. */
public final class ProcessingHub implements AutoCloseable {

    /** An order waits until all of it is there: what most tests are about is easier to see so. */
    private static final SourcingSettings WHOLE = new SourcingSettings(3, false);

    private final TestDatabase database;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final InboxWriter writer;
    private final JdbcClient sql;
    private final TestClock clock = TestClock.ticking();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong reference = new AtomicLong();
    private Duration patience = Duration.ofSeconds(30);

    /** @param routes the folder of routes, so that a test may run on a changed copy */
    public ProcessingHub(Path routes, int workers) {
        this(routes, workers, HoldSettings.STRICT);
    }

    public ProcessingHub(Path routes, int workers, HoldSettings holds) {
        this(routes, workers, holds, context -> {});
    }

    /** @param components adds what routes that a test has changed send to */
    public ProcessingHub(Path routes, int workers, HoldSettings holds, Consumer<DefaultCamelContext> components) {
        this(TestDatabase.fresh(), routes, workers, 1L, holds, WHOLE, components);
    }

    public ProcessingHub(Path routes, int workers, SourcingSettings sourcing) {
        this(TestDatabase.fresh(), routes, workers, 1L, HoldSettings.STRICT, sourcing, context -> {});
    }

    public ProcessingHub(TestDatabase database, Path routes, int workers, long owner) {
        this(database, routes, workers, owner, HoldSettings.STRICT, WHOLE, context -> {});
    }

    private ProcessingHub(
            TestDatabase database,
            Path routes,
            int workers,
            long owner,
            HoldSettings holds,
            SourcingSettings sourcing,
            Consumer<DefaultCamelContext> components) {
        try {
            this.database = database;
            this.sql = JdbcClient.create(database.dataSource());
            MasterKey key = new MasterKey(new byte[32]);
            Sealer sealer = new Sealer();
            DayKeys days = new DayKeys(database.dataSource(), key, sealer, clock);
            WorkSignal signal = new WorkSignal();
            writer = new InboxWriter(
                    new InboxStatement(database.dataSource()),
                    days::seal,
                    ids(database.dataSource(), "inbox_id", 100),
                    clock,
                    Duration.ofSeconds(10),
                    signal::wake);
            TransactionTemplate transaction =
                    new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
            camel.addComponent(
                    "inbox",
                    new InboxComponent(new InboxWork(
                            database.dataSource(),
                            transaction,
                            signal,
                            () -> {},
                            clock,
                            TimeScale.REAL,
                            owner,
                            id -> true)));
            BatchDependencies dependencies = new BatchDependencies(
                    database.dataSource(),
                    ids(database.dataSource(), "hub_id", 1000),
                    clock,
                    TimeScale.REAL,
                    new JdbcAccounts(sql, Duration.ZERO, clock),
                    ChannelRecipes.load(Path.of("transformers")),
                    new Precedence(Duration.ofMinutes(5)));
            Mappings mappings = Mappings.load(Path.of("transformers"));
            new Processing(
                            dependencies,
                            days,
                            new OrderKeys(key, sealer),
                            new BlindIndex(key),
                            new ContentHash(key),
                            new PrioritySourcing(sourcing),
                            Duration.ofMinutes(15),
                            holds)
                    .beans(Path.of("transformers"), () -> mappings)
                    .forEach(bean -> RouteFiles.bind(camel, bean));
            TapWatch.on(camel, meters, clock);
            components.accept(camel);
            Properties properties = new Properties();
            properties.setProperty("hub.inbox.batch-size", "200");
            properties.setProperty("hub.inbox.workers", Integer.toString(workers));
            properties.setProperty("hub.inbox.attempts", "1");
            camel.getPropertiesComponent().setOverrideProperties(properties);
            for (String folder : List.of("20-translate", "30-allocate", "60-recover")) {
                load(routes.resolve(folder));
            }
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException("the processing hub does not start", e);
        }
    }

    private void load(Path folder) throws Exception {
        StepWatch.on(camel);
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().matches(".*\\.camel\\.yaml"))
                    .sorted()
                    .toList()) {
                Resource resource = ResourceHelper.resolveResource(camel, "file:" + file);
                PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            }
        }
    }

    private static IdBlocks ids(DataSource source, String sequence, int size) {
        JdbcClient client = JdbcClient.create(source);
        return new IdBlocks(
                () -> client.sql("select nextval('" + sequence + "')")
                        .query(Long.class)
                        .single(),
                size);
    }

    public JdbcClient sql() {
        return sql;
    }

    public TestDatabase database() {
        return database;
    }

    public DefaultCamelContext camel() {
        return camel;
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** The hub's only clock; it starts on the day of the fixtures. */
    public TestClock clock() {
        return clock;
    }

    public InboxWriter inbox() {
        return writer;
    }

    public int connect(String channel, String name) {
        return sql.sql("insert into account (channel, name, base_url) values (?, ?, 'http://127.0.0.1:1') returning id")
                .param(channel)
                .param(name)
                .query(Integer.class)
                .single();
    }

    public void location(String code, int priority) {
        sql.sql("insert into location (code, name, priority) values (?, ?, ?)")
                .param(code)
                .param(code)
                .param(priority)
                .update();
    }

    /** Puts units there as the first count of the place, older than whatever the fixtures of {@link Orders} say. */
    public void stock(String sku, String location, int units) {
        sql.sql("insert into item (sku) values (?) on conflict do nothing")
                .param(sku)
                .update();
        sql.sql("insert into stock (sku, location, on_hand, counted_at) values (?, ?, ?, ?::timestamptz)")
                .param(sku)
                .param(location)
                .param(units)
                .param(Orders.DAY_BEFORE)
                .update();
        sql.sql(
                        "insert into stock_ledger (id, sku, location, kind, quantity, as_of, at) values (nextval('hub_id'), ?, ?, 'count', ?, ?::timestamptz, ?::timestamptz)")
                .param(sku)
                .param(location)
                .param(units)
                .param(Orders.DAY_BEFORE)
                .param(Orders.DAY_BEFORE)
                .update();
    }

    public Stored event(int account, String kind, String shape, String orderKey, String eventKey, JsonNode body) {
        return event(account, kind, shape, orderKey, eventKey, body.toString());
    }

    public Stored event(int account, String kind, String shape, String orderKey, String eventKey, String body) {
        return writer.store(new NewEvent(
                account,
                EventKind.of(kind),
                EventSource.WEBHOOK,
                "",
                shape,
                orderKey,
                eventKey.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                false,
                null));
    }

    /** What a channel answered when it was asked for the order alone. @param kept headers */
    public Stored fetched(int account, String kind, String orderKey, JsonNode body, Map<String, String> kept) {
        return writer.store(new NewEvent(
                account,
                EventKind.of(kind),
                EventSource.FETCH,
                "",
                "canonical",
                orderKey,
                key().getBytes(StandardCharsets.UTF_8),
                kept,
                body.toString().getBytes(StandardCharsets.UTF_8),
                false,
                null));
    }

    /** A login of the broker for a location; nobody knows its password. */
    public void login(String name, String location) {
        sql.sql("""
                        insert into broker_login (name, role, location, salt, hash, created_at, created_by)
                        values (?, 'warehouse', ?, '', '', ?, 'test')""")
                .params(name, location, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What a login of the broker sent to the hub's queues. */
    public Stored sent(String login, String kind, JsonNode body) {
        int jms = sql.sql("select id from account where channel = 'hub' and name = 'jms'")
                .query(Integer.class)
                .single();
        return writer.store(new NewEvent(
                jms,
                EventKind.of(kind),
                EventSource.JMS,
                "",
                "",
                "dispatch/" + body.path("dispatchId").asText(),
                key().getBytes(StandardCharsets.UTF_8),
                Map.of(HubHeaders.LOGIN, login),
                body.toString().getBytes(StandardCharsets.UTF_8),
                false,
                null));
    }

    /** A key nobody has used. */
    public String key() {
        return "key-" + reference.incrementAndGet();
    }

    /** How long {@link #awaitQuiet} waits; shorter where quiet is not expected. */
    public ProcessingHub patience(Duration duration) {
        patience = duration;
        return this;
    }

    public void awaitQuiet() {
        Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sql.sql("select count(*) from inbox_todo")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    /** How often a batch, or an event alone, failed and was tried otherwise. */
    public long halved() {
        return ((InboxConsumer) camel.getRoute("process-inbox").getConsumer()).getFailures();
    }

    public long count(String query, Object... parameters) {
        var statement = sql.sql("select count(*) from " + query);
        for (Object parameter : parameters) {
            statement = statement.param(parameter);
        }
        return statement.query(Long.class).single();
    }

    public JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What it would have sent is held against its schemas, whatever the test was about. */
    @Override
    public void close() {
        try (database;
                writer) {
            camel.stop();
            SentMessages.checkOutbox(sql, camel);
        }
    }
}
