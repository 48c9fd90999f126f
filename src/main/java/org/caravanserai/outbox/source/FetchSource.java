package org.caravanserai.outbox.source;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.inbox.FetchQueue;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notification-only events waiting for their order. A fetch is a read, so nothing is in doubt after a crash: a claim only moves the rows'
 * {@code next_at} on, and they come back by themselves.
 */
public final class FetchSource implements WorkSource {

    private static final String CLAIM = FetchQueue.claim(LeaseRows.CTE);

    private static final String HINTS = """
            select id, received_at, shape,
                   case when source = 'api' then array[id]
                        else coalesce(string_to_array(headers::jsonb ->> 'hubImports', ' '), '{}')::bigint[] end
              from inbox where id = any(?)
            """;

    private final JdbcClient jdbc;
    private final Backoff backoff;
    private final FetchBacklog backlog;
    private final FetchOutcomeWriter outcomes;

    public FetchSource(JdbcClient jdbc, Backoff backoff, FetchOutcomeWriter outcomes) {
        this.jdbc = jdbc;
        this.backoff = backoff;
        this.backlog = new FetchBacklog(jdbc);
        this.outcomes = outcomes;
    }

    @Override
    public Set<WorkKind> kinds() {
        return Set.of(WorkKind.FETCH);
    }

    @Override
    public List<DueFetch> due(Collection<SendCapacity> capacities, Instant now) {
        return backlog.due(capacities, now);
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        Long[] ids = picks.keySet().stream()
                .flatMap(pick -> ((DueFetch) pick).ids().stream())
                .toArray(Long[]::new);
        Instant back = now.plus(backoff.plain(OperationSpec.SETTLE));
        Set<Long> claimed = new HashSet<>(LeaseRows.of(picks.values())
                .statement(jdbc, CLAIM)
                .param(ids)
                .param(back.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list());
        if (claimed.isEmpty()) {
            return Map.of();
        }
        Map<Long, Hint> received = received(claimed);
        Map<DueWork, Work> works = new HashMap<>();
        for (DueWork pick : picks.keySet()) {
            DueFetch ours = ((DueFetch) pick).only(claimed);
            if (!ours.orders().isEmpty()) {
                works.put(pick, work(ours, received, now));
            }
        }
        return works;
    }

    /** @param imports ids of the events by which people asked for its order: its own, or those it was fetched for */
    private record Hint(Instant receivedAt, String shape, Set<Long> imports) {}

    private Map<Long, Hint> received(Collection<Long> ids) {
        Map<Long, Hint> received = new HashMap<>();
        jdbc.sql(HINTS).param(ids.toArray(Long[]::new)).query(rs -> {
            received.put(
                    rs.getLong(1),
                    new Hint(rs.getObject(2, OffsetDateTime.class).toInstant(), rs.getString(3), Set.of((Long[])
                            rs.getArray(4).getArray())));
        });
        return received;
    }

    private static FetchWork work(DueFetch due, Map<Long, Hint> received, Instant now) {
        List<Hint> hints = due.ids().stream()
                .map(id -> received.getOrDefault(id, new Hint(now, "", Set.of())))
                .toList();
        Instant since =
                hints.stream().map(Hint::receivedAt).min(Instant::compareTo).orElse(now);
        return new FetchWork(
                due.account(),
                due.orders(),
                since,
                due.list(),
                due.attempts() + 1,
                hints.stream().map(Hint::shape).collect(Collectors.toSet()),
                hints.stream().flatMap(one -> one.imports().stream()).collect(Collectors.toCollection(TreeSet::new)),
                hints.stream().anyMatch(one -> one.imports().isEmpty()));
    }

    @Override
    public void complete(List<CompletedCall> calls) {
        outcomes.write(calls);
    }
}
