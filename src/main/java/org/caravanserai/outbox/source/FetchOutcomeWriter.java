package org.caravanserai.outbox.source;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.inbox.EventOutcome;
import org.caravanserai.inbox.EventResult;
import org.caravanserai.inbox.FetchQueue;
import org.caravanserai.inbox.OutcomeTable;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.source.RetryDecision.FollowUp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down how fetches ended: notification-only events whose order is here, or will never be, wait no longer; the others are due again
 * later. An order that cannot be fetched becomes a case, unless nobody but people asked for it.
 */
public final class FetchOutcomeWriter {

    private static final String RETRY = FetchQueue.retry(LeaseRows.CTE);

    private static final String DELETE = FetchQueue.delete(LeaseRows.CTE);

    private static final String GIVE_UP = FetchQueue.giveUp(LeaseRows.CTE);

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final RetryPolicy retries;
    private final CaseOpener cases;
    private final Attempts attempts;
    private final Clock clock;

    public FetchOutcomeWriter(
            JdbcClient jdbc, TransactionTemplate tx, RetryPolicy retries, CaseOpener cases, Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.retries = retries;
        this.cases = cases;
        this.attempts = new Attempts(jdbc);
        this.clock = clock;
    }

    private record Again(long id, CompletedCall call, RetryDecision decision) {

        String nextAt() {
            return (decision.at() == null ? call.endedAt() : decision.at()).toString();
        }
    }

    /** @param cause second half of a code @param said by the channel */
    private record Failure(String cause, String said) {}

    /** What a group of ended fetches means for their notification-only events. */
    private static final class Ended {
        final List<Long> finished = new ArrayList<>();
        final List<Long> inVain = new ArrayList<>();
        final List<Again> again = new ArrayList<>();
        final Map<FetchWork, Failure> failed = new LinkedHashMap<>();

        void add(CompletedCall call, RetryDecision decision) {
            FetchWork work = (FetchWork) call.work();
            boolean failure = decision.followUp() == FollowUp.CASE;
            work.orders().forEach((key, ids) -> {
                boolean brought = !work.list() || call.result().fetched().contains(key);
                if (failure) {
                    inVain.addAll(ids);
                } else if (decision.followUp() == FollowUp.DONE && brought) {
                    finished.addAll(ids);
                } else {
                    ids.forEach(id -> again.add(new Again(id, call, decision)));
                }
            });
            if (failure) {
                failed.put(work, new Failure(decision.cause(), call.outcome().message()));
            }
        }
    }

    void write(List<CompletedCall> calls) {
        LeaseRows leases = LeaseRows.ofCalls(calls);
        Ended ended = new Ended();
        Function<CompletedCall, Throttling> before = attempts.throttling(calls);
        calls.forEach(call -> ended.add(call, decide(call, before.apply(call))));
        tx.executeWithoutResult(status -> {
            delete(leases, DELETE, ended.finished);
            Set<Long> deleted = delete(leases, GIVE_UP, ended.inVain);
            retry(leases, ended.again);
            attempts.add(calls);
            ended.failed.forEach((work, failure) -> {
                if (deleted.contains(work.parentId())) {
                    OutcomeTable.put(jdbc, refusals(work, failure), clock.instant());
                    if (!work.onlyImported()) {
                        cases.open(caseOf(work, failure));
                    }
                }
            });
        });
    }

    private RetryDecision decide(CompletedCall call, Throttling before) {
        FetchWork work = (FetchWork) call.work();
        Outcome outcome = call.outcome();
        // A read that got no answer simply did not happen.
        Outcome known = outcome.kind() == Outcome.Kind.UNKNOWN
                ? Outcome.retry(outcome.message(), outcome.retryAfter())
                : outcome;
        RetryDecision decision = known.kind() == Outcome.Kind.THROTTLED
                ? retries.decide(call, before)
                : retries.decide(known, call.operation(), work.attempt(), call.endedAt());
        // One refused list call says nothing about its orders: they are fetched one by one.
        return work.list() && decision.followUp() == FollowUp.CASE
                ? RetryDecision.retry(call.endedAt(), true)
                : decision;
    }

    private Set<Long> delete(LeaseRows leases, String statement, List<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(leases.statement(jdbc, statement)
                        .param(ids.toArray(Long[]::new))
                        .query(Long.class)
                        .list());
    }

    private void retry(LeaseRows leases, List<Again> events) {
        if (!events.isEmpty()) {
            leases.statement(jdbc, RETRY)
                    .param(events.stream().map(Again::id).toArray(Long[]::new))
                    .param(events.stream().map(Again::nextAt).toArray(String[]::new))
                    .param(events.stream()
                            .map(one -> one.decision.counted() ? 0 : 1)
                            .toArray(Integer[]::new))
                    .param(events.stream()
                            .map(one -> OutsideText.clip(one.call.outcome().message()))
                            .toArray(String[]::new))
                    .update();
        }
    }

    /** Whoever asked for the order is told; somebody who mistyped its id needs no case. */
    private static List<EventOutcome> refusals(FetchWork work, Failure failure) {
        String reason = work.account().channel() + " account " + work.account().name() + " does not hand out order "
                + OutsideText.clip(work.orderKey()) + ": " + OutsideText.clip(failure.said);
        return work.imports().stream()
                .map(id -> new EventOutcome(id, EventResult.REFUSED, "fetch." + failure.cause, reason, List.of()))
                .toList();
    }

    private static NewCase caseOf(FetchWork work, Failure failure) {
        String why = OutsideText.clip(failure.said);
        WorkAccount account = work.account();
        return new NewCase(
                0,
                "fetch." + failure.cause,
                "event",
                account.id(),
                null,
                null,
                work.parentId(),
                null,
                account.channel() + " account " + account.name() + " told us of order "
                        + OutsideText.clip(work.orderKey()) + " but does not hand it out"
                        + (why.isBlank() ? "" : ": " + why),
                Json.text(Map.of("channelOrderId", work.orderKey(), "events", work.ids(), "attempts", work.attempt())),
                NewCase.ofOrder(work.orderKey()));
    }
}
