package org.caravanserai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.demo.DemoHub;
import org.caravanserai.testbed.demo.DemoRun;
import org.caravanserai.testbed.demo.Settling;
import org.caravanserai.testbed.demo.Traffic;
import org.caravanserai.testbed.oracle.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A demo run under test: sells orders, waits for moments worth a fault, and asks the oracle when all is quiet again. */
final class Play implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Play.class);
    static final List<String> JVM = List.of("-Xmx400m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1");
    static final double TIME_FACTOR = 40;
    static final List<String> CHANNELS = List.of("shopify", "woocommerce", "amazon");
    private static final Map<String, String> SHIPMENT =
            Map.of("shopify", "fulfillmentCreate", "woocommerce", "createTracking", "amazon", "confirmShipment");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final DemoRun demoRun;

    Play(Path directory, long seed) {
        demoRun = new DemoRun(directory, JVM, Map.of(), TIME_FACTOR, seed, CHANNELS, 200);
    }

    Play start() {
        demoRun.start();
        return this;
    }

    DemoRun demoRun() {
        return demoRun;
    }

    DemoHub hub() {
        return demoRun.hub();
    }

    /** Lets buyers place so many orders, as soon as those before have placed theirs; does not wait. */
    void sell(int orders, int seconds) {
        sell(new Traffic(orders, seconds, false, false));
    }

    void sell(Traffic traffic) {
        await("buyers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !demoRun.sandbox()
                        .control()
                        .get("/control/traffic")
                        .path("running")
                        .asBoolean());
        demoRun.sandbox().control().post("/control/traffic", traffic.request());
    }

    /** The next calls that tell a shipment are held, cut off, and take effect later. */
    void holdNextShipmentCalls(int perShop) {
        demoRun.shops().forEach(shop -> {
            ObjectNode faults = JsonNodeFactory.instance
                    .objectNode()
                    .put("channel", shop.channel())
                    .put("shop", shop.name())
                    .put("operation", SHIPMENT.get(shop.channel()));
            Collections.nCopies(perShop, "timeout-late-success").forEach(faults.putArray("script")::add);
            demoRun.sandbox().control().post("/control/faults", faults);
        });
    }

    /** How many calls were held so far. */
    int heldCalls() {
        int held = 0;
        for (JsonNode call : demoRun.sandbox().control().get("/control/ledger").path("calls")) {
            held += call.path("byOutcome").path("fault:timeout-late-success").asInt();
        }
        return held;
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(
                hub().run().databaseUrl(), hub().run().databaseUser(), hub().databasePassword());
    }

    /** Waits for the moment when this condition holds; looks again as fast as the database answers. */
    void awaitMoment(String moment, String condition) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            await(moment)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        try (ResultSet row = statement.executeQuery("select " + condition)) {
                            row.next();
                            return row.getBoolean(1);
                        }
                    });
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Waits until nothing goes on, then the oracle must account for every order. */
    Verdict judge() {
        List<String> progress = new ArrayList<>();
        new Settling(demoRun, TIME_FACTOR).awaitQuiet(progress::add);
        LOG.info("{}", progress.get(progress.size() - 1));
        Verdict verdict = demoRun.oracle().judge();
        assertThat(verdict.findings())
                .as("faults the oracle found; on the way:\n" + String.join("\n", progress))
                .isEmpty();
        assertThat(verdict.orders()).isPositive();
        return verdict;
    }

    @Override
    public void close() {
        demoRun.close();
    }
}
