package org.caravanserai.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.caravanserai.base.Json;
import org.caravanserai.base.SecretSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.account.MemoryRecoveries;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.intake.pull.FetchSteps;
import org.caravanserai.intake.pull.FetchedOrderWriter;
import org.caravanserai.intake.pull.ListSteps;
import org.caravanserai.intake.pull.PollSchedule;
import org.caravanserai.intake.pull.QueueSteps;
import org.caravanserai.intake.pull.Queues;
import org.caravanserai.intake.pull.RecoverySteps;
import org.caravanserai.intake.pull.SqsQueues;
import org.caravanserai.intake.pull.SubscriptionSchedule;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.intake.webhook.IntakeMeters;
import org.caravanserai.intake.webhook.IntakeSteps;
import org.caravanserai.intake.webhook.KeepHeaders;
import org.caravanserai.intake.webhook.RawHttpBinding;
import org.caravanserai.intake.webhook.WebhookSteps;
import org.caravanserai.notify.Authorizer;
import org.caravanserai.notify.CallSteps;
import org.caravanserai.notify.ChannelHttp;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContexts;
import org.caravanserai.notify.OperationSteps;
import org.caravanserai.notify.RefreshTokenClient;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.notify.SubscriptionSteps;
import org.caravanserai.notify.Tokens;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.outbox.budget.BudgetReading;
import org.caravanserai.testing.RouteWatch;
import org.caravanserai.testing.TestClock;

/** The outward and pulling routes with the real route files, recipes and scripts, and stand-ins for database and senders. */
public final class ChannelHub implements AutoCloseable {

    public static final Instant NOW = TestClock.START;

    public final List<NewEvent> stored = new CopyOnWriteArrayList<>();
    public final List<String> readings = new CopyOnWriteArrayList<>();
    public final ConcurrentMap<Integer, Tokens.Token> tokens = new ConcurrentHashMap<>();
    public final FixedAccounts accounts;
    public volatile boolean storeAway;
    public volatile boolean leaseLost;
    public final MemoryRecoveries recoveries;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private RouteWatch watch;

    public ChannelHub(Path secretsDirectory, Queues queues, Account... all) throws Exception {
        this(secretsDirectory, queues, TestClock.standing(), TimeScale.REAL, Duration.ofMillis(700), all);
    }

    /** @param queues null: the accounts' own, over the wire */
    public ChannelHub(
            Path secretsDirectory, Queues queues, Clock clock, TimeScale pace, Duration answer, Account... all)
            throws Exception {
        this(secretsDirectory, queues, clock, pace, answer, "https://hub.example", all);
    }

    /** @param publicUrl where the channels reach this hub; empty: it does not know */
    public ChannelHub(
            Path secretsDirectory,
            Queues queues,
            Clock clock,
            TimeScale pace,
            Duration answer,
            String publicUrl,
            Account... all)
            throws Exception {
        this(
                ChannelRecipes.load(Path.of("transformers")),
                secretsDirectory,
                queues,
                clock,
                pace,
                answer,
                publicUrl,
                all);
    }

    /** With the routes of every channel that are asked to do something. */
    private ChannelHub(
            ChannelRecipes recipes,
            Path secretsDirectory,
            Queues queues,
            Clock clock,
            TimeScale pace,
            Duration answer,
            String publicUrl,
            Account... all)
            throws Exception {
        this(recipes, null, secretsDirectory, queues, clock, pace, answer, publicUrl, all);
        for (ChannelRecipe recipe : recipes.all()) {
            String channel = recipe.channel();
            RouteFiles.channel(camel, "report-status", channel + "-report-status", channel);
            RouteFiles.channel(camel, "report-stock", channel + "-report-stock", channel);
            RouteFiles.channel(camel, "fetch-orders", channel + "-fetch-orders", channel);
            RouteFiles.channel(camel, "poll-orders", channel + "-poll-orders", channel);
            if (recipe.subscriptions() != null) {
                RouteFiles.channel(camel, "reconcile-subscriptions", channel + "-reconcile-subscriptions", channel);
            }
        }
        camel.start();
    }

    /**
     * A hub with routes of {@code routes/channels}; what begins by itself there is quickened.
     *
     * @param files of the channels it is to speak
     * @param wanted the ids of those it is to have
     */
    public static ChannelHub whole(
            ChannelRecipes recipes,
            ChannelScripts scripts,
            Path secretsDirectory,
            Queues queues,
            List<String> files,
            Predicate<String> wanted,
            Account... all)
            throws Exception {
        ChannelHub hub = new ChannelHub(
                recipes,
                scripts,
                secretsDirectory,
                queues,
                TestClock.standing(),
                TimeScale.REAL,
                Duration.ofMillis(700),
                "https://hub.example",
                all);
        hub.watch = RouteWatch.on(hub.camel);
        hub.camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof ScheduledPollEndpoint poll) {
                poll.setInitialDelay(0);
                poll.setDelay(20);
            } else if (endpoint instanceof QuartzEndpoint quartz) {
                quartz.setTriggerStartDelay(0);
            }
            return endpoint;
        });
        RouteFiles.load(hub.camel, files.toArray(String[]::new));
        hub.camel.removeRouteDefinitions(hub.camel.getRouteDefinitions().stream()
                .filter(route -> route.getTemplateParameters() != null && !wanted.test(route.getRouteId()))
                .toList());
        hub.camel.start();
        return hub;
    }

    private ChannelHub(
            ChannelRecipes recipes,
            ChannelScripts compiled,
            Path secretsDirectory,
            Queues queues,
            Clock clock,
            TimeScale pace,
            Duration answer,
            String publicUrl,
            Account... all)
            throws Exception {
        accounts = new FixedAccounts(all);
        SecretSource secrets = new SecretSource(secretsDirectory);
        ChannelScripts scripts = compiled == null ? ChannelScripts.load(recipes) : compiled;
        ResponseClassifier classifier = new ResponseClassifier(scripts, clock);
        RefreshTokenClient tokenClient = new RefreshTokenClient(secrets, clock, pace);
        tokenClient.useContext(camel);
        Tokens vault = new Tokens(new MemoryTokens(), tokenClient, clock, pace);
        FetchedOrderWriter orderWriter = new FetchedOrderWriter(this::store);
        camel.addComponent("outbox", new OutboxStub());
        camel.addComponent("http", ChannelHttp.component(Duration.ofSeconds(2), answer, 8));
        RouteFiles.bind(camel, new OperationSteps(new OperationContexts(accounts, recipes), scripts, classifier));
        RouteFiles.bind(camel, new CallSteps(new Authorizer(secrets, vault)));
        RouteFiles.bind(camel, new FetchSteps(scripts, classifier, orderWriter, clock));
        RouteFiles.bind(camel, new ListSteps(accounts, scripts, classifier, orderWriter, clock, pace));
        recoveries = new MemoryRecoveries(clock);
        RouteFiles.bind(
                camel, new RecoverySteps(accounts, recoveries, id -> readings.add("poll again " + id), clock, pace));
        RouteFiles.bind(camel, new PollSchedule(accounts, recipes, id -> readings.add("poll " + id), clock, pace));
        RouteFiles.bind(
                camel,
                new SubscriptionSchedule(accounts, recipes, id -> readings.add("subscriptions " + id), clock, pace));
        RouteFiles.bind(
                camel, new SubscriptionSteps(publicUrl, (account, what) -> readings.add(account.name() + " " + what)));
        RouteFiles.bind(
                camel,
                new QueueSteps(
                        accounts,
                        recipes,
                        queues == null ? new SqsQueues(recipes, secrets, Duration.ZERO) : queues,
                        new EventClassifier(),
                        this::store));
        RouteFiles.bind(camel, new RawHttpBinding(1 << 20));
        RouteFiles.bind(camel, new KeepHeaders(recipes));
        RouteFiles.bind(camel, new WebhookSteps(accounts, secrets));
        RouteFiles.bind(
                camel,
                new IntakeSteps(
                        new EventClassifier(),
                        this::store,
                        new IntakeMeters(new SimpleMeterRegistry()),
                        id -> readings.add("out of turn " + id)));
        RouteFiles.load(
                camel,
                "10-intake/receive-webhook.camel.yaml",
                "10-intake/webhook-refusals.camel.yaml",
                "50-notify/report-status.camel.yaml",
                "50-notify/report-stock.camel.yaml",
                "50-notify/call-channel.camel.yaml",
                "50-notify/refresh-token.camel.yaml",
                "10-intake/fetch-orders.camel.yaml",
                "10-intake/list-orders.camel.yaml",
                "10-intake/poll-orders.camel.yaml",
                "10-intake/schedule-polls.camel.yaml",
                "50-notify/reconcile-subscriptions.camel.yaml",
                "10-intake/schedule-subscriptions.camel.yaml",
                "10-intake/pull-queue.camel.yaml");
    }

    /** Of a {@link #whole} hub. */
    public RouteWatch watch() {
        return watch;
    }

    public DefaultCamelContext camel() {
        return camel;
    }

    /** Gives a piece of work to the route of {@code kind} as a sender would. */
    public Outcome work(String kind, String channel, int account, String operation, int attempt, ObjectNode input) {
        Exchange exchange = exchange(kind, channel, account, operation, attempt, input);
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange.getProperty(Outcome.PROPERTY, Outcome.class);
    }

    public Exchange exchange(
            String kind, String channel, int account, String operation, int attempt, ObjectNode input) {
        return camel.createFluentProducerTemplate()
                .to("outbox:" + kind + "?channel=" + channel)
                .withProcessor(one -> {
                    Work work = TestWork.of(
                            WorkKind.of(kind), new WorkAccount(account, channel, "one"), operation, attempt, input);
                    one.setProperty(SendPermit.PROPERTY, new RecordingPermit());
                    one.getMessage().setHeader("hubOperation", work.operation());
                    one.getMessage().setHeader("leakMe", "secret of ours");
                    one.getMessage().setBody(work);
                })
                .request(Exchange.class);
    }

    private final class RecordingPermit implements SendPermit {

        @Override
        public void requireLease() {
            if (leaseLost) {
                throw new IllegalStateException("lease lost");
            }
        }

        @Override
        public void charge(String budget, long cost) {
            readings.add("charge " + budget + " " + cost);
        }

        @Override
        public void correct(BudgetReading reading) {
            readings.add(reading.budget() + " " + reading.remaining() + " " + reading.capacity() + " "
                    + (reading.perSecond() == null ? null : plain(reading.perSecond())));
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
    }

    private List<Stored> store(List<NewEvent> events) {
        if (storeAway) {
            throw new IllegalStateException("database is away");
        }
        stored.addAll(events);
        return events.stream().map(event -> new Stored(0, false)).toList();
    }

    private final class MemoryTokens implements Tokens.TokenStore {
        @Override
        public Optional<Tokens.Token> load(int accountId) {
            return Optional.ofNullable(tokens.get(accountId));
        }

        @Override
        public void save(int accountId, Tokens.Token token) {
            tokens.put(accountId, token);
        }
    }

    /** JSON with single quotes. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the outward cases. */
    public static ObjectNode fixture(String file) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(
                    Files.readAllBytes(Path.of("transformers").resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the channel answered to the look at {@code index} of an outward case. */
    public static String lookup(String folder, int index) {
        try {
            return Json.MAPPER
                    .readTree(Files.readAllBytes(
                            Path.of("transformers").resolve(folder).resolve("lookups.json")))
                    .get(index)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
