package org.caravanserai.testbed.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** A round under observation. */
final class Profile {

    private Profile() {}

    /** To be running from the start: a recorder that is switched on later makes the JVM compile everything anew. */
    static String recorder() {
        return "-XX:StartFlightRecording=name=bench,settings=profile,maxsize=500m,disk=true";
    }

    /** @param rate of the round in orders per second; 0: as many as the hub takes */
    static void take(Bench bench, BenchSizes sizes, int rate, Path work, Consumer<String> out) {
        bench.sql().sql("create extension if not exists pg_stat_statements").update();
        bench.sql().sql("select pg_stat_statements_reset()").query(Object.class).single();
        Path file = work.resolve("hub.jfr");
        Map<String, Long> before = ProcCpu.threads(bench.hub().pid());
        Instant start = Instant.now();
        int orders = rate > 0 ? rate * sizes.openSeconds() : sizes.orders() * 2;
        Cost cost = rate > 0 ? bench.openRound(rate, sizes.openSeconds()).cost() : bench.hubRound(orders);
        out.accept("");
        out.accept(String.format(
                "observed round: %.0f orders/s, hub %.0f, PostgreSQL %.0f us/order",
                cost.rate(), cost.hub(), cost.postgres()));
        try (HubJmx jmx = new HubJmx(bench.hub().pid())) {
            jmx.diagnose("jfrDump", "name=bench", "filename=" + file);
        }
        out.accept("CPU us/order by thread, kernel included:");
        ProcCpu.threads(bench.hub().pid()).forEach((name, micros) -> {
            double used = (double) (micros - before.getOrDefault(name, 0L)) / orders;
            if (used >= 1) {
                out.accept(String.format("  %7.1f us  %s", used, name));
            }
        });
        ProfileDigest.print(file, start, out);
        out.accept("");
        out.accept("statements, us/order of execution (waits included), calls per order, rows per call:");
        bench.sql().sql("""
                select calls, total_exec_time * 1000, rows, wal_bytes, regexp_replace(left(query, 110), '\\s+', ' ', 'g')
                  from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
                 order by total_exec_time desc limit 25
                """).query(row -> {
            out.accept(String.format(
                    "  %7.1f us  %6.3f calls  %7.1f rows  %6.0f WAL bytes/order  %s",
                    row.getDouble(2) / orders,
                    row.getDouble(1) / orders,
                    row.getDouble(3) / row.getDouble(1),
                    row.getDouble(4) / orders,
                    row.getString(5)));
        });
    }
}
