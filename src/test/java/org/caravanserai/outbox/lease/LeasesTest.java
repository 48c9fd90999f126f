package org.caravanserai.outbox.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeasesTest {

    private static final List<String> DESTINATIONS =
            IntStream.range(0, 60).mapToObj(i -> "account:" + i).toList();

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final Set<Long> dead = new HashSet<>();

    @AfterEach
    void close() {
        database.close();
    }

    private Leases hub(long id) {
        return hub(id, Duration.ZERO);
    }

    /** A hub whose leases last thirty seconds. @param later how much later it looks */
    private Leases hub(long id, Duration later) {
        return new Leases(
                sql,
                new Owner() {
                    @Override
                    public long id() {
                        return id;
                    }

                    @Override
                    public boolean isAlive(long otherId) {
                        return !dead.contains(otherId);
                    }
                },
                Duration.ofSeconds(30),
                new DatabaseClock(later));
    }

    @Test
    void aLoneHubTakesEverythingAndKeepsIt() {
        Leases one = hub(1);
        assertThat(one.refresh(DESTINATIONS).held()).containsOnlyKeys(DESTINATIONS);
        Leases.View again = one.refresh(DESTINATIONS);
        assertThat(again.held().values())
                .allSatisfy(lease -> assertThat(lease.epoch()).isEqualTo(1));
        assertThat(again.unwanted()).isEmpty();
    }

    @Test
    void aSecondHubGetsItsShareWhenTheFirstGivesItBackAndNothingElseMoves() {
        Leases one = hub(1);
        Leases two = hub(2);
        one.refresh(DESTINATIONS);
        assertThat(two.refresh(DESTINATIONS).held()).isEmpty();

        Leases.View view = one.refresh(DESTINATIONS);
        assertThat(view.unwanted().size()).isBetween(15, 45);
        view.unwanted().forEach(destination -> one.release(view.held().get(destination)));
        Leases.View gained = two.refresh(DESTINATIONS);
        assertThat(gained.held().keySet()).isEqualTo(view.unwanted());
        assertThat(gained.held().values())
                .allSatisfy(lease -> assertThat(lease.epoch()).isEqualTo(2));
        assertThat(one.refresh(DESTINATIONS).unwanted()).isEmpty();
    }

    @Test
    void theLeasesOfADeadHubAreTakenAtOnce() {
        Leases one = hub(1);
        one.refresh(DESTINATIONS);
        Leases two = hub(2);
        two.refresh(DESTINATIONS);
        dead.add(1L);
        assertThat(two.refresh(DESTINATIONS).held()).containsOnlyKeys(DESTINATIONS);
    }

    @Test
    void theLeasesOfAFrozenHubAreTakenWhenTheyExpireAndItFindsOut() {
        Leases one = hub(1);
        Leases.View before = one.refresh(DESTINATIONS);
        assertThat(hub(2, Duration.ofSeconds(20)).refresh(DESTINATIONS).held()).isEmpty();
        assertThat(hub(2, Duration.ofSeconds(31)).refresh(DESTINATIONS).held()).containsOnlyKeys(DESTINATIONS);

        Lease old = before.held().get("account:7");
        assertThat(one.confirm(old)).isFalse();
        assertThat(one.refresh(DESTINATIONS).held()).isEmpty();
    }

    @Test
    void twoHubsThatTakeAtTheSameTimeNeverHoldTheSame() {
        Leases one = hub(1);
        Leases two = hub(2);
        Thread other = new Thread(() -> IntStream.range(0, 20).forEach(i -> two.refresh(DESTINATIONS)));
        other.start();
        IntStream.range(0, 20).forEach(i -> {
            Leases.View view = one.refresh(DESTINATIONS);
            view.unwanted().forEach(destination -> one.release(view.held().get(destination)));
        });
        await().until(() -> !other.isAlive());
        Set<String> both = new TreeSet<>(one.refresh(DESTINATIONS).held().keySet());
        Set<String> twos = two.refresh(DESTINATIONS).held().keySet();
        assertThat(both).doesNotContainAnyElementsOf(twos);
    }

    @Test
    void anOrderlyStopFreesEverythingAtOnce() {
        Leases one = hub(1);
        one.refresh(DESTINATIONS);
        one.releaseAll();
        assertThat(hub(2).refresh(DESTINATIONS).held()).containsOnlyKeys(DESTINATIONS);
    }
}
