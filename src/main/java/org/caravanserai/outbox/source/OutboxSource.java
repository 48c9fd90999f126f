package org.caravanserai.outbox.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.outbox.BodyOpener;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of the outbox: earliest deadline first among those that can still be in time, the late ones after them by
 * their second deadline; of one order and destination only the oldest, whichever hub wrote it: ids of two hubs do not tell
 * which is older, turns do. The intent is committed before the call (state {@code sending}); a row found so under an older
 * epoch lost its sender, and counts as an unknown outcome.
 */
public final class OutboxSource implements WorkSource {

    private static final String DUE = "select " + DueRow.COLUMNS + """

            from unnest(?::text[], ?::int[], ?::text[]) as d(destination, room, kinds)
            cross join lateral (
              select o.* from outbox o
              where o.destination = d.destination and o.state = 'pending' and o.next_at <= ? and o.kind = any(string_to_array(d.kinds, ' '))
                and not exists (select 1 from outbox b where b.order_id = o.order_id and b.destination = o.destination
                                and b.state in ('pending', 'sending') and b.turn < o.turn)
              order by case when o.deadline > ? then 0 when o.deadline is not null then 1 else 2 end,
                case when o.deadline > ? then o.deadline else o.second_deadline end nulls last, o.deadline nulls last, o.turn
              limit d.room) o
            """;

    private static final String SHADOW = LeaseRows.CTE + """
            update outbox o set state = 'shadow', epoch = l.epoch from l where o.destination = l.destination and o.state = 'pending'
            """;

    private final JdbcClient jdbc;
    private final BodyOpener opener;
    private final OutboxClaims claims;
    private final AbandonedRows abandoned;
    private final OutboxOutcomeWriter outcomes;

    public OutboxSource(
            JdbcClient jdbc,
            BodyOpener opener,
            OutboxClaims claims,
            AbandonedRows abandoned,
            OutboxOutcomeWriter outcomes) {
        this.jdbc = jdbc;
        this.opener = opener;
        this.claims = claims;
        this.abandoned = abandoned;
        this.outcomes = outcomes;
    }

    @Override
    public Set<WorkKind> kinds() {
        return WorkKind.ROWS;
    }

    @Override
    public boolean accountsOnly() {
        return false;
    }

    @Override
    public List<DueRow> due(Collection<SendCapacity> capacities, Instant now) {
        recordShadow(capacities.stream().filter(one -> one.target().shadow()).toList());
        List<SendCapacity> live =
                capacities.stream().filter(one -> !one.target().shadow()).toList();
        if (live.isEmpty()) {
            return List.of();
        }
        Object at = now.atOffset(ZoneOffset.UTC);
        return jdbc.sql(DUE)
                .params(
                        live.stream().map(SendCapacity::destination).toArray(String[]::new),
                        live.stream().map(SendCapacity::limit).toArray(Integer[]::new),
                        live.stream().map(OutboxSource::words).toArray(String[]::new),
                        at,
                        at,
                        at)
                .query((rs, n) -> DueRow.read(rs))
                .list();
    }

    private static String words(SendCapacity capacity) {
        return String.join(
                " ", capacity.kinds().stream().map(WorkKind::word).sorted().toList());
    }

    private void recordShadow(List<SendCapacity> capacities) {
        if (!capacities.isEmpty()) {
            LeaseRows.of(capacities).statement(jdbc, SHADOW).update();
        }
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        return claims.claim(picks, now);
    }

    @Override
    public Optional<? extends Work> open(Work work) {
        OutboxRow row = (OutboxRow) work;
        return row.sealed() ? opener.open(row.id(), row.orderId(), row.body()).map(row::opened) : Optional.of(row);
    }

    @Override
    public void complete(List<CompletedCall> calls) {
        outcomes.write(calls.stream()
                .map(call -> new EndedRow(call, call.lease().epoch()))
                .toList());
    }

    @Override
    public void recover(Collection<SendCapacity> capacities) {
        outcomes.write(abandoned.find(capacities));
        abandoned.answered(capacities);
    }

    @Override
    public void doubt(Map<DueWork, SendCapacity> picks) {
        abandoned.doubt(picks.keySet());
    }
}
