package org.caravanserai.outbox.sender;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits to be sent, by kind and channel, over all hubs. Read from the database at most every five seconds. */
public final class OutboxFigures {

    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final String WAITING = """
            select o.kind, coalesce(a.channel, '') as channel, count(*) as depth, min(o.created_at) as oldest
            from outbox o left join account a on o.destination = 'account:' || a.id where o.state in ('pending', 'sending') group by 1, 2
            union all
            select 'fetch', a.channel, count(*), min(i.received_at) from inbox_fetch f join account a on a.id = f.account_id
            left join inbox i on i.id = f.id group by 2
            union all
            select 'stock', a.channel, count(*), min(l.next_at) from listing l join account a on a.id = l.account_id
            where l.attempts > 0 group by 2
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private Map<String, Waiting> waiting = Map.of();
    private Instant readAt = Instant.MIN;

    private record Waiting(long depth, Instant oldest) {}

    public OutboxFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Works waiting; for an empty channel, of all channels. */
    public long depth(WorkKind kind, String channel) {
        return read().entrySet().stream()
                .filter(one -> matches(one.getKey(), kind, channel))
                .mapToLong(one -> one.getValue().depth)
                .sum();
    }

    /** Age of the oldest waiting work in milliseconds; 0 when none waits. */
    public long oldestMillis(WorkKind kind, String channel) {
        Instant now = clock.instant();
        return read().entrySet().stream()
                .filter(one -> matches(one.getKey(), kind, channel) && one.getValue().oldest != null)
                .mapToLong(one ->
                        Math.max(0, Duration.between(one.getValue().oldest, now).toMillis()))
                .max()
                .orElse(0);
    }

    /** Registers the gauges of one kind and channel; doing so twice changes nothing. */
    public void watch(WorkKind kind, String channel, MeterRegistry meters) {
        Gauge.builder("hub.outbox.depth", this, figures -> figures.depth(kind, channel))
                .description("Works waiting to be sent, over all hubs")
                .tags("kind", kind.word(), "channel", channel)
                .register(meters);
        Gauge.builder("hub.outbox.oldest", this, figures -> figures.oldestMillis(kind, channel) / 1000.0)
                .description("Age of the oldest waiting work")
                .baseUnit("seconds")
                .tags("kind", kind.word(), "channel", channel)
                .register(meters);
    }

    private static boolean matches(String key, WorkKind kind, String channel) {
        return channel.isEmpty() ? key.startsWith(kind.word() + '/') : key.equals(kind.word() + '/' + channel);
    }

    private synchronized Map<String, Waiting> read() {
        Instant now = clock.instant();
        if (readAt.isBefore(now.minus(KEEP))) {
            Map<String, Waiting> found = new HashMap<>();
            jdbc.sql(WAITING).query(rs -> {
                OffsetDateTime oldest = rs.getObject("oldest", OffsetDateTime.class);
                found.put(
                        rs.getString("kind") + '/' + rs.getString("channel"),
                        new Waiting(rs.getLong("depth"), oldest == null ? null : oldest.toInstant()));
            });
            waiting = found;
            readAt = now;
        }
        return waiting;
    }
}
