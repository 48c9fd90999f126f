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
