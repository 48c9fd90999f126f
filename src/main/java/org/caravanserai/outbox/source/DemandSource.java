package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.SenderSignal;
import org.caravanserai.outbox.SubscriptionWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on whole accounts that somebody asked for: polls, and looks at subscriptions. Kept in memory only: how far an
 * account was polled stands in the database, and its subscriptions with the channel, so a request that is lost with its hub
 * is made up for by the next one. Asking on a hub that is not the account's sender does nothing.
 */
public final class DemandSource implements WorkSource, PollTrigger {

    /**
     * What is asked for.
     *
     * @param word kind, operation and serial key of the work, and the first half of its cases' code
     * @param failing how a case goes on after naming the account
     */
    private record Demand(String word, BiFunction<WorkAccount, Integer, Work> work, String failing) {}

    private static final Demand POLL = new Demand("poll", PollWork::new, "does not list its orders");
    private static final Demand SUBSCRIPTIONS =
            new Demand("subscriptions", SubscriptionWork::new, "does not let us look after its webhooks");

    private final Demand demand;
    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final RetryPolicy settlement;
    private final CaseOpener cases;
    private final SenderSignal signal;
    private final Clock clock;
    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();

    private record Request(Instant at, int attempts) {}

    record Due(String word, WorkAccount account) implements DueWork {
        @Override
        public String kind() {
            return word;
        }

        @Override
        public String destination() {
            return account.destination();
        }

        @Override
        public String operation() {
            return word;
        }

        @Override
        public String serialKey() {
            return word;
        }
    }

    /** A source of polls. */
    public static DemandSource polls(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy settlement,
            CaseOpener cases,
            SenderSignal signal,
            Clock clock) {
        return new DemandSource(POLL, jdbc, tx, settlement, cases, signal, clock);
    }

    /** A source of looks at the accounts' subscriptions. */
    public static DemandSource subscriptions(
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy settlement,
            CaseOpener cases,
            SenderSignal signal,
            Clock clock) {
        return new DemandSource(SUBSCRIPTIONS, jdbc, tx, settlement, cases, signal, clock);
    }

    private DemandSource(
            Demand demand,
            JdbcClient jdbc,
            TransactionTemplate tx,
            RetryPolicy settlement,
            CaseOpener cases,
            SenderSignal signal,
            Clock clock) {
        this.demand = demand;
        this.jdbc = jdbc;
        this.tx = tx;
        this.settlement = settlement;
        this.cases = cases;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public void poll(int accountId) {
        requests.putIfAbsent(accountId, new Request(clock.instant(), 0));
        signal.wake("account:" + accountId);
    }

    @Override
    public Set<String> kinds() {
        return Set.of(demand.word);
    }

    @Override
    public List<Due> due(Collection<SendCapacity> rooms, Instant now) {
        return rooms.stream()
                .map(room -> room.target().account())
                .filter(account -> {
                    Request request = requests.get(account.id());
                    return request != null && !request.at.isAfter(now);
                })
                .map(account -> new Due(demand.word, account))
                .toList();
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        LeaseRows leases =
                new LeaseRows(picks.values().stream().map(SendCapacity::lease).toList());
        Set<String> ours = new HashSet<>(jdbc.sql(LeaseRows.CTE + "select destination from l")
                .params(leases.destinations, leases.epochs, leases.owner)
                .query(String.class)
                .list());
        Map<DueWork, Work> works = new HashMap<>();
        picks.keySet().stream()
                .filter(pick -> ours.contains(pick.destination()))
                .forEach(pick -> {
                    WorkAccount account = ((Due) pick).account;
                    Request request = requests.get(account.id());
                    // Asked again while it runs means: once more afterwards.
                    requests.remove(account.id());
                    works.put(pick, demand.work.apply(account, request == null ? 1 : request.attempts + 1));
                });
        return works;
    }

    @Override
    public void settle(List<CompletedCall> done) {
        for (CompletedCall one : done) {
            Work work = one.work();
            RetryDecision verdict =
                    settlement.settle(one.result().outcome(), one.operation(), work.attempt(), one.endedAt());
            if (verdict.step() == RetryDecision.Step.AGAIN) {
                requests.putIfAbsent(
                        work.account().id(),
                        new Request(verdict.at(), verdict.counted() ? work.attempt() : work.attempt() - 1));
            } else if (verdict.step() == RetryDecision.Step.CASE) {
                tx.executeWithoutResult(status -> cases.open(
                        caseOf(work, verdict.cause(), one.result().outcome().message())));
            }
        }
    }

    private NewCase caseOf(Work work, String cause, String message) {
        WorkAccount account = work.account();
        return new NewCase(
                0,
                demand.word + "." + cause,
                "account",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + " " + demand.failing + ": "
                        + OutsideText.clip(message),
                Json.text(Map.of("attempts", work.attempt())));
    }
}
