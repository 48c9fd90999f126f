package org.caravanserai.outbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.OutboxRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down how outbox rows ended, many in one transaction: the rows' states, the parcels the channel was told of, the
 * cases, and the audit block last. A row that has another epoch by now, or whose lease is lost, is left alone.
 */
public final class OutboxOutcomeWriter {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxOutcomeWriter.class);

    private static final String MARK = LeaseRows.CTE + """
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
    private final RetryPolicy settlement;
    private final CaseOpener cases;
    private final AuditSink audit;
    private final Clock clock;

    /** @param epoch the one the row must still have: the sender's, or the dead sender's for what it left behind */
    record Mark(CompletedCall done, long epoch) {}

    private record Decided(Mark mark, OutboxRow row, RetryDecision verdict) {
        String state() {
            return switch (verdict.step()) {
                case DONE -> "sent";
                case AGAIN -> "pending";
                case CASE -> "case";
            };
        }
    }

    public OutboxOutcomeWriter(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy settlement,
            CaseOpener cases,
            AuditSink audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.settlement = settlement;
        this.cases = cases;
        this.audit = audit;
        this.clock = clock;
    }

    void write(List<Mark> marks) {
        List<Decided> decided = marks.stream()
                .map(this::decide)
                .sorted(Comparator.comparing(one -> one.row.id()))
                .toList();
        tx.executeWithoutResult(status -> {
            Map<Long, Boolean> marked = mark(decided);
            List<Decided> ours = decided.stream()
                    .filter(one -> marked.containsKey(one.row.id()))
                    .toList();
            List<Long> mended = ours.stream()
                    .filter(one -> one.verdict.step() == RetryDecision.Step.DONE && marked.get(one.row.id()))
                    .map(one -> one.row.id())
                    .toList();
            if (!mended.isEmpty()) {
                cases.delivered(mended);
            }
            List<AuditRow> entries = new ArrayList<>();
            told(ours, entries);
            ours.stream()
                    .filter(one -> one.verdict.step() == RetryDecision.Step.CASE)
                    .forEach(one -> entries.add(openCase(one)));
            if (!entries.isEmpty()) {
                audit.write(entries);
            }
        });
    }

    private Decided decide(Mark mark) {
        CompletedCall done = mark.done;
        OutboxRow row = (OutboxRow) done.work();
        return new Decided(
                mark, row, settlement.settle(done.result().outcome(), done.operation(), row.attempt(), done.endedAt()));
    }

    /** The rows that were still ours, and whether something had gone wrong with them before. */
    private Map<Long, Boolean> mark(List<Decided> decided) {
        LeaseRows leases =
                new LeaseRows(decided.stream().map(one -> one.mark.done.lease()).toList());
        int n = decided.size();
        Long[] ids = new Long[n];
        Long[] epochs = new Long[n];
        String[] states = new String[n];
        String[] nextAts = new String[n];
        String[] whys = new String[n];
        Integer[] attempts = new Integer[n];
        for (int i = 0; i < n; i++) {
            Decided one = decided.get(i);
            ids[i] = one.row.id();
            epochs[i] = one.mark.epoch;
            states[i] = one.state();
            nextAts[i] = one.verdict.at() == null ? null : one.verdict.at().toString();
            whys[i] = one.verdict.step() == RetryDecision.Step.DONE
                    ? ""
                    : OutsideText.clip(one.mark.done.result().outcome().message());
            attempts[i] = one.verdict.counted() ? one.row.attempt() : one.row.attempt() - 1;
        }
        Map<Long, Boolean> marked = new HashMap<>();
        jdbc.sql(MARK)
                .params(
                        leases.destinations,
                        leases.epochs,
                        leases.owner,
                        ids,
                        epochs,
                        states,
                        nextAts,
                        whys,
                        attempts,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    marked.put(rs.getLong(1), rs.getBoolean(2));
                });
        return marked;
    }

    private void told(List<Decided> ours, List<AuditRow> entries) {
        List<Long> shipments = new ArrayList<>();
        for (Decided one : ours) {
            if (one.verdict.step() != RetryDecision.Step.DONE || !one.row.kind().equals("status")) {
                continue;
            }
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("outbox", one.row.id());
            data.put("operation", one.row.operation());
            data.put("outcome", one.mark.done.result().outcome().kind().name().toLowerCase(Locale.ROOT));
            if (one.row.operation().equals("shipment")) {
                long shipment = shipment(one.row);
                shipments.add(shipment);
                data.put("shipment", shipment);
            }
            entries.add(AuditRow.of("status.told", "sender:" + one.row.destination(), one.row.orderId(), data));
        }
        if (!shipments.isEmpty()) {
            jdbc.sql("update shipment set told_at = ? where id = any(?) and told_at is null")
                    .params(
                            clock.instant().atOffset(ZoneOffset.UTC),
                            shipments.stream().sorted().toArray(Long[]::new))
                    .update();
        }
    }

    private static long shipment(OutboxRow row) {
        try {
            JsonNode id = Json.MAPPER.readTree(row.body()).path("shipmentId");
            return Long.parseLong(id.asText("0"));
        } catch (IOException | NumberFormatException e) {
            LOG.warn("outbox row {} names no shipment; its parcel stays untold in the books", row.id());
            return 0;
        }
    }

    private AuditRow openCase(Decided one) {
        OutboxRow row = one.row;
        String message = OutsideText.clip(one.mark.done.result().outcome().message());
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("outbox", row.id());
        evidence.put("destination", row.destination());
        evidence.put("operation", row.operation());
        evidence.put("attempts", row.attempt());
        evidence.put("answer", message);
        long id = cases.open(DeliveryCases.of(row, one.verdict.cause(), message, evidence));
        return AuditRow.of(
                row.kind() + "-out." + one.verdict.cause(),
                "sender:" + row.destination(),
                row.orderId(),
                Map.of("outbox", row.id(), "case", id));
    }
}
