package org.caravanserai.outbox.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.base.AuditRow;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.BodyOpener;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of the outbox: earliest deadline first among those that can still be in time, the late ones after them by
 * their second deadline; of one order and destination only the oldest, whichever hub wrote it: ids of two hubs do not tell
 * which is older, turns do. The intent is committed before the call (state
 * {@code sending}); a row found so under an older epoch lost its sender, and counts as an unknown outcome.
 */
public final class OutboxSource implements WorkSource {

    private static final String DUE = """
            select o.id, o.kind, o.destination, o.operation, o.order_id, o.group_id, o.attempts
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

    private static final String CLAIM = LeaseRows.CTE + """
            , c as materialized (
              select o.id, l.epoch from outbox o join l on l.destination = o.destination
              where o.id = any(?) and o.state = 'pending' and o.next_at <= ? order by o.id for update of o)
            update outbox o set state = 'sending', epoch = c.epoch, intent_at = ?, attempts = o.attempts + 1
            from c where o.id = c.id
            returning o.id, o.kind, o.destination, o.operation, o.order_id, o.group_id, o.attempts, o.deadline, o.body, o.sealed
            """;

    private static final String REST = LeaseRows.CTE + """
            , c as materialized (
              select o.id, l.epoch, w.state, w.why from unnest(?::bigint[], ?::text[], ?::text[]) as w(id, state, why)
              join outbox o on o.id = w.id join l on l.destination = o.destination
              where o.state = 'pending' order by o.id for update of o)
            update outbox o set state = c.state, epoch = c.epoch, last_error = nullif(c.why, '') from c where o.id = c.id
            """;

    private static final String SHADOW = LeaseRows.CTE + """
            update outbox o set state = 'shadow', epoch = l.epoch from l where o.destination = l.destination and o.state = 'pending'
            """;

    private static final String LEFT = """
            select o.id, o.kind, o.destination, o.operation, o.order_id, o.group_id, o.attempts, o.deadline, o.epoch, o.epoch = w.epoch as uncalled
            from outbox o join unnest(?::text[], ?::bigint[]) as w(destination, epoch) on w.destination = o.destination
            where o.state = 'sending' and (o.epoch <> w.epoch or o.id = any(?)) order by o.id limit 1000
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final BodyOpener opener;
    private final AuditSink audit;
    private final Clock clock;
    private final OutboxOutcomeWriter marks;
    private final Map<String, Admission> admissions = new HashMap<>();
    /** Rows whose claim ended in an error; only the looking thread touches it. */
    private final Set<Long> doubtful = new HashSet<>();

    record Row(long id, String kind, String destination, String operation, Long orderId, Long groupId, int attempts)
            implements DueWork {
        @Override
        public String serialKey() {
            return orderId == null ? "row:" + id : "order:" + orderId;
        }
    }

    public OutboxSource(
            JdbcClient jdbc,
            TransactionTemplate tx,
            BodyOpener opener,
            AuditSink audit,
            Clock clock,
            OutboxOutcomeWriter marks,
            Collection<Admission> admissions) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.opener = opener;
        this.audit = audit;
        this.clock = clock;
        this.marks = marks;
        admissions.forEach(admission -> this.admissions.put(admission.kind(), admission));
    }

    @Override
    public Set<String> kinds() {
        return Set.of("dispatch", "status", "exception", "event");
    }

    @Override
    public List<Row> due(Collection<SendCapacity> rooms, Instant now) {
        shadow(rooms.stream().filter(room -> room.target().shadow()).toList());
        List<SendCapacity> live =
                rooms.stream().filter(room -> !room.target().shadow()).toList();
        if (live.isEmpty()) {
            return List.of();
        }
        Object at = now.atOffset(ZoneOffset.UTC);
        return jdbc.sql(DUE)
                .params(
                        live.stream().map(SendCapacity::destination).toArray(String[]::new),
                        live.stream().map(SendCapacity::limit).toArray(Integer[]::new),
                        live.stream()
                                .map(room -> String.join(" ", room.kinds()))
                                .toArray(String[]::new),
                        at,
                        at,
                        at)
                .query((rs, n) -> row(rs))
                .list();
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        Map<DueWork, Work> claimed = new HashMap<>();
        Map<String, Map<DueWork, SendCapacity>> byKind = new HashMap<>();
        picks.forEach((pick, room) ->
                byKind.computeIfAbsent(pick.kind(), kind -> new HashMap<>()).put(pick, room));
        // A transaction per kind that locks orders, so that a status row never waits behind an order's lock.
        byKind.forEach((kind, some) -> claimed.putAll(tx.execute(status -> claimKind(kind, some, now))));
        return claimed;
    }

    private Map<DueWork, Work> claimKind(String kind, Map<DueWork, SendCapacity> picks, Instant now) {
        LeaseRows leases =
                new LeaseRows(picks.values().stream().map(SendCapacity::lease).toList());
        Map<Long, Row> rows = new HashMap<>();
        picks.keySet().forEach(pick -> rows.put(((Row) pick).id, (Row) pick));
        Set<Long> send = new HashSet<>(rows.keySet());
        List<AuditRow> entries = List.of();
        Admission admission = admissions.get(kind);
        if (admission != null) {
            Set<String> ours = new HashSet<>(jdbc.sql(LeaseRows.CTE + "select destination from l")
                    .params(leases.destinations, leases.epochs, leases.owner)
                    .query(String.class)
                    .list());
            Admission.Admitted admitted = admission.admit(
                    rows.values().stream()
                            .filter(row -> ours.contains(row.destination))
                            .map(row -> new Admission.Due(
                                    row.id, row.destination, row.operation, row.orderId, row.groupId, row.attempts))
                            .toList(),
                    now);
            rest(leases, admitted);
            send.retainAll(admitted.send());
            entries = admitted.audit();
        }
        Map<DueWork, Work> claimed = new HashMap<>();
        Object at = now.atOffset(ZoneOffset.UTC);
        jdbc.sql(CLAIM)
                .params(leases.destinations, leases.epochs, leases.owner, send.toArray(Long[]::new), at, at)
                .query(rs -> {
                    Row row = rows.get(rs.getLong("id"));
                    SenderTarget target = picks.get(row).target();
                    OffsetDateTime deadline = rs.getObject("deadline", OffsetDateTime.class);
                    OutboxRow work = new OutboxRow(
                            row.id,
                            row.kind,
                            row.destination,
                            row.operation,
                            row.orderId,
                            row.groupId,
                            target.account(),
                            rs.getInt("attempts"),
                            deadline == null ? null : deadline.toInstant(),
                            rs.getBytes("body"),
                            rs.getBoolean("sealed"));
                    claimed.put(row, work);
                });
        if (!entries.isEmpty()) {
            audit.write(entries);
        }
        return claimed;
    }

    private void rest(LeaseRows leases, Admission.Admitted admitted) {
        Map<Long, String> whys = new HashMap<>(admitted.dropped());
        admitted.shadow().forEach(id -> whys.put(id, ""));
        if (whys.isEmpty()) {
            return;
        }
        Long[] ids = whys.keySet().toArray(Long[]::new);
        String[] states = new String[ids.length];
        String[] reasons = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            states[i] = admitted.shadow().contains(ids[i]) ? "shadow" : "dropped";
            reasons[i] = whys.get(ids[i]);
        }
        jdbc.sql(REST)
                .params(leases.destinations, leases.epochs, leases.owner, ids, states, reasons)
                .update();
    }

    private void shadow(List<SendCapacity> rooms) {
        if (!rooms.isEmpty()) {
            LeaseRows leases =
                    new LeaseRows(rooms.stream().map(SendCapacity::lease).toList());
            jdbc.sql(SHADOW)
                    .params(leases.destinations, leases.epochs, leases.owner)
                    .update();
        }
    }

    @Override
    public Optional<? extends Work> open(Work work) {
        OutboxRow row = (OutboxRow) work;
        return row.sealed() ? opener.open(row.id(), row.orderId(), row.body()).map(row::opened) : Optional.of(row);
    }

    @Override
    public void recover(Collection<SendCapacity> rooms) {
        Map<String, SendCapacity> byDestination = new HashMap<>();
        rooms.forEach(room -> byDestination.put(room.destination(), room));
        LeaseRows leases = new LeaseRows(rooms.stream().map(SendCapacity::lease).toList());
        Instant now = clock.instant();
        List<OutboxOutcomeWriter.Mark> left = new ArrayList<>();
        List<Long> asked = List.copyOf(doubtful);
        jdbc.sql(LEFT)
                .params(leases.destinations, leases.epochs, asked.toArray(Long[]::new))
                .query(rs -> {
                    Row row = row(rs);
                    SendCapacity room = byDestination.get(row.destination);
                    OutboxRow work = new OutboxRow(
                            row.id,
                            row.kind,
                            row.destination,
                            row.operation,
                            row.orderId,
                            row.groupId,
                            room.target().account(),
                            row.attempts,
                            null,
                            new byte[0],
                            false);
                    CallResult result = CallResult.of(
                            rs.getBoolean("uncalled")
                                    ? Outcome.throttled("its intent was committed, but never answered for", null)
                                    : Outcome.unknown("its sender stopped between the intent and the answer"));
                    left.add(new OutboxOutcomeWriter.Mark(
                            new CompletedCall(work, room.lease(), room.policy().operation(row.operation), result, now),
                            rs.getLong("epoch")));
                });
        if (!left.isEmpty()) {
            marks.write(left);
        }
        asked.forEach(doubtful::remove);
    }

    @Override
    public void doubt(Map<DueWork, SendCapacity> picks) {
        picks.keySet().forEach(pick -> doubtful.add(((Row) pick).id));
    }

    @Override
    public void settle(List<CompletedCall> done) {
        marks.write(done.stream()
                .map(one -> new OutboxOutcomeWriter.Mark(one, one.lease().epoch()))
                .toList());
    }

    private static Row row(ResultSet rs) throws SQLException {
        long group = rs.getLong("group_id");
        Long groupId = rs.wasNull() ? null : group;
        long order = rs.getLong("order_id");
        Long orderId = rs.wasNull() ? null : order;
        return new Row(
                rs.getLong("id"),
                rs.getString("kind"),
                rs.getString("destination"),
                rs.getString("operation"),
                orderId,
                groupId,
                rs.getInt("attempts"));
    }
}
