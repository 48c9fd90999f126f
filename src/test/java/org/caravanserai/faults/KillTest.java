package org.caravanserai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.testbed.demo.Child;
import org.caravanserai.testbed.demo.Traffic;
import org.caravanserai.testing.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes are killed with SIGKILL while orders run through, and started again; after each, the oracle must account for
 * every order sold so far. One demo run goes through all of it, as a hub in service would.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillTest {

    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String CANCELLED = "select count(*) from fulfilment_group where state = 'CANCELLED'";

    /** Where an order stands when the hub is killed, as the database shows it. */
    private static final Map<String, String> BOUNDARIES = new LinkedHashMap<>();

    static {
        BOUNDARIES.put("an event is stored and nobody has worked on it", "exists (select from inbox_todo)");
        BOUNDARIES.put("a batch is being worked on", "exists (select from worker_note)");
        BOUNDARIES.put("an order named by an event is to be fetched", "exists (select from inbox_fetch)");
        BOUNDARIES.put(
                "stock is promised and the warehouse does not know yet",
                "exists (select from outbox where kind = 'dispatch' and state in ('pending', 'sending'))");
        BOUNDARIES.put("the warehouse works on it", "exists (select from fulfilment_group where state = 'RELEASED')");
        BOUNDARIES.put(
                "a parcel has left and the channel does not know yet",
                "exists (select from outbox where kind = 'status' and state = 'pending')");
        BOUNDARIES.put(
                "the channel is being told", "exists (select from outbox where kind = 'status' and state = 'sending')");
    }

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Play play;

    @BeforeAll
    static void start() {
        play = new Play(directory, 7).start();
    }

    @AfterAll
    static void end() {
        play.close();
    }

    @Test
    @Order(1)
    void aHubKilledAtSomeStageBoundariesLosesNothingAndDoublesNothing() throws SQLException {
        killAt(Sample.oneOfEvery(3, "stage boundaries", List.copyOf(BOUNDARIES.keySet()))
                .toList());
    }

    @Test
    @Order(1)
    @Tag("deep")
    void aHubKilledAtEachStageBoundaryLosesNothingAndDoublesNothing() throws SQLException {
        killAt(List.copyOf(BOUNDARIES.keySet()));
        assertThat(play.heldCalls())
                .as("calls that were held while hubs were killed")
                .isPositive();
    }

    private static void killAt(List<String> boundaries) throws SQLException {
        play.holdNextShipmentCalls(3);
        for (String boundary : boundaries) {
            play.sell(12, 2);
            play.awaitMoment(boundary, BOUNDARIES.get(boundary));
            LOG.info("killing the hub: {}", boundary);
            play.hub().child().kill();
            play.hub().launch().ready();
        }
        play.judge();
    }

    @Test
    @Order(2)
    void aHubKilledWhileItsDatabaseStandsStillLosesNothing() {
        List<Long> postgres = postgres();
        postgres.forEach(pid -> Child.signal(pid, "STOP"));
        try {
            play.sell(12, 1);
            await("events that wait for the database")
                    .atMost(PATIENCE)
                    .until(() -> play.demoRun()
                                    .sandbox()
                                    .control()
                                    .get("/control/traffic")
                                    .path("deliveriesOpen")
                                    .asInt()
                            > 3);
            play.hub().child().kill();
        } finally {
            postgres.forEach(KillTest::goOn);
        }
        play.hub().launch().ready();
        play.judge();
    }

    @Test
    @Order(3)
    void aKilledDatabaseComesBackAndNothingIsLost() throws SQLException {
        play.sell(12, 2);
        play.awaitMoment("a batch is being worked on", "exists (select from worker_note)");
        ProcessHandle.of(play.hub().run().databasePid()).orElseThrow().destroyForcibly();
        play.judge();
    }

    @Test
    @Order(4)
    void channelsKilledInTheMiddleOfACallAreToldOnce() {
        int before = play.heldCalls();
        play.holdNextShipmentCalls(2);
        play.sell(12, 2);
        await("a call that is held")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> play.heldCalls() > before);
        play.demoRun().sandbox().child().kill();
        play.demoRun().sandbox().launch().ready();
        play.judge();
    }

    @Test
    @Order(5)
    void aWarehouseKilledWhileItPacksShipsEverythingOnce() throws SQLException {
        play.sell(12, 2);
        play.awaitMoment("the warehouse works on it", "exists (select from fulfilment_group where state = 'RELEASED')");
        play.demoRun().warehouse().child().kill();
        play.demoRun().warehouse().launch().ready();
        play.judge();
    }

    @Test
    @Order(6)
    void buyersWhoPayLateCancelOrOnlyTryAreAccountedForUnderFaultsOnEveryWire() throws SQLException {
        long before = play.number(CANCELLED);
        play.sell(new Traffic(45, 6, true, true));
        play.judge();
        assertThat(play.number(CANCELLED)).isGreaterThan(before);
    }

    /** The postmaster and all its processes. */
    private static List<Long> postgres() {
        ProcessHandle postmaster =
                ProcessHandle.of(play.hub().run().databasePid()).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void goOn(long pid) {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            Child.signal(pid, "CONT");
        }
    }
}
