package org.caravanserai.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.caravanserai.base.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The parties of the bench and one round of each of them. Everything it starts ends with it. */
final class Bench implements AutoCloseable {

    private static final double QUIET_JIT = 5;
    private static final String COMMIT_TIMES = "alter system set track_commit_timestamp = on";

    private final Path program;
    private final Path work;
    private final Consumer<String> out;
    private final BenchHub hub;
    private final ChildJvm load;
    private final SingleConnectionDataSource connection;
    private final JdbcClient sql;
    private ChildJvm bare;
    private ChildJvm noOp;
    private long nextNumber = 1_000_000;
    private final Expected expected = new Expected();

    /** @param profile loads pg_stat_statements, which itself costs PostgreSQL a few percent */
    Bench(Path program, Path work, List<String> hubOptions, boolean profile, Consumer<String> out) {
        this.program = program;
        this.work = work;
        this.out = out;
        String secret = UUID.randomUUID().toString();
        hub = new BenchHub(program, work.resolve("hub"), secret);
        hubOptions.forEach(hub::option);
        if (profile) {
            hub.option(Profile.recorder());
        }
        out.accept("starting the hub, PostgreSQL " + hub.home().resolve("var/postgres"));
        hub.start();
        try {
            // settings that need a restart: the first start makes the database, the second one is measured
            hub.furnish(
                    profile
                            ? List.of(COMMIT_TIMES, "alter system set shared_preload_libraries = 'pg_stat_statements'")
                            : List.of(COMMIT_TIMES));
            hub.stop();
            hub.start();
            load = ChildJvm.start(
                    LoadGenerator.class,
                    work.resolve("load.log"),
                    List.of("-Xmx1g"),
                    Map.of("BENCH_SECRET", secret),
                    program.resolve("transformers").toString());
            connection = new SingleConnectionDataSource(
                    hub.url(), "postgres", hub.database().getPassword(), true);
            sql = JdbcClient.create(connection);
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    BenchHub hub() {
        return hub;
    }

    JdbcClient sql() {
        return sql;
    }

    Expected expected() {
        return expected;
    }

    /** Runs the hub until its compilers are quiet. @return their microseconds per order in the last chunk */
    double warmHub(BenchSizes sizes) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(sizes.warmSeconds());
        for (; ; ) {
            Cost cost = hubRound(sizes.warmChunk());
            out.accept(String.format(
                    "  warming the hub: %.0f orders/s, %.0f us/order, compilers %.1f us/order",
                    cost.rate(), cost.endToEnd(), cost.jit()));
            if (cost.jit() < QUIET_JIT || System.nanoTime() > end) {
                return cost.jit();
            }
        }
    }

    /** Events in at the speed of their answers, until all are decided and committed. */
    Cost hubRound(int orders) {
        prepare(orders);
        CpuReading before = CpuReading.of(hub, load.pid());
        send("closed " + hub.port());
        awaitDrained();
        return CpuReading.of(hub, load.pid()).since(before, orders);
    }

    /** Starts the baseline on the rows the hub has written so far. */
    void startBare() {
        bare = ChildJvm.start(
                BareWriter.class,
                work.resolve("bare.log"),
                List.of("-Xmx1g", "-XX:-UseDynamicNumberOfCompilerThreads"),
                Map.of("BARE_PASSWORD", hub.password()),
                hub.url(),
                hub.bareUrl(),
                hub.user());
    }

    void warmBare(BenchSizes sizes, int perStatement, int connections) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(sizes.warmSeconds());
        int chunk = perStatement == 1 ? sizes.warmChunk() / 4 : sizes.warmChunk();
        double jit;
        do {
            long before = ProcCpu.compilers(bare.pid());
            String said = bare.ask(perStatement + " " + connections + " " + chunk);
            jit = (double) (ProcCpu.compilers(bare.pid()) - before) / chunk;
            out.accept(String.format(
                    "  warming the baseline, %d per statement: %s, compilers %.1f us/order", perStatement, said, jit));
        } while (jit >= QUIET_JIT && System.nanoTime() < end);
    }

    Cost bareRound(int perStatement, int connections, int orders) {
        CpuReading before = CpuReading.of(hub, bare.pid());
        bare.ask(perStatement + " " + connections + " " + orders);
        return CpuReading.of(hub, bare.pid()).since(before, orders);
    }

    /** Events in while the workers rest. */
    Cost intakeRound(int requests) {
        prepare(requests);
        CpuReading before = CpuReading.of(hub, load.pid());
        send("closed " + hub.port());
        return CpuReading.of(hub, load.pid()).since(before, requests);
    }

    /** The same requests to a Jetty that does nothing with them; {@code other} is that Jetty. */
    Cost noOpRound(int requests) {
        if (noOp == null) {
            noOp = ChildJvm.start(NoOpServer.class, work.resolve("noop.log"), List.of("-Xmx1g"), Map.of());
        }
        int port = Integer.parseInt(noOp.ask(""));
        ask("prepare " + nextNumber + " " + requests);
        CpuReading before = CpuReading.of(hub, noOp.pid());
        send("closed " + port);
        return CpuReading.of(hub, noOp.pid()).since(before, requests);
    }

    /** Events at a fixed rate. */
    LatencyRound openRound(int rate, int seconds) {
        int orders = rate * seconds;
        long first = nextNumber;
        prepare(orders);
        Path times = work.resolve("times.bin");
        CpuReading before = CpuReading.of(hub, load.pid());
        JsonNode answer = send("open " + hub.port() + " " + rate + " " + times);
        awaitDrained();
        Cost cost = CpuReading.of(hub, load.pid()).since(before, orders);
        return LatencyRound.of(rate, cost, answer, times, first, sql);
    }

    /** Takes what waits in the inbox. @return events per second */
    double drain(HubJmx jmx, long events) {
        long start = System.nanoTime();
        jmx.resumeWorkers();
        awaitDrained();
        return events * 1e9 / (System.nanoTime() - start);
    }

    private void prepare(int orders) {
        JsonNode prepared = ask("prepare " + nextNumber + " " + orders);
        nextNumber += orders;
        expected.add(
                orders, prepared.path("lines").asLong(), prepared.path("units").asLong());
    }

    private JsonNode send(String order) {
        JsonNode answer = ask(order);
        if (answer.path("refused").asLong() > 0) {
            throw new IllegalStateException(answer.path("refused") + " of " + answer.path("sent")
                    + " requests were refused, see " + hub.home().resolve("hub.log"));
        }
        return answer;
    }

    private JsonNode ask(String order) {
        try {
            return Json.MAPPER.readTree(load.ask(order));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the load generator answered no JSON", e);
        }
    }

    private void awaitDrained() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        try {
            while (sql.sql("select exists (select from inbox_todo)")
                    .query(Boolean.class)
                    .single()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the hub did not finish within 5 minutes, see "
                            + hub.home().resolve("hub.log"));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connection.destroy();
        List<AutoCloseable> parties = new ArrayList<>(List.of(load, hub));
        if (bare != null) {
            parties.add(0, bare);
        }
        if (noOp != null) {
            parties.add(0, noOp);
        }
        for (AutoCloseable party : parties) {
            try {
                party.close();
            } catch (Exception e) {
                out.accept("stopping " + party.getClass().getSimpleName() + ": " + e);
            }
        }
    }
}
