package org.caravanserai.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks back through accounts: none is shortened by another, and none is done twice. */
class JdbcRecoveriesTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOW = TestClock.START;

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static int account;

    private final TestClock clock = TestClock.standing();
    private final Recoveries recoveries = new JdbcRecoveries(jdbc, clock);

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database.dataSource());
        account = jdbc.sql("insert into account (channel, name) values ('shopify', 'north') returning id")
                .query(Integer.class)
                .single();
    }

    @BeforeEach
    void none() {
        jdbc.sql("delete from account_recovery").update();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private Recovery underWay() {
        return recoveries.open(account).orElseThrow();
    }

    private String state() {
        return jdbc.sql(
                        "select orders || ' ' || asked_by || ' ' || (ended_at is not null) || ' ' || coalesce(last_error, '-') from account_recovery")
                .query(String.class)
                .single();
    }

    @Test
    void itGoesOnWhereItWasUntilItIsOver() {
        recoveries.ask(account, NOW.minus(DAY.multipliedBy(2)), "user:anna", "lost");
        Recovery first = underWay();
        assertThat(first.through()).isEqualTo(first.since());
        assertThat(first.until()).isEqualTo(NOW);
        recoveries.failed(first, "the channel has failed (502)");
        assertThat(state()).isEqualTo("0 user:anna false the channel has failed (502)");

        recoveries.advance(first, first.nextSlice(DAY), 7);
        assertThat(underWay().through()).isEqualTo(NOW.minus(DAY));
        recoveries.advance(first, first.nextSlice(DAY), 7);
        assertThat(underWay().through()).as("told twice, done once").isEqualTo(NOW.minus(DAY));

        recoveries.advance(underWay(), NOW, 2);
        assertThat(recoveries.open(account)).isEmpty();
        assertThat(state()).isEqualTo("9 user:anna true -");
    }

    @Test
    void askedForAgainWhileUnderWayWhatEitherHasStillToDoIsDone() {
        recoveries.ask(account, NOW.minus(DAY.multipliedBy(4)), "user:anna", "lost");
        Recovery first = underWay();
        recoveries.advance(first, NOW.minus(DAY.multipliedBy(3)), 5);

        recoveries.ask(account, NOW.minus(DAY), "user:ben", "and this");
        assertThat(underWay().through()).as("never forward").isEqualTo(NOW.minus(DAY.multipliedBy(3)));

        Recovery slice = underWay();
        recoveries.ask(account, NOW.minus(DAY.multipliedBy(9)), "user:ben", "and that");
        recoveries.advance(slice, slice.nextSlice(DAY), 5);
        assertThat(underWay().through())
                .as("a slice of what was asked before does not count")
                .isEqualTo(NOW.minus(DAY.multipliedBy(9)));
    }

    @Test
    void afterItIsOverTheNextBeginsAnew() {
        recoveries.ask(account, NOW.minus(DAY.multipliedBy(4)), "user:anna", "lost");
        recoveries.advance(underWay(), NOW, 5);

        recoveries.ask(account, NOW.minus(DAY), "user:ben", "lost again");
        assertThat(underWay().since()).isEqualTo(NOW.minus(DAY));
        assertThat(state()).isEqualTo("0 user:ben false -");
    }

    @Test
    void aLongSpanTakesNoMoreThanAHundredSlices() {
        Recovery years = new Recovery(1, NOW.minus(Duration.ofDays(3650)), NOW, NOW.minus(Duration.ofDays(3650)));
        int slices = 0;
        while (years.through().isBefore(years.until())) {
            years = new Recovery(1, years.since(), years.until(), years.nextSlice(DAY));
            slices++;
        }
        assertThat(slices).isEqualTo(100);
        assertThat(years.through()).isEqualTo(NOW);
    }
}
