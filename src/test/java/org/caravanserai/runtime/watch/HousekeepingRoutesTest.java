package org.caravanserai.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
import org.caravanserai.inbox.InboxRetention;
import org.caravanserai.outbox.source.Attempts;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.runtime.instance.EndedInstances;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The route files of 80-watch, fired by hand instead of by their timers. */
class HousekeepingRoutesTest {

    @TempDir
    Path home;

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestClock clock = TestClock.standing();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private DayKeys days;
    private Path checkpoints;

    @BeforeEach
    void load() throws Exception {
        checkpoints = home.resolve("checkpoints.jsonl");
        days = new DayKeys(database.dataSource(), new MasterKey(new byte[32]), new Sealer(), clock);
        RouteFiles.bind(
                camel,
                new CheckpointLog(checkpoints, CheckpointKey.open(home.resolve("key")), database.dataSource(), clock));
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
        RouteFiles.load(
                camel,
                "80-watch/sign-checkpoint.camel.yaml",
                "80-watch/destroy-day-keys.camel.yaml",
                "80-watch/forget-deliveries.camel.yaml",
                "80-watch/forget-dead-hubs.camel.yaml");
        for (String route : camel.getRouteDefinitions().stream()
                .map(one -> one.getRouteId())
                .toList()) {
            AdviceWith.adviceWith(camel, route, advice -> advice.replaceFromWith("direct:" + route));
        }
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        database.close();
    }

    private void fire(String route) {
        camel.createFluentProducerTemplate().to("direct:" + route).send();
    }

    @Test
    void eachMinuteTheTrailIsWitnessedUnlessItStands() throws Exception {
        fire("sign-checkpoint");
        assertThat(checkpoints).as("an empty trail").doesNotExist();
        IdBlocks ids = new IdBlocks(
                () -> jdbc.sql("select nextval('hub_id')").query(Long.class).single(), 1000);
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .executeWithoutResult(status -> new AuditLog(database.dataSource(), ids, clock)
                        .write(AuditRow.of("account.connected", "test", null, Json.MAPPER.createObjectNode())));

        fire("sign-checkpoint");
        fire("sign-checkpoint");

        assertThat(Files.readAllLines(checkpoints)).singleElement().asString().contains("\"seq\":1");
    }

    @Test
    void intakeKeysOlderThanSevenDaysAreDestroyed() {
        int account = jdbc.sql("insert into account (channel, name) values ('shopify', 'one') returning id")
                .query(Integer.class)
                .single();
        for (int ago : new int[] {0, 7, 8, 30}) {
            days.seal(account, days.today().minusDays(ago), new byte[] {1});
        }

        fire("destroy-day-keys");

        assertThat(jdbc.sql("select ?::date - day from day_key order by 1")
                        .param(days.today())
                        .query(Integer.class)
                        .list())
                .containsExactly(0, 7);
    }

    @Test
    void deliveriesAreForgottenOnceADay() {
        String old =
                "insert into inbox_key (account_id, key_hash, inbox_id, received_at) values (1, ?, 1, timestamptz '2026-11-23T12:00:00Z' - ?::interval)";
        jdbc.sql(old).params(new byte[] {1}, "31 days").update();
        jdbc.sql(old).params(new byte[] {2}, "29 days").update();
        fire("forget-deliveries");
        assertThat(jdbc.sql("select count(*) from inbox_key").query(Long.class).single())
                .isEqualTo(1);

        jdbc.sql(old).params(new byte[] {3}, "31 days").update();
        fire("forget-deliveries");
        assertThat(jdbc.sql("select count(*) from inbox_key").query(Long.class).single())
                .as("today's run is done")
                .isEqualTo(2);
    }

    @Test
    void deadHubsAndOldJobsAreForgotten() {
        jdbc.sql(
                        "insert into hub_instance (id, host, pid, started_at) values (7, 'h', 1, '2026-11-15T12:00:00Z'), (8, 'h', 1, '2026-11-17T12:00:00Z')")
                .update();
        jdbc.sql("insert into job_run (job, due, owner) values ('forget-dead-hubs', '2026-10-23T12:00:00Z', 1)")
                .update();

        fire("forget-dead-hubs");

        assertThat(jdbc.sql("select id from hub_instance").query(Long.class).list())
                .containsExactly(8L);
        assertThat(jdbc.sql("select count(*) from job_run").query(Long.class).single())
                .as("today's own")
                .isEqualTo(1);
    }
}
