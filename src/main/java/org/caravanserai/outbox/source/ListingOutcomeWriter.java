package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.source.RetryDecision.FollowUp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what became of stock pushes: what we now believe the channel shows, and when to look again. After a stale
 * answer it asks for the account's new orders, which may explain it.
 */
public final class ListingOutcomeWriter {

    private static final String WRITE = LeaseRows.CTE + """
            , c as materialized (
              select i.id, i.last_error is not null as failed_before, w.belief, w.target, w.seen, w.shown, w.version, w.next_at, w.attempts, w.why
              from unnest(?::bigint[], ?::text[], ?::int[], ?::int[], ?::int[], ?::bigint[], ?::text[], ?::int[], ?::text[])
                as w(id, belief, target, seen, shown, version, next_at, attempts, why)
              join listing i on i.id = w.id
              join l on l.destination = 'account:' || i.account_id
              order by i.id for update of i)
            update listing i set
              believed = case c.belief
                when 'compared' then case when c.seen is null then c.target else c.target - (c.seen - i.believed) end
                when 'set' then case when i.believed is not distinct from c.seen then c.target end
                when 'read' then c.shown
                else i.believed end,
              told_version = case when c.belief in ('compared', 'set') then c.version else i.told_version end,
              told_at = case when c.belief in ('compared', 'set') then ?::timestamptz else i.told_at end,
              next_at = c.next_at::timestamptz, attempts = c.attempts, last_error = nullif(c.why, '')
            from c where i.id = c.id
            returning i.id, c.failed_before
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final RetryPolicy retries;
    private final Backoff backoff;
    private final CaseOpener cases;
    private final PollTrigger polls;
    private final Clock clock;
    private final Attempts attempts;

    public ListingOutcomeWriter(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy retries,
            Backoff backoff,
            CaseOpener cases,
            PollTrigger polls,
            Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.retries = retries;
        this.backoff = backoff;
        this.cases = cases;
        this.polls = polls;
        this.clock = clock;
        this.attempts = new Attempts(jdbc);
    }

    void write(List<CompletedCall> calls) {
        Function<CompletedCall, Throttling> before = attempts.throttling(calls);
        List<ListingOutcome> outcomes = calls.stream()
                .map(call -> ListingOutcome.of(call, retries.decide(call, before.apply(call)), backoff))
                .sorted(Comparator.comparingLong(one -> one.work().listing().id()))
                .toList();
        tx.executeWithoutResult(status -> {
            Map<Long, Boolean> written = writeListings(outcomes);
            attempts.add(outcomes.stream()
                    .filter(one -> written.containsKey(one.work().listing().id()))
                    .map(ListingOutcome::call)
                    .toList());
            outcomes.stream()
                    .filter(one -> one.is(FollowUp.CASE)
                            && written.containsKey(one.work().listing().id()))
                    .forEach(this::openCase);
            outcomes.stream()
                    .filter(one -> one.is(FollowUp.DONE)
                            && written.getOrDefault(one.work().listing().id(), false))
                    .forEach(one -> cases.shown(
                            one.work().account().id(), one.work().listing().name()));
        });
        outcomes.stream()
                .filter(one -> one.call().outcome().kind() == Outcome.Kind.STALE)
                .map(one -> one.work().account().id())
                .distinct()
                .forEach(polls::poll);
    }

    /** The listings that were still ours, and whether something had gone wrong with them before. */
    private Map<Long, Boolean> writeListings(List<ListingOutcome> outcomes) {
        List<StockWork> works = outcomes.stream().map(ListingOutcome::work).toList();
        Map<Long, Boolean> written = new HashMap<>();
        LeaseRows.ofCalls(outcomes.stream().map(ListingOutcome::call).toList())
                .statement(jdbc, WRITE)
                .param(works.stream().map(one -> one.listing().id()).toArray(Long[]::new))
                .param(outcomes.stream()
                        .map(one -> one.belief().name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new))
                .param(works.stream().map(StockWork::target).toArray(Integer[]::new))
                .param(works.stream().map(StockWork::believed).toArray(Integer[]::new))
                .param(outcomes.stream().map(ListingOutcome::read).toArray(Integer[]::new))
                .param(works.stream().map(StockWork::version).toArray(Long[]::new))
                .param(outcomes.stream().map(one -> one.nextAt().toString()).toArray(String[]::new))
                .param(outcomes.stream().map(ListingOutcome::attempts).toArray(Integer[]::new))
                .param(outcomes.stream().map(ListingOutcome::error).toArray(String[]::new))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    written.put(rs.getLong(1), rs.getBoolean(2));
                });
        return written;
    }

    private void openCase(ListingOutcome outcome) {
        StockWork work = outcome.work();
        WorkAccount account = work.account();
        String sku = OutsideText.clip(work.listing().name());
        cases.open(new NewCase(
                0,
                "stock-out." + outcome.decision().cause(),
                "stock",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + " does not take the quantity " + work.target()
                        + " for " + sku + ": " + outcome.error(),
                Json.text(Map.of("channelSku", sku, "target", work.target(), "attempts", work.attempt())),
                "listing:" + sku));
    }
}
