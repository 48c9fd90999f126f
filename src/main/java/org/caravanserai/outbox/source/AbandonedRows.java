package org.caravanserai.outbox.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows in state {@code sending} that no sender answers for: of an older epoch, whose sender stopped between the intent and
 * the answer, so that nobody knows the outcome; or of ours, whose claim ended in an error after it was committed, so that
 * nothing was called.
 */
public final class AbandonedRows {

    private static final String ABANDONED = "select " + DueRow.COLUMNS + """
            , o.epoch, o.epoch = w.epoch as uncalled
            from outbox o join unnest(?::text[], ?::bigint[]) as w(destination, epoch) on w.destination = o.destination
            where o.state = 'sending' and (o.epoch <> w.epoch or o.id = any(?)) order by o.id limit 1000
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    /** Rows whose claim ended in an error, and their destinations; only the looking thread touches it. */
    private final Map<Long, String> doubtful = new HashMap<>();

    public AbandonedRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The claim of these rows ended in an error: it may have been committed all the same. */
    void doubt(Collection<DueWork> picks) {
        picks.forEach(
                pick -> doubtful.put(((DueRow) pick).id(), pick.destination().text()));
    }

    /** At most 1000 rows of these destinations, with what is known of their outcome. */
    List<EndedRow> find(Collection<SendCapacity> capacities) {
        Map<String, SendCapacity> byDestination = new HashMap<>();
        capacities.forEach(one -> byDestination.put(one.destination(), one));
        LeaseRows leases = LeaseRows.of(capacities);
        Instant now = clock.instant();
        List<EndedRow> found = new ArrayList<>();
        jdbc.sql(ABANDONED)
                .params(
                        leases.destinations(),
                        leases.epochs(),
                        doubtful.keySet().toArray(Long[]::new))
                .query(rs -> {
                    found.add(ended(rs, byDestination, now));
                });
        return found;
    }

    /** What was found at these destinations is written down: nothing is in doubt there any more. */
    void answered(Collection<SendCapacity> capacities) {
        capacities.forEach(one -> doubtful.values().removeIf(one.destination()::equals));
    }

    private static EndedRow ended(ResultSet rs, Map<String, SendCapacity> byDestination, Instant now)
            throws SQLException {
        DueRow row = DueRow.read(rs);
        SendCapacity capacity = byDestination.get(row.destination().text());
        Outcome outcome = rs.getBoolean("uncalled")
                ? Outcome.throttled("its intent was committed, but never answered for", null)
                : Outcome.unknown("its sender stopped between the intent and the answer");
        CompletedCall call = new CompletedCall(
                row.work(capacity.target().account(), row.attempts(), null, new byte[0], false),
                capacity.lease(),
                capacity.policy().operation(row.operation()),
                CallResult.of(outcome),
                now);
        return new EndedRow(call, rs.getLong("epoch"));
    }
}
