package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.WorkAccount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what became of stock pushes: what we now believe the channel shows, and when to look again. */
final class ListingOutcomeWriter {

    private static final String MARK = LeaseRows.CTE + """
            , c as materialized (
              select i.account_id, i.channel_sku, i.last_error is not null as failed_before, w.step, w.target, w.seen, w.shown, w.version, w.next_at, w.attempts, w.why
              from unnest(?::int[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::bigint[], ?::text[], ?::int[], ?::text[])
                as w(account_id, channel_sku, step, target, seen, shown, version, next_at, attempts, why)
              join listing i on i.account_id = w.account_id and i.channel_sku = w.channel_sku
              join l on l.destination = 'account:' || i.account_id
              order by i.account_id, i.channel_sku for update of i)
            update listing i set
              believed = case c.step
                when 'compared' then case when c.seen is null then c.target else c.target - (c.seen - i.believed) end
                when 'set' then case when i.believed is not distinct from c.seen then c.target end
                when 'read' then c.shown
                else i.believed end,
              told_version = case when c.step in ('compared', 'set') then c.version else i.told_version end,
              told_at = case when c.step in ('compared', 'set') then ?::timestamptz else i.told_at end,
              next_at = c.next_at::timestamptz, attempts = c.attempts, last_error = nullif(c.why, '')
            from c where i.account_id = c.account_id and i.channel_sku = c.channel_sku
            returning i.account_id || '/' || i.channel_sku, c.failed_before
            """;

    /** A listing is not pushed more often than this. */
    private static final Duration BREATH = Duration.ofSeconds(1);
    /** After a stale answer the account's orders are taken first; this long they get for it. */
    private static final Duration AFTER_STALE = Duration.ofSeconds(2);
    /** A listing with a case is tried again this late: the person may have mended it at the channel. */
    private static final Duration AFTER_CASE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final RetryPolicy settlement;
    private final Backoff backoff;
    private final CaseOpener cases;
    private final PollTrigger polls;
    private final Clock clock;

    private record Mark(
            CompletedCall done,
            StockWork work,
            String step,
            Integer shown,
            Instant nextAt,
            int attempts,
            RetryDecision verdict) {}

    ListingOutcomeWriter(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy settlement,
            Backoff backoff,
            CaseOpener cases,
            PollTrigger polls,
            Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.settlement = settlement;
        this.backoff = backoff;
        this.cases = cases;
        this.polls = polls;
        this.clock = clock;
    }

    void write(List<CompletedCall> done) {
        List<Mark> marks = done.stream()
                .map(this::decide)
                .sorted(Comparator.comparing((Mark one) -> one.work.account().id())
                        .thenComparing(one -> one.work.listing().channelSku()))
                .toList();
        tx.executeWithoutResult(status -> {
            Map<String, Boolean> ours = mark(marks);
            marks.stream()
                    .filter(one -> one.verdict.step() == RetryDecision.Step.CASE && ours.containsKey(key(one.work)))
                    .forEach(this::openCase);
            marks.stream()
                    .filter(one ->
                            one.verdict.step() == RetryDecision.Step.DONE && ours.getOrDefault(key(one.work), false))
                    .forEach(one -> cases.shown(
                            one.work.account().id(), one.work.listing().channelSku()));
        });
        Set<Integer> stale = new HashSet<>();
        marks.stream()
                .filter(one -> one.done.result().outcome().kind() == Outcome.Kind.STALE)
                .forEach(one -> stale.add(one.work.account().id()));
        stale.forEach(polls::poll);
    }

    private Mark decide(CompletedCall done) {
        StockWork work = (StockWork) done.work();
        Outcome outcome = done.result().outcome();
        RetryDecision verdict = settlement.settle(outcome, done.operation(), work.attempt(), done.endedAt());
        Integer shown = done.result().shown();
        Instant now = done.endedAt();
        return switch (verdict.step()) {
            case DONE ->
                new Mark(
                        done,
                        work,
                        done.operation().compareAndSet() ? "compared" : "set",
                        null,
                        now.plus(backoff.plain(BREATH)),
                        0,
                        verdict);
            case CASE ->
                new Mark(
                        done,
                        work,
                        outcome.kind() == Outcome.Kind.UNKNOWN ? "read" : "keep",
                        null,
                        now.plus(backoff.plain(AFTER_CASE)),
                        0,
                        verdict);
            case AGAIN ->
                switch (outcome.kind()) {
                    case STALE ->
                        new Mark(
                                done,
                                work,
                                "read",
                                shown,
                                later(verdict.at(), now.plus(backoff.plain(AFTER_STALE))),
                                work.attempt(),
                                verdict);
                    // The push may have taken effect or not: the next one must not compare with what we believed
                    // before.
                    case UNKNOWN -> new Mark(done, work, "read", shown, verdict.at(), work.attempt(), verdict);
                    default ->
                        new Mark(
                                done,
                                work,
                                "keep",
                                null,
                                verdict.at(),
                                verdict.counted() ? work.attempt() : work.attempt() - 1,
                                verdict);
                };
        };
    }

    private Map<String, Boolean> mark(List<Mark> marks) {
        LeaseRows leases =
                new LeaseRows(marks.stream().map(one -> one.done.lease()).toList());
        Map<String, Boolean> ours = new HashMap<>();
        jdbc.sql(MARK)
                .params(
                        leases.destinations,
                        leases.epochs,
                        leases.owner,
                        marks.stream().map(one -> one.work.account().id()).toArray(Integer[]::new),
                        marks.stream()
                                .map(one -> one.work.listing().channelSku())
                                .toArray(String[]::new),
                        marks.stream().map(Mark::step).toArray(String[]::new),
                        marks.stream().map(one -> one.work.target()).toArray(Integer[]::new),
                        marks.stream().map(one -> one.work.believed()).toArray(Integer[]::new),
                        marks.stream().map(Mark::shown).toArray(Integer[]::new),
                        marks.stream().map(one -> one.work.version()).toArray(Long[]::new),
                        marks.stream().map(one -> one.nextAt.toString()).toArray(String[]::new),
                        marks.stream().map(Mark::attempts).toArray(Integer[]::new),
                        marks.stream()
                                .map(one -> one.verdict.step() == RetryDecision.Step.DONE
                                        ? ""
                                        : OutsideText.clip(
                                                one.done.result().outcome().message()))
                                .toArray(String[]::new),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    ours.put(rs.getString(1), rs.getBoolean(2));
                });
        return ours;
    }

    private void openCase(Mark mark) {
        StockWork work = mark.work;
        WorkAccount account = work.account();
        String sku = OutsideText.clip(work.listing().channelSku());
        cases.open(new NewCase(
                0,
                "stock-out." + mark.verdict.cause(),
                "stock",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + " does not take the quantity " + work.target()
                        + " for " + sku + ": "
                        + OutsideText.clip(mark.done.result().outcome().message()),
                Json.text(Map.of("channelSku", sku, "target", work.target(), "attempts", work.attempt()))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String key(StockWork work) {
        return work.account().id() + "/" + work.listing().channelSku();
    }
}
