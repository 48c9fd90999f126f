package org.caravanserai.faults;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.testbed.demo.DemoHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs share one database and one broker. One of them is frozen (SIGSTOP) in the middle of a call and of its work, past
 * its lease, while the other takes over; then it goes on (SIGCONT) as if nothing had been. Nothing may be done twice.
 */
class FrozenHubTest {

    /** A hub looks every two seconds which leases it should have. */
    private static final Duration SHARED_OUT = Duration.ofSeconds(10);

    private static final int TRIES = 6;

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aHubFrozenPastItsLeaseAndThawedDoesNothingTwice() throws SQLException {
        try (Play play = new Play(directory, 11).start();
                DemoHub second = second(play.hub())) {
            String account = startUntilItTellsAChannel(play, second);
            play.holdNextShipmentCalls(4);
            play.sell(30, 6);
            play.awaitMoment(
                    "the second hub tells a channel",
                    "exists (select from outbox o join sender_lease l on l.destination = o.destination"
                            + " and l.epoch = o.epoch where o.state = 'sending' and o.kind = 'status' and l.owner = "
                            + second.run().owner() + ")");
            second.child().signal("STOP");
            try {
                play.awaitMoment(
                        "the first hub takes over",
                        "exists (select from sender_lease where destination = '" + account + "' and owner = "
                                + play.hub().run().owner() + ")");
                play.judge();
            } finally {
                second.child().signal("CONT");
            }
            play.awaitMoment(
                    "the thawed hub is among the living again",
                    "exists (select from sender_lease where destination = 'owner:"
                            + second.run().owner() + "' and taken_at > clock_timestamp() - interval '5 seconds') and "
                            + second.child().process().isAlive());
            play.sell(10, 2);
            play.judge();
        }
    }

    private DemoHub second(DemoHub first) {
        Map<String, String> settings = new LinkedHashMap<>();
        RunFile run = first.run();
        settings.put("hub.database.url", run.databaseUrl());
        settings.put("hub.database.user", run.databaseUser());
        settings.put(
                "hub.database.password-file", first.secret("postgres-hub_app").toString());
        settings.put("hub.database.migrate", "false");
        settings.put("hub.broker.url", first.brokerAddress());
        settings.put("hub.broker.user", "hub");
        settings.put("hub.broker.password-file", first.secret("broker-hub").toString());
        settings.put("hub.master-key-file", first.secret("master-key").toString());
        settings.put("hub.secrets", first.secret("channels").toString());
        settings.put("hub.channel.allow-private", "true");
        settings.put("hub.time.factor", Double.toString(Play.TIME_FACTOR));
        return new DemoHub(directory.resolve("second"), Play.JVM, settings);
    }

    /** Which hub tells which channel is decided by a hash of the hub's run: starts it until it has one. */
    private static String startUntilItTellsAChannel(Play play, DemoHub second) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            second.launch().ready();
            long owner = second.run().owner();
            String mine = "sender_lease where owner = " + owner + " and destination like 'account:%'";
            play.awaitMoment(
                    "leases are shared out",
                    "exists (select from " + mine + ") or clock_timestamp() > timestamptz '"
                            + Instant.now().plus(SHARED_OUT) + "'");
            long id = play.number("select coalesce(min(substring(destination from 9)::bigint), 0) from " + mine);
            if (id > 0) {
                return "account:" + id;
            }
            second.close();
        }
        throw new AssertionError("the second hub never got a channel in " + TRIES + " runs");
    }
}
