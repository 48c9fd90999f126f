package org.caravanserai.runtime;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.caravanserai.access.LoginTable;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.SecretSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.Brokers;
import org.caravanserai.runtime.home.ConfiguredSecret;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.HomeLock;
import org.caravanserai.runtime.home.HubExit;
import org.caravanserai.runtime.home.HubState;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.runtime.home.Settings;
import org.caravanserai.runtime.instance.HubInstance;
import org.caravanserai.runtime.postgres.Database;
import org.caravanserai.runtime.postgres.Databases;
import org.caravanserai.runtime.postgres.EmbeddedPostgres;
import org.caravanserai.runtime.watch.Meters;
import org.caravanserai.runtime.watch.RouteMeters;
import org.caravanserai.runtime.web.Hawtio;
import org.caravanserai.runtime.web.HealthServlet;
import org.caravanserai.runtime.web.ManagementGate;
import org.caravanserai.runtime.web.MetricsServlet;
import org.caravanserai.runtime.web.SecurityHeaders;
import org.caravanserai.runtime.web.WebServers;
import org.caravanserai.runtime.web.WebSettings;
import org.caravanserai.runtime.wiring.AccessTokens;
import org.caravanserai.runtime.wiring.Bindings;
import org.caravanserai.runtime.wiring.OwnChecks;
import org.caravanserai.runtime.wiring.Services;
import org.caravanserai.runtime.wiring.Wiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One hub, from the first directory to the last closed socket. Start: home, management connector, database, schema, owner's
 * lock, broker, wiring, routes, and only then HTTP accepts. Stop: the reverse, within {@code hub.shutdown.timeout}.
 */
public final class HubRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubRuntime.class);

    private final Home home;
    private final HubConfig config;
    private final HubState state = new HubState();
    private final Deque<Bindings.Task> stops = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private RunFile run;
    private Optional<String> adminToken = Optional.empty();

    private HubRuntime(Home home) {
        this.home = home;
        this.config = Settings.load(home);
    }

    /**
     * Starts the hub of this home.
     *
     * @throws ConfigException when something it was given is wrong; all that was started is stopped again
     */
    public static HubRuntime start(Home home) {
        home.create();
        HubRuntime runtime = new HubRuntime(home);
        try {
            runtime.startAll();
            return runtime;
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /** Where it can be reached. */
    public RunFile run() {
        return run;
    }

    /** The admin's token, at the first start on a database only. */
    public Optional<String> adminToken() {
        return adminToken;
    }

    private void startAll() {
        Duration shutdown = config.duration("hub.shutdown.timeout");
        HomeLock lock = HomeLock.take(home);
        onStop("home lock", lock::close);
        RunFile.delete(home.runFile());
        onStop("run file", () -> RunFile.delete(home.runFile()));
        SecretFiles generated = new SecretFiles(home.secrets());
        Meters meters = new Meters();
        onStop("meters", meters::close);
        AtomicReference<HubCamel> camel = new AtomicReference<>();
        AtomicReference<AccessTokens> tokens = new AtomicReference<>();
        WebServers web = management(generated, meters, camel, tokens);

        Database database = Databases.open(config, home);
        onStop("database", database::close);
        Services services = services(database, generated, meters);
        Bindings bindings = Wiring.wire(services);
        onStop("beans", () -> runAll(bindings.stops()));
        tokens.set(bindings.shared(AccessTokens.class));
        adminToken = tokens.get().firstAdmin().get();
        HubCamel hubCamel =
                new HubCamel(home, Settings.effective(home), bindings, OwnChecks.of(services), shutdown.dividedBy(2));
        onStop("routes", hubCamel::close);
        camel.set(hubCamel);
        hubCamel.start();
        RouteMeters.bind(hubCamel.context(), meters.registry());
        runStarts(bindings.starts());
        web.accept(bindings.servlets());
        onStop("requests", web::drain);

        run = new RunFile(
                ProcessHandle.current().pid(),
                web.port(),
                web.managementPort(),
                services.broker().address(),
                database.url(),
                database.app().user(),
                database.embedded().map(EmbeddedPostgres::pid).orElse(0L),
                services.owner().id(),
                home.directory().toString());
        state.become(HubState.Phase.READY);
        run.write(home.runFile());
        database.embedded()
                .ifPresent(postgres ->
                        postgres.onRestart(pid -> run.withDatabase(pid).write(home.runFile())));
    }

    private WebServers management(
            SecretFiles generated,
            Meters meters,
            AtomicReference<HubCamel> camel,
            AtomicReference<AccessTokens> tokens) {
        WebServers web = new WebServers(WebSettings.from(config));
        Optional<byte[]> scraper =
                ConfiguredSecret.find(config, home, "hub.management.token").map(HubRuntime::bytes);
        ManagementGate gate =
                new ManagementGate(token -> scraper.filter(known -> MessageDigest.isEqual(known, bytes(token)))
                                .isPresent()
                        || tokens.get() != null && tokens.get().known().test(token));
        web.management(web.managementContext(
                "/observe",
                Map.of(
                        "/health/*",
                                new HealthServlet(
                                        state,
                                        () -> camel.get() == null
                                                ? null
                                                : camel.get().context()),
                        "/metrics", new MetricsServlet(meters.registry())),
                List.of(new SecurityHeaders(), gate)));
        Hawtio.context(home, generated).ifPresent(web::management);
        web.start();
        onStop("web servers", web::stop);
        return web;
    }

    private static byte[] bytes(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }

    private Services services(Database database, SecretFiles generated, Meters meters) {
        Clock clock = Clock.systemUTC();
        HubInstance owner = HubInstance.start(
                database,
                clock,
                config.duration("hub.owner.patience"),
                () -> Runtime.getRuntime().halt(HubExit.OWNERSHIP_LOST));
        onStop("owner's lock", owner::close);
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        Broker broker = Brokers.open(config, home, generated, new LoginTable(jdbc)::read, meters.registry());
        onStop("broker", broker::close);
        TransactionTemplate tx = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        TimeScale pace = new TimeScale(factor());
        Path secrets = home.directory().resolve(config.path("hub.secrets"));
        return new Services(
                home,
                config,
                database,
                tx,
                jdbc,
                broker,
                owner,
                clock,
                pace,
                blocks(jdbc, "hub_id", 1000),
                blocks(jdbc, "inbox_id", 100),
                new SecretSource(secrets),
                generated,
                meters.registry());
    }

    private double factor() {
        String factor = config.text("hub.time.factor");
        try {
            return Double.parseDouble(factor);
        } catch (NumberFormatException e) {
            throw new ConfigException("hub.time.factor = " + factor + " is no number");
        }
    }

    private static IdBlocks blocks(JdbcClient jdbc, String sequence, int size) {
        return new IdBlocks(
                () -> jdbc.sql("select nextval(?::regclass)")
                        .param(sequence)
                        .query(Long.class)
                        .single(),
                size);
    }

    private static void runStarts(List<Bindings.Task> tasks) {
        for (Bindings.Task task : tasks) {
            try {
                task.action().run();
            } catch (Exception e) {
                throw new ConfigException("cannot start " + task.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private void onStop(String name, Bindings.TaskAction action) {
        stops.push(new Bindings.Task(name, action));
    }

    private static void runAll(Iterable<Bindings.Task> tasks) {
        for (Bindings.Task task : tasks) {
            try {
                task.action().run();
            } catch (Exception e) {
                LOG.warn("stopping {}: {}", task.name(), e.toString());
            }
        }
    }

    /** Stops in reverse order; what fails to stop is reported and the rest goes on. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            state.become(HubState.Phase.STOPPING);
            runAll(stops);
        }
    }
}
