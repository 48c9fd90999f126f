package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.caravanserai.base.AuditRow;
import org.caravanserai.inbox.OwnEvents;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.OutboxState;
import org.caravanserai.outbox.source.RetryDecision.FollowUp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down how outbox rows ended, many in one transaction: the rows' states, the outcomes as events of
 * their orders, the cases, and the audit block last. A row that has another epoch by now, or whose lease is lost, is left alone.
 */
public final class OutboxOutcomeWriter {

    private static final String END = LeaseRows.CTE + """
            , c as materialized (
              select o.id, w.state, w.next_at, w.why, w.attempts, o.last_error is not null as failed_before
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[]) as w(id, epoch, state, next_at, why, attempts)
              join outbox o on o.id = w.id and o.epoch = w.epoch join l on l.destination = o.destination
              where o.state = 'sending' order by o.id for update of o)
            update outbox o set state = c.state, attempts = c.attempts, last_error = nullif(c.why, ''),
              next_at = coalesce(c.next_at::timestamptz, o.next_at), sent_at = case when c.state = 'sent' then ?::timestamptz end
            from c where o.id = c.id returning o.id, c.failed_before
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final RetryPolicy retries;
    private final CaseOpener cases;
    private final AuditSink audit;
    private final Clock clock;
    private final CallOutcomes outcomes;
    private final Attempts attempts;

    private record Decided(EndedRow ended, RetryDecision decision) {

        OutboxRow row() {
            return ended.row();
        }

        boolean is(FollowUp followUp) {
            return decision.followUp() == followUp;
        }

        OutboxState state() {
            return switch (decision.followUp()) {
                case DONE -> OutboxState.SENT;
                case RETRY -> OutboxState.PENDING;
                case CASE -> OutboxState.CASE;
            };
        }

        String message() {
            return OutsideText.clip(ended.call().outcome().message());
        }
    }

    public OutboxOutcomeWriter(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy retries,
            CaseOpener cases,
            AuditSink audit,
            OwnEvents events,
            Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.retries = retries;
        this.cases = cases;
        this.audit = audit;
        this.clock = clock;
        this.outcomes = new CallOutcomes(events);
        this.attempts = new Attempts(jdbc);
    }

    void write(List<EndedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Function<CompletedCall, Throttling> before =
                attempts.throttling(rows.stream().map(EndedRow::call).toList());
        List<Decided> decided = rows.stream()
                .map(ended -> new Decided(ended, retries.decide(ended.call(), before.apply(ended.call()))))
                .sorted(Comparator.comparing(one -> one.row().id()))
                .toList();
        tx.executeWithoutResult(status -> {
            Map<Long, Boolean> written = end(decided);
            List<Decided> ours = decided.stream()
                    .filter(one -> written.containsKey(one.row().id()))
                    .toList();
            attempts.add(ours.stream().map(one -> one.ended.call()).toList());
            List<Long> recovered = ours.stream()
                    .filter(one ->
                            one.is(FollowUp.DONE) && written.get(one.row().id()))
                    .map(one -> one.row().id())
                    .toList();
            if (!recovered.isEmpty()) {
                cases.delivered(recovered);
            }
            Map<EndedRow, RetryDecision> ended = new LinkedHashMap<>();
            ours.forEach(one -> ended.put(one.ended, one.decision));
            List<AuditRow> entries = new ArrayList<>(outcomes.write(ended));
            ours.stream().filter(one -> one.is(FollowUp.CASE)).forEach(one -> entries.add(openCase(one)));
            // each time, so that what a person thought to be settled comes back; the trail has it once, with the case
            ours.stream().filter(one -> one.decision.isToldAndRetried()).forEach(this::openCase);
            if (!entries.isEmpty()) {
                audit.write(entries);
            }
        });
    }

    /** The rows that were still ours, and whether something had gone wrong with them before. */
    private Map<Long, Boolean> end(List<Decided> decided) {
        Map<Long, Boolean> written = new HashMap<>();
        LeaseRows.ofCalls(decided.stream().map(one -> one.ended.call()).toList())
                .statement(jdbc, END)
                .param(decided.stream().map(one -> one.row().id()).toArray(Long[]::new))
                .param(decided.stream().map(one -> one.ended.epoch()).toArray(Long[]::new))
                .param(decided.stream().map(one -> one.state().word()).toArray(String[]::new))
                .param(decided.stream()
                        .map(one -> one.decision.at() == null
                                ? null
                                : one.decision.at().toString())
                        .toArray(String[]::new))
                .param(decided.stream()
                        .map(one -> one.is(FollowUp.DONE) ? "" : one.message())
                        .toArray(String[]::new))
                .param(decided.stream()
                        .map(one -> one.decision.attempts(one.row().attempt()))
                        .toArray(Integer[]::new))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    written.put(rs.getLong(1), rs.getBoolean(2));
                });
        return written;
    }

    private AuditRow openCase(Decided one) {
        OutboxRow row = one.row();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("outbox", row.id());
        evidence.put("destination", row.destination().text());
        evidence.put("operation", row.operation());
        evidence.put("attempts", row.attempt());
        evidence.put("answer", one.message());
        String cause = one.decision.cause();
        long id = cases.open(DeliveryCases.of(row, cause, one.message(), evidence, one.decision.isToldAndRetried()));
        return AuditRow.of(
                row.kind().word() + "-out." + cause,
                "sender:" + row.destination(),
                row.orderId(),
                Map.of("outbox", row.id(), "case", id));
    }
}
