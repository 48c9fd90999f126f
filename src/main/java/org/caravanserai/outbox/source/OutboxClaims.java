package org.caravanserai.outbox.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.OutboxState;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits the intent to send rows of the outbox. Where an {@link Admission} decides about the kind, it is asked in the same
 * transaction, before the rows are locked; what it does not admit gets its last state there.
 */
public final class OutboxClaims {

    private static final String CLAIM = LeaseRows.CTE + """
            , c as materialized (
              select o.id, l.epoch from outbox o join l on l.destination = o.destination
              where o.id = any(?) and o.state = 'pending' and o.next_at <= ? order by o.id for update of o)
            update outbox o set state = 'sending', epoch = c.epoch, intent_at = coalesce(o.intent_at, ?), attempts = o.attempts + 1
            from c where o.id = c.id
            returning o.id, o.attempts, o.deadline, o.body, o.sealed
            """;

    private static final String END = LeaseRows.CTE + """
            , c as materialized (
              select o.id, l.epoch, w.state, w.why from unnest(?::bigint[], ?::text[], ?::text[]) as w(id, state, why)
              join outbox o on o.id = w.id join l on l.destination = o.destination
              where o.state = 'pending' order by o.id for update of o)
            update outbox o set state = c.state, epoch = c.epoch, last_error = nullif(c.why, '') from c where o.id = c.id
            """;

    /** Rows that wait for something else are looked at again after this, in milliseconds: no matter what else is due. */
    private static final int LOOK_AGAIN = 2_000;

    private static final String LATER = LeaseRows.CTE + """
            , c as materialized (
              select o.id, w.why from unnest(?::bigint[], ?::text[]) as w(id, why)
              join outbox o on o.id = w.id join l on l.destination = o.destination
              where o.state = 'pending' order by o.id for update of o)
            update outbox o set next_at = ?, last_error = c.why from c where o.id = c.id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditSink audit;
    private final Map<WorkKind, Admission> admissions = new EnumMap<>(WorkKind.class);

    public OutboxClaims(JdbcClient jdbc, TransactionTemplate tx, AuditSink audit, Collection<Admission> admissions) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        admissions.forEach(admission -> this.admissions.put(admission.kind(), admission));
    }

    /** Those of the picks that are ours to send now. */
    Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        Map<WorkKind, Map<DueRow, SendCapacity>> byKind = new EnumMap<>(WorkKind.class);
        picks.forEach((pick, capacity) ->
                byKind.computeIfAbsent(pick.kind(), kind -> new HashMap<>()).put((DueRow) pick, capacity));
        Map<DueWork, Work> claimed = new HashMap<>();
        // A transaction per kind that locks orders, so that a status row never waits behind an order's lock.
        byKind.forEach(
                (kind, some) -> claimed.putAll(tx.execute(status -> claimKind(admissions.get(kind), some, now))));
        return claimed;
    }

    private Map<DueWork, Work> claimKind(Admission admission, Map<DueRow, SendCapacity> picks, Instant now) {
        LeaseRows leases = LeaseRows.of(picks.values());
        if (admission == null) {
            return markSending(
                    leases, picks, picks.keySet().stream().map(DueRow::id).toList(), now);
        }
        Admission.Admitted admitted = admit(admission, leases, picks.keySet(), now);
        Map<DueWork, Work> claimed = markSending(leases, picks, admitted.send(), now);
        if (!admitted.audit().isEmpty()) {
            audit.write(admitted.audit());
        }
        return claimed;
    }

    private Admission.Admitted admit(Admission admission, LeaseRows leases, Collection<DueRow> rows, Instant now) {
        Set<String> held = leases.held(jdbc);
        Admission.Admitted admitted = admission.admit(
                rows.stream()
                        .filter(row -> held.contains(row.destination().text()))
                        .map(row -> new Admission.Due(
                                row.id(),
                                row.destination(),
                                row.operation(),
                                row.orderId(),
                                row.groupId(),
                                row.attempts()))
                        .toList(),
                now);
        end(leases, admitted);
        wait(leases, admitted.later(), now);
        return admitted;
    }

    private Map<DueWork, Work> markSending(
            LeaseRows leases, Map<DueRow, SendCapacity> picks, Collection<Long> ids, Instant now) {
        Map<Long, DueRow> rows = new HashMap<>();
        picks.keySet().forEach(row -> rows.put(row.id(), row));
        Set<Long> send = new HashSet<>(ids);
        send.retainAll(rows.keySet());
        Object at = now.atOffset(ZoneOffset.UTC);
        Map<DueWork, Work> claimed = new HashMap<>();
        leases.statement(jdbc, CLAIM)
                .param(send.toArray(Long[]::new))
                .param(at)
                .param(at)
                .query(rs -> {
                    DueRow row = rows.get(rs.getLong("id"));
                    claimed.put(row, work(row, picks.get(row).target(), rs));
                });
        return claimed;
    }

    private static OutboxRow work(DueRow row, SenderTarget target, ResultSet rs) throws SQLException {
        OffsetDateTime deadline = rs.getObject("deadline", OffsetDateTime.class);
        return row.work(
                target.account(),
                rs.getInt("attempts"),
                deadline == null ? null : deadline.toInstant(),
                rs.getBytes("body"),
                rs.getBoolean("sealed"));
    }

    private void wait(LeaseRows leases, Map<Long, String> later, Instant now) {
        if (!later.isEmpty()) {
            List<Long> ids = List.copyOf(later.keySet());
            leases.statement(jdbc, LATER)
                    .param(ids.toArray(Long[]::new))
                    .param(ids.stream().map(later::get).toArray(String[]::new))
                    .param(now.plusMillis(LOOK_AGAIN).atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private void end(LeaseRows leases, Admission.Admitted admitted) {
        Map<Long, String> reasons = new HashMap<>(admitted.dropped());
        admitted.shadow().forEach(id -> reasons.put(id, ""));
        if (reasons.isEmpty()) {
            return;
        }
        List<Long> ids = List.copyOf(reasons.keySet());
        leases.statement(jdbc, END)
                .param(ids.toArray(Long[]::new))
                .param(ids.stream()
                        .map(id -> admitted.shadow().contains(id) ? OutboxState.SHADOW : OutboxState.DROPPED)
                        .map(OutboxState::word)
                        .toArray(String[]::new))
                .param(ids.stream().map(reasons::get).toArray(String[]::new))
                .update();
    }
}
