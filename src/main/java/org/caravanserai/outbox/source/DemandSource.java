package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on whole accounts that somebody asked for: polls, and the reconciling of subscriptions. Kept in memory only: how far an
 * account was polled stands in the database, and its subscriptions with the channel, so a request that is lost with its hub
 * is made up for by the next one. Asking on a hub that is not the account's sender does nothing.
 */
public final class DemandSource implements WorkSource {

    /** One that fails for longer than this, in the channel's time, is a case, though it is tried again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A change of an account has reached every part of every hub by then. */
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(3);

    private final AccountDemand demand;
    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final RetryPolicy retries;
    private final Backoff backoff;
    private final CaseOpener cases;
    private final WorkSignal signal;
    private final Clock clock;
    private final Attempts attempts;
    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> failingSince = new ConcurrentHashMap<>();
    private final Map<Integer, Throttling> putOff = new ConcurrentHashMap<>();

    private record Request(Instant at, int attempts) {}

    /** A source of polls. */
    public static DemandSource polls(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy retries,
            Backoff backoff,
            CaseOpener cases,
            WorkSignal signal,
            Clock clock) {
        return new DemandSource(AccountDemand.POLL, jdbc, tx, retries, backoff, cases, signal, clock);
    }

    /** A source of works that reconcile the accounts' subscriptions. */
    public static DemandSource subscriptions(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy retries,
            Backoff backoff,
            CaseOpener cases,
            WorkSignal signal,
            Clock clock) {
        return new DemandSource(AccountDemand.SUBSCRIPTIONS, jdbc, tx, retries, backoff, cases, signal, clock);
    }

    private DemandSource(
            AccountDemand demand,
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy retries,
            Backoff backoff,
            CaseOpener cases,
            WorkSignal signal,
            Clock clock) {
        this.demand = demand;
        this.jdbc = jdbc;
        this.tx = tx;
        this.retries = retries;
        this.backoff = backoff;
        this.cases = cases;
        this.signal = signal;
        this.clock = clock;
        this.attempts = new Attempts(jdbc);
    }

    /** Has the work done soon; returns at once, and changes nothing when it waits already. */
    public void ask(int accountId) {
        requests.putIfAbsent(accountId, new Request(clock.instant(), 0));
        signal.wake();
    }

    /** Has the work done anew in some seconds, however long it was to wait: the account was changed. */
    public void anew(int accountId) {
        requests.put(accountId, new Request(clock.instant().plus(KNOWN_EVERYWHERE), 0));
        failingSince.remove(accountId);
    }

    @Override
    public Set<WorkKind> kinds() {
        return Set.of(demand.kind());
    }

    @Override
    public List<AccountDemand.DueDemand> due(Collection<SendCapacity> capacities, Instant now) {
        return capacities.stream()
                .map(one -> one.target().account())
                .filter(account -> {
                    Request request = requests.get(account.id());
                    return request != null && !request.at.isAfter(now);
                })
                .map(demand::at)
                .toList();
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        Set<String> held = LeaseRows.of(picks.values()).held(jdbc);
        Map<DueWork, Work> works = new HashMap<>();
        picks.keySet().stream()
                .filter(pick -> held.contains(pick.destination().text()))
                .forEach(pick -> {
                    WorkAccount account = ((AccountDemand.DueDemand) pick).account();
                    Request request = requests.get(account.id());
                    // Asked again while it runs means: once more afterwards.
                    requests.remove(account.id());
                    works.put(pick, demand.work().apply(account, request == null ? 1 : request.attempts + 1));
                });
        return works;
    }

    @Override
    public void complete(List<CompletedCall> calls) {
        tx.executeWithoutResult(status -> {
            attempts.add(calls);
            calls.forEach(this::complete);
        });
    }

    private void complete(CompletedCall call) {
        Work work = call.work();
        Throttling before = putOff.getOrDefault(work.account().id(), Throttling.NONE);
        if (call.outcome().kind() == Outcome.Kind.THROTTLED) {
            putOff.put(work.account().id(), before.again(clock.instant()));
        } else {
            putOff.remove(work.account().id());
        }
        RetryDecision decision = retries.decide(call, before);
        switch (decision.followUp()) {
            case RETRY -> {
                requests.putIfAbsent(
                        work.account().id(), new Request(decision.at(), decision.attempts(work.attempt())));
                if (decision.counted() && failsForLong(call)) {
                    cases.open(caseOf(work, "failing", call.outcome().message()));
                }
            }
            case CASE ->
                cases.open(caseOf(work, decision.cause(), call.outcome().message()));
            // asked for again while it ran: it is among the requests already
            case DONE -> {
                failingSince.remove(work.account().id());
                cases.over(work.account().id(), subject());
            }
        }
    }

    /** Of polls only: what keeps them from working keeps everything else of the account from working too. */
    private boolean failsForLong(CompletedCall call) {
        Instant since = failingSince.computeIfAbsent(call.work().account().id(), id -> call.endedAt());
        return demand == AccountDemand.POLL && !call.endedAt().isBefore(since.plus(backoff.plain(PATIENCE)));
    }

    private NewCase caseOf(Work work, String cause, String message) {
        WorkAccount account = work.account();
        return new NewCase(
                0,
                demand.kind().word() + "." + cause,
                "account",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + " " + demand.failing() + ": "
                        + OutsideText.clip(message),
                Json.text(Map.of("attempts", work.attempt())),
                subject());
    }

    /** One case an account: whatever its answers are, it is over when this works. */
    private String subject() {
        return demand.kind().word();
    }
}
