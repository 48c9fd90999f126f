package org.caravanserai.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.audit.CheckpointKey;
import org.caravanserai.audit.CheckpointLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.fulfil.TimerSweep;
import org.caravanserai.inbox.InboxRetention;
import org.caravanserai.inbox.InboxStatement;
import org.caravanserai.inbox.InboxWriter;
import org.caravanserai.outbox.source.Attempts;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.runtime.instance.EndedInstances;
import org.caravanserai.testing.RoutePlay;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** What the hub does of itself, by the clock; the routes' timers are fired by hand. */
public final class WatchPlay implements RoutePlay {

    private final TestClock clock = TestClock.ticking();
    private TestDatabase database;
    private JdbcClient jdbc;
    private DefaultCamelContext camel;

    @Override
    public void play(String file, Duration patience) throws Exception {
        Path home = Files.createTempDirectory("watch-play");
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database.dataSource());
        DayKeys days = new DayKeys(database.dataSource(), new MasterKey(new byte[32]), new Sealer(), clock);
        try (InboxWriter inbox = new InboxWriter(
                        new InboxStatement(database.dataSource()),
                        days::seal,
                        new IdBlocks(
                                () -> jdbc.sql("select nextval('inbox_id')")
                                        .query(Long.class)
                                        .single(),
                                100),
                        clock,
                        Duration.ofSeconds(10),
                        () -> {});
                DefaultCamelContext started = new DefaultCamelContext()) {
            camel = started;
            Path checkpoints = home.resolve("checkpoints.jsonl");
            RouteFiles.bind(
                    camel,
                    new CheckpointLog(
                            checkpoints, CheckpointKey.open(home.resolve("key")), database.dataSource(), clock));
            RouteFiles.bind(camel, days);
            RouteFiles.bind(camel, new DailyJobs(jdbc, clock, 1));
            RouteFiles.bind(
                    camel,
                    new RetentionJobs(
                            new InboxRetention(jdbc),
                            new Attempts(jdbc),
                            new DailyJobs(jdbc, clock, 1),
                            new EndedInstances(jdbc, Set::of),
                            clock));
            RouteFiles.bind(camel, new TimerSweep(jdbc, inbox, clock, 4));
            Properties properties = new Properties();
            properties.setProperty("hub.timers.period", "1000");
            camel.getPropertiesComponent().setInitialProperties(properties);
            RouteFiles.load(camel, file);
            String route = camel.getRouteDefinitions().get(0).getRouteId();
            AdviceWith.adviceWith(camel, route, advice -> advice.replaceFromWith("direct:" + route));
            camel.start();
            play(route, days, checkpoints);
        } finally {
            database.close();
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private void play(String route, DayKeys days, Path checkpoints) throws Exception {
        switch (route) {
            case "sign-checkpoint" -> {
                IdBlocks ids = new IdBlocks(
                        () -> jdbc.sql("select nextval('hub_id')")
                                .query(Long.class)
                                .single(),
                        1000);
                new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                        .executeWithoutResult(status -> new AuditLog(database.dataSource(), ids, clock)
                                .write(AuditRow.of("account.connected", "test", null, Json.MAPPER.createObjectNode())));
                fire(route);
                assertThat(Files.readAllLines(checkpoints))
                        .singleElement()
                        .asString()
                        .contains("\"seq\":1");
            }
            case "destroy-day-keys" -> {
                days.seal(1, days.today().minusDays(7), new byte[] {1});
                days.seal(1, days.today().minusDays(8), new byte[] {1});
                fire(route);
                assertThat(count("day_key")).isEqualTo(1);
            }
            case "forget-deliveries" -> {
                for (int delivery = 1; delivery <= 2; delivery++) {
                    jdbc.sql(
                                    "insert into inbox_key (account_id, key_hash, inbox_id, received_at) values (1, ?, 1, '2026-10-23T12:00:00Z')")
                            .param(new byte[] {(byte) delivery})
                            .update();
                    fire(route);
                }
                assertThat(count("inbox_key"))
                        .as("the first of two: once a day")
                        .isEqualTo(1);
            }
            case "forget-attempts" -> {
                for (int attempt = 1; attempt <= 2; attempt++) {
                    attempt("2026-10-23T12:00:00Z");
                    attempt("2026-10-25T12:00:00Z");
                    fire(route);
                }
                assertThat(count("attempt where at < '2026-10-24T12:00:00Z'"))
                        .as("the first of two: once a day")
                        .isEqualTo(1);
                assertThat(count("attempt where at > '2026-10-24T12:00:00Z'")).isEqualTo(2);
            }
            case "forget-dead-hubs" -> {
                jdbc.sql("insert into job_run (job, due, owner) values ('forget-dead-hubs', '2026-10-23T12:00:00Z', 1)")
                        .update();
                for (int hub = 7; hub <= 8; hub++) {
                    jdbc.sql(
                                    "insert into hub_instance (id, host, pid, started_at) values (?, 'h', 1, '2026-11-15T12:00:00Z')")
                            .param(hub)
                            .update();
                    fire(route);
                }
                assertThat(count("hub_instance"))
                        .as("the first of two: once a day")
                        .isEqualTo(1);
                assertThat(count("job_run")).as("today's own").isEqualTo(1);
            }
            case "wake-groups" -> {
                jdbc.sql(
                                "insert into orders (id, account_id, channel_order_id, number, version, content_hash, state, doc, inbox_id, received_at, updated_at)"
                                        + " values (501, 1, '6001', '#1', '2026-11-23T12:00:00Z', '', 'BACKORDERED', '{}', 1, '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                        .update();
                jdbc.sql(
                                "insert into fulfilment_group (id, order_id, state, next_step, next_at, updated_at) values (601, 501, 'BACKORDERED', 'retry-allocation', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                        .update();
                fire(route);
                fire(route);
                assertThat(jdbc.sql("select kind || ' ' || topic from inbox")
                                .query(String.class)
                                .list())
                        .containsExactly("timer retry-allocation");
            }
            default -> throw new AssertionError("nobody plays " + route);
        }
    }

    private void attempt(String at) {
        jdbc.sql(
                        "insert into attempt (reference, number, call, outcome, answer, at) values ('outbox/1', 1, 'release', 'retry', '', ?::timestamptz)")
                .param(at)
                .update();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private void fire(String route) {
        camel.createFluentProducerTemplate().to("direct:" + route).send();
    }

    @Override
    public void close() {
        // each play closes its own
    }
}
