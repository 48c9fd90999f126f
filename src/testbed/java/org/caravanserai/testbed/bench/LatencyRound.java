package org.caravanserai.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A round at a fixed rate, in milliseconds. Both times count from the moment a request was due, not from when it could be
 * sent: a hub that stalls cannot hide it. An order is allocated when the transaction with its row committed (PostgreSQL's
 * commit time, same machine, same clock).
 */
record LatencyRound(
        int rate,
        Cost cost,
        double answerP50,
        double answerP99,
        double allocatedP50,
        double allocatedP99,
        double allocatedMax) {

    static LatencyRound of(int rate, Cost cost, JsonNode answer, Path times, long first, JdbcClient sql) {
        try {
            ByteBuffer due = ByteBuffer.wrap(Files.readAllBytes(times));
            int count = due.remaining() / Long.BYTES;
            long[] waited = new long[count];
            Arrays.fill(waited, Long.MAX_VALUE);
            sql.sql("""
                    select channel_order_id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint
                      from orders where received_at >= to_timestamp(? / 1000000.0) - interval '1 second'
                    """).param(answer.path("startMicros").asLong()).query(row -> {
                int index = (int) (OrderBodies.number(row.getString(1)) - first);
                if (index >= 0 && index < count) {
                    waited[index] = row.getLong(2) - due.getLong(index * Long.BYTES);
                }
            });
            Arrays.sort(waited);
            if (waited[count - 1] == Long.MAX_VALUE) {
                throw new IllegalStateException("an order of the round is not there");
            }
            return new LatencyRound(
                    rate,
                    cost,
                    answer.path("p50").asLong() / 1_000.0,
                    answer.path("p99").asLong() / 1_000.0,
                    waited[count / 2] / 1_000.0,
                    waited[(int) (count * 0.99)] / 1_000.0,
                    waited[count - 1] / 1_000.0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
