package org.caravanserai.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bodies are readable for a week, by every hub, and by nobody afterwards. */
class DayKeysTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static TestDatabase database;
    private final MasterKey master = new MasterKey(new byte[32]);

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void clean() {
        JdbcClient.create(database.dataSource()).sql("delete from day_key").update();
    }

    private DayKeys hub() {
        return new DayKeys(
                database.dataSource(),
                master,
                new Sealer(),
                Clock.fixed(Instant.parse("2026-11-23T23:59:59Z"), ZoneOffset.UTC));
    }

    @Test
    void anotherHubOpensWhatOneSealed() {
        byte[] sealed = hub().seal(1, TODAY, new byte[] {1, 2, 3});
        assertThat(hub().open(1, TODAY, sealed)).containsExactly(1, 2, 3);
    }

    @Test
    void anotherAccountsKeyDoesNotOpenIt() {
        DayKeys hub = hub();
        byte[] sealed = hub.seal(1, TODAY, new byte[] {1});
        hub.seal(2, TODAY, new byte[] {1});
        assertThatThrownBy(() -> hub.open(2, TODAY, sealed)).isInstanceOf(SealException.class);
    }

    @Test
    void hubsThatMakeTheKeyAtOnceUseTheSame() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<byte[]>> work = IntStream.range(0, 16)
                .<Callable<byte[]>>mapToObj(i -> () -> hub().seal(3, TODAY, new byte[] {7}))
                .toList();
        List<Future<byte[]>> sealed = pool.invokeAll(work);
        pool.shutdown();
        for (Future<byte[]> one : sealed) {
            assertThat(hub().open(3, TODAY, one.get())).containsExactly(7);
        }
    }

    @Test
    void afterAWeekABodyCannotBeReadAnyMore() {
        DayKeys hub = hub();
        byte[] old = hub.seal(1, TODAY.minusDays(8), new byte[] {1});
        byte[] kept = hub.seal(1, TODAY.minusDays(7), new byte[] {1});
        assertThat(hub.destroyOlderThan(7)).isEqualTo(1);
        assertThat(hub.open(1, TODAY.minusDays(7), kept)).containsExactly(1);
        assertThatThrownBy(() -> hub.open(1, TODAY.minusDays(8), old))
                .isInstanceOf(ErasedException.class)
                .hasMessageContaining("2026-11-15");
    }

    /** A hub whose clock runs eight days ahead. */
    @Test
    void noClockDestroysTheKeyOfABodyThatWasNotWorkedOn() {
        DayKeys ahead = new DayKeys(
                database.dataSource(),
                master,
                new Sealer(),
                Clock.fixed(Instant.parse("2026-12-01T12:00:00Z"), ZoneOffset.UTC));
        JdbcClient sql = JdbcClient.create(database.dataSource());
        List<String> waits = List.of(
                "insert into inbox_todo (id, lane) values (1, 0)",
                "insert into inbox_fetch (id, account_id, order_key, next_at) values (1, 4, 'x', '2026-11-23T12:00:00Z')",
                "insert into exception_case (id, code, scope, account_id, inbox_id, summary, first_seen, last_seen)"
                        + " values (1, 'mapping.not_canonical', 'event', 4, 1, 's', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')");
        List<String> ends = List.of(
                "delete from inbox_todo", "delete from inbox_fetch", "update exception_case set state = 'resolved'");
        for (int i = 0; i < waits.size(); i++) {
            byte[] sealed = hub().seal(4, TODAY, new byte[] {1});
            sql.sql("insert into inbox (id, account_id, kind, source, lane, body, day, received_at)"
                            + " values (1, 4, 'order', 'webhook', 0, ?, ?, '2026-11-23T12:00:00Z')")
                    .params(sealed, TODAY)
                    .update();
            sql.sql(waits.get(i)).update();
            assertThat(ahead.destroyOlderThan(7)).as(waits.get(i)).isZero();
            assertThat(hub().open(4, TODAY, sealed)).containsExactly(1);
            sql.sql(ends.get(i)).update();
            assertThat(ahead.destroyOlderThan(7)).as(ends.get(i)).isEqualTo(1);
            sql.sql("delete from inbox").update();
        }
    }

    /** Nobody has to work on what is only noise, and people do not look at it for ever. */
    @Test
    void aCaseAboutNoiseKeepsNoKey() {
        JdbcClient sql = JdbcClient.create(database.dataSource());
        byte[] sealed = hub().seal(4, TODAY.minusDays(9), new byte[] {1});
        sql.sql("insert into inbox (id, account_id, kind, source, lane, body, day, received_at)"
                        + " values (2, 4, 'unrecognised', 'webhook', 0, ?, ?, '2026-11-23T12:00:00Z')")
                .params(sealed, TODAY.minusDays(9))
                .update();
        sql.sql(
                        "insert into exception_case (id, code, scope, account_id, inbox_id, summary, first_seen, last_seen)"
                                + " values (2, 'intake.unknown_kind', 'event', 4, 2, 's', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                .update();
        assertThat(hub().destroyOlderThan(7)).isEqualTo(1);
    }

    @Test
    void aDatabaseCopyWithoutTheMasterKeyGivesNothing() {
        byte[] sealed = hub().seal(1, TODAY, new byte[] {1});
        MasterKey other = new MasterKey(java.util.Arrays.copyOf(new byte[] {1}, 32));
        DayKeys thief = new DayKeys(database.dataSource(), other, new Sealer(), TestClock.standing());
        assertThatThrownBy(() -> thief.open(1, TODAY, sealed))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("master key");
    }
}
