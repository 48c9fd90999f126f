package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.base.SecretSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.JdbcAccounts;
import org.caravanserai.channel.account.JdbcRecoveries;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.InboxStatement;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.inbox.OwnEventWriter;
import org.caravanserai.notify.Authorizer;
import org.caravanserai.notify.CallSteps;
import org.caravanserai.notify.ChannelHttp;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.runtime.web.PlainErrors;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The API from the socket to the database, with the real route files; each answer is held against the contract. */
final class ApiUnderTest implements AutoCloseable {

    static final int MOST_BYTES = 200_000;

    final TestDatabase database = TestDatabase.fresh();
    final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    final OrderKeys keys = new OrderKeys(new MasterKey(new byte[32]), new Sealer());
    final IdBlocks ids = new IdBlocks(
            () -> jdbc.sql("select nextval('hub_id')").query(Long.class).single(), 1000);
    final Map<Role, String> tokens = new EnumMap<>(Role.class);
    final DayKeys days;
    DefaultCamelContext camel;
    final FakeBrokerSide broker = new FakeBrokerSide();
    private final List<Object> beans;
    private final List<Object> channelBeans;
    final Path secrets = Files.createTempDirectory("api-secrets");
    final TestClock clock = TestClock.ticking();
    final List<Integer> polled = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final InboxWriter writer;
    private final OpenApiInteractionValidator contract;

    ApiUnderTest() throws Exception {
        days = new DayKeys(database.dataSource(), new MasterKey(new byte[32]), new Sealer(), clock);
        ApiTokens made = new ApiTokens(jdbc, ids, clock);
        for (Role role : Role.values()) {
            tokens.put(
                    role,
                    made.create(role.word() + "-anna", role, null, "user:test").text());
        }
        TransactionTemplate tx = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        writer = new InboxWriter(
                new InboxStatement(database.dataSource()),
                // what the inbox seals is not this test's matter
                (account, day, body) -> body,
                new IdBlocks(
                        () -> jdbc.sql("select nextval('inbox_id')")
                                .query(Long.class)
                                .single(),
                        100),
                clock,
                Duration.ofSeconds(10),
                () -> {});
        ServletContextHandler web = new ServletContextHandler("/");
        ServletHolder servlet = ApiServlet.holder();
        ApiServlet.PATHS.forEach(path -> web.addServlet(servlet, path));
        server.addConnector(connector);
        server.setHandler(web);
        PlainErrors.install(server, web);
        server.start();
        beans = ApiBeans.of(
                jdbc,
                tx,
                new AuditLog(database.dataSource(), ids, clock),
                keys,
                days,
                new JdbcAccounts(jdbc, Duration.ZERO, clock),
                made,
                writer,
                broker,
                clock,
                MOST_BYTES,
                Path.of("transformers/canonical"));
        ChannelRecipes recipes = ChannelRecipes.load(Path.of("transformers"));
        ChannelScripts scripts = ChannelScripts.load(recipes);
        channelBeans = List.of(
                new AccountProbe(
                        new JdbcAccounts(jdbc, Duration.ZERO, clock),
                        recipes,
                        scripts,
                        new ResponseClassifier(scripts, clock),
                        clock),
                new OrderImports(
                        tx,
                        new AuditLog(database.dataSource(), ids, clock),
                        new JdbcAccounts(jdbc, Duration.ZERO, clock),
                        recipes,
                        new OwnEventWriter(
                                database.dataSource(),
                                new IdBlocks(
                                        () -> jdbc.sql("select nextval('inbox_id')")
                                                .query(Long.class)
                                                .single(),
                                        100),
                                clock)),
                new AccountRecovery(
                        jdbc,
                        tx,
                        new AuditLog(database.dataSource(), ids, clock),
                        new JdbcAccounts(jdbc, Duration.ZERO, clock),
                        recipes,
                        new JdbcRecoveries(jdbc, clock),
                        polled::add,
                        clock,
                        TimeScale.REAL),
                new CallSteps(new Authorizer(new SecretSource(secrets), null)));
        routes();
        contract = OpenApiInteractionValidator.createForInlineApiSpecification(new ApiContract().text())
                .build();
    }

    /** Items and stock at two locations. */
    void addCatalogue() {
        jdbc.sql("insert into location (code, name) values ('MAIN', 'Main'), ('EAST', 'East')")
                .update();
        jdbc.sql("insert into item (sku) values ('MUG'), ('TEA')").update();
        jdbc.sql("""
                insert into stock (sku, location, on_hand, reserved)
                values ('MUG', 'EAST', 5, 2), ('MUG', 'MAIN', 3, 0), ('TEA', 'MAIN', 1, 1)""").update();
    }

    /** An open case of an order. @return its id */
    long openCase(int account, long order) {
        long id = ids.next();
        jdbc.sql("""
                insert into exception_case (id, code, scope, account_id, order_id, summary, first_seen, last_seen)
                values (?, 'mapping.unknown_sku', 'order', ?, ?, 'SKU X is not known', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')""").params(id, account, order).update();
        return id;
    }

    /** The body of the event that a request was stored as. */
    JsonNode event(Answer answer) throws Exception {
        return Json.MAPPER.readTree(jdbc.sql("select body from inbox where id = ?")
                .param(Long.valueOf(answer.json().path("eventId").asText()))
                .query(byte[].class)
                .single());
    }

    /** Starts Camel anew with the routes as they are in {@link RouteFiles#FOLDER} now. */
    void routes() throws Exception {
        if (camel != null) {
            camel.stop();
        }
        camel = new DefaultCamelContext();
        beans.forEach(bean -> RouteFiles.bind(camel, bean));
        channelBeans.forEach(bean -> RouteFiles.bind(camel, bean));
        camel.addComponent("http", ChannelHttp.component(Duration.ofSeconds(2), Duration.ofSeconds(2), 8));
        RouteFiles.load(camel, "50-notify/call-channel.camel.yaml");
        try (Stream<Path> files = Files.list(Path.of("routes/70-api"))) {
            // all at once: a route configuration is found whatever its file's name
            RouteFiles.load(
                    camel,
                    files.sorted().map(file -> "70-api/" + file.getFileName()).toArray(String[]::new));
        }
        camel.start();
        assertThat(camel.getStatus()).isEqualTo(ServiceStatus.Started);
    }

    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() throws Exception {
            return Json.MAPPER.readTree(response.body());
        }
    }

    Answer get(Role role, String path) throws Exception {
        return call(role, "GET", path, null);
    }

    /** Calls and holds the answer against the contract. */
    Answer call(Role role, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (role != null) {
            request.header("Authorization", "Bearer " + tokens.get(role));
        }
        return send(request.build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .timeout(Duration.ofSeconds(20));
    }

    Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        SimpleResponse.Builder simple =
                SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
        response.headers().firstValue("Content-Type").ifPresent(simple::withContentType);
        var report = contract.validateResponse(
                request.uri().getPath(), Request.Method.valueOf(request.method()), simple.build());
        List<String> faults = report.getMessages().stream()
                .filter(message -> !message.getKey().equals("validation.request.path.missing")
                        && !message.getKey().equals("validation.request.operation.notAllowed"))
                .map(message -> message.getKey() + " " + message.getMessage())
                .toList();
        assertThat(faults)
                .as("%s %s -> %s %s", request.method(), request.uri(), response.statusCode(), response.body())
                .isEmpty();
        return new Answer(response.statusCode(), response);
    }

    int port() {
        return connector.getLocalPort();
    }

    /** An account of a channel; its id. */
    int account(String channel, String name) {
        return jdbc.sql("insert into account (channel, name) values (?, ?) returning id")
                .params(channel, name)
                .query(Integer.class)
                .single();
    }

    /** An order with one line, one group, one parcel and its personal block; its id. */
    long order(int account, String channelOrderId, String number, Instant received) {
        long id = ids.next();
        var key = keys.newKey(id);
        jdbc.sql("insert into order_data_key values (?, ?)")
                .params(id, key.wrapped())
                .update();
        jdbc.sql("""
                        insert into orders (id, account_id, channel_order_id, number, version, content_hash, state, placed_at, currency, total, alerts,
                          doc, personal, inbox_id, received_at, updated_at)
                        values (?, ?, ?, ?, '2026-11-23T12:00:00Z', '\\x00', 'PARTIALLY_SHIPPED', '2026-11-23T12:00:00Z', 'USD', 13.5, 'totals.mismatch', ?, ?, 0, ?, '2026-11-23T12:00:00Z')""")
                .params(
                        id,
                        account,
                        channelOrderId,
                        number,
                        "{\"schema\":\"order.v1\",\"orderId\":\"" + channelOrderId + "\"}",
                        keys.seal(
                                key,
                                "personal",
                                "{\"buyer\":{\"name\":\"Jane Doe\"}}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        received.atOffset(java.time.ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        "insert into order_line (order_id, line_no, channel_line_id, channel_sku, sku, quantity) values (?, 1, 'L1', 'MUG', null, 2)")
                .params(id)
                .update();
        long group = ids.next();
        jdbc.sql("""
                insert into fulfilment_group (id, order_id, location, state, next_step, next_at, updated_at)
                values (?, ?, 'MAIN', 'PARTIALLY_SHIPPED', 'confirm', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')""").params(group, id).update();
        jdbc.sql("insert into group_line values (?, 1, 2, 1)").params(group).update();
        long parcel = ids.next();
        jdbc.sql(
                        "insert into shipment (id, order_id, group_id, reference, parcel_no, carrier, tracking, shipped_at) values (?, ?, ?, 'W1', 1, 'ups', ?, '2026-11-23T12:00:00Z')")
                .params(parcel, id, group, "1Z" + id)
                .update();
        jdbc.sql("insert into shipment_line values (?, 1, 1)").params(parcel).update();
        return id;
    }

    void asOwner(String sql) throws Exception {
        try (Connection connection = database.ownerConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws Exception {
        camel.stop();
        server.stop();
        writer.close();
        database.close();
    }
}
