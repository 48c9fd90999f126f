package org.caravanserai.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.camel.health.HealthCheck;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CommittedCases;
import org.caravanserai.cases.SenderCases;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An account that is not well, from its case to whoever looks: health, figures, log. */
class AccountTroubleTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestClock clock = TestClock.standing();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AccountFigures figures = new AccountFigures(jdbc, clock, meters);
    private final CommittedCases cases = new CommittedCases(
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
            new SenderCases(
                    database.dataSource(),
                    new IdBlocks(
                            () -> jdbc.sql("select nextval('hub_id')")
                                    .query(Long.class)
                                    .single(),
                            1000),
                    clock));

    @AfterEach
    void stop() {
        database.close();
    }

    private int account(String name, String mode) {
        return jdbc.sql("insert into account (channel, name, mode) values ('amazon', ?, ?) returning id")
                .params(name, mode)
                .query(Integer.class)
                .single();
    }

    private static NewCase unreadable(int account) {
        return new NewCase(
                0,
                "queue.unreadable",
                "account",
                account,
                null,
                null,
                null,
                null,
                "amazon account mugs: its queue cannot be read (403)",
                "{}",
                "queue");
    }

    private double gauge(String account, String cause) {
        clock.move(Duration.ofSeconds(6));
        return meters.get("hub.account.trouble")
                .tags("account", account, "cause", cause)
                .gauge()
                .value();
    }

    private HealthCheck.Result health() {
        clock.move(Duration.ofSeconds(6));
        return figures.call();
    }

    @Test
    void everybodySeesItOnceAndThatItIsOver() {
        int mugs = account("mugs", "live");
        account("cups", "shadow");
        account("gone", "off");
        figures.watch();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(gauge("mugs", "queue")).isZero();
        assertThat(meters.find("hub.account.trouble").tag("account", "gone").gauge())
                .isNull();
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 20; i++) {
                cases.open(unreadable(mugs));
            }
            assertThat(jdbc.sql("select count from exception_case where state <> 'resolved'")
                            .query(Integer.class)
                            .list())
                    .containsExactly(20);
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health().getMessage()).contains("amazon account mugs: its queue cannot be read (403)");
            assertThat(gauge("mugs", "queue")).isOne();
            assertThat(gauge("mugs", "poll")).isZero();
            assertThat(gauge("cups", "queue")).isZero();
            cases.over(mugs, "queue");
            cases.over(mugs, "queue");
            assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(gauge("mugs", "queue")).isZero();
            assertThat(log.all())
                    .filteredOn(line -> line.contains("SenderCases"))
                    .isEqualTo(List.of(
                            "WARN SenderCases queue.unreadable: amazon account mugs: its queue cannot be read (403)",
                            "INFO SenderCases amazon account mugs: its case about 'queue' is over"));
        }
    }

    /** A shop that is away is no reason to restart a hub, or to send it nothing. */
    @Test
    void itCountsNeitherForLivenessNorForReadiness() {
        assertThat(figures.isLiveness()).isFalse();
        assertThat(figures.isReadiness()).isFalse();
    }
}
