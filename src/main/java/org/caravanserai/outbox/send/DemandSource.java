package org.caravanserai.outbox.send;

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
import org.caravanserai.base.WorkSignal;
import org.caravanserai.outbox.AccountRef;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.SubscriptionWork;
import org.caravanserai.outbox.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on whole accounts that somebody asked for: polls, and looks at subscriptions. Kept in memory only: how far an
 * account was polled stands in the database, and its subscriptions with the channel, so a request that is lost with its hub
 * is made up for by the next one. Asking on a hub that is not the account's sender does nothing.
 */
final class DemandSource implements WorkSource, PollTrigger {

    /**
     * What is asked for.
     *
     * @param word kind, operation and serial key of the work, and the first half of its cases' code
     * @param failing how a case goes on after naming the account
     */
    private record Demand(String word, BiFunction<AccountRef, Integer, Work> work, String failing, String suggestion) {}

    private static final Demand POLL = new Demand(
            "poll",
            PollWork::new,
            "does not list its orders",
            "Check the account's credentials and rights; orders whose event was lost are not found until this works.");
    private static final Demand SUBSCRIPTIONS = new Demand(
            "subscriptions",
            SubscriptionWork::new,
            "does not let us look after its webhooks",
            "Check the account's credentials and rights, and look at the channel's webhooks yourself; until then orders may come by the poll only.");

    private final Demand demand;
    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final Settlement settlement;
    private final CaseOpener cases;
    private final WorkSignal signal;
    private final Clock clock;
    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();

    private record Request(Instant at, int attempts) {}

    record Due(String word, AccountRef account) implements Candidate {
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
    static DemandSource polls(
            JdbcClient jdbc,
            TransactionTemplate tx,
            Settlement settlement,
            CaseOpener cases,
            WorkSignal signal,
            Clock clock) {
        return new DemandSource(POLL, jdbc, tx, settlement, cases, signal, clock);
    }

    /** A source of looks at the accounts' subscriptions. */
    static DemandSource subscriptions(
            JdbcClient jdbc,
            TransactionTemplate tx,
            Settlement settlement,
            CaseOpener cases,
            WorkSignal signal,
            Clock clock) {
        return new DemandSource(SUBSCRIPTIONS, jdbc, tx, settlement, cases, signal, clock);
    }

    private DemandSource(
            Demand demand,
            JdbcClient jdbc,
            TransactionTemplate tx,
            Settlement settlement,
            CaseOpener cases,
            WorkSignal signal,
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
        signal.wake();
    }

    @Override
    public Set<String> kinds() {
        return Set.of(demand.word);
    }

    @Override
    public List<Due> due(Collection<Room> rooms, Instant now) {
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
    public Map<Candidate, Work> claim(Map<Candidate, Room> picks, Instant now) {
        LeaseRows leases =
                new LeaseRows(picks.values().stream().map(Room::lease).toList());
        Set<String> ours = new HashSet<>(jdbc.sql(LeaseRows.CTE + "select destination from l")
                .params(leases.destinations, leases.epochs, leases.owner)
                .query(String.class)
                .list());
        Map<Candidate, Work> works = new HashMap<>();
        picks.keySet().stream()
                .filter(pick -> ours.contains(pick.destination()))
                .forEach(pick -> {
                    AccountRef account = ((Due) pick).account;
                    Request request = requests.get(account.id());
                    // Asked again while it runs means: once more afterwards.
                    requests.remove(account.id());
                    works.put(pick, demand.work.apply(account, request == null ? 1 : request.attempts + 1));
                });
        return works;
    }

    @Override
    public void settle(List<Done> done) {
        for (Done one : done) {
            Work work = one.work();
            Verdict verdict = settlement.settle(one.result().outcome(), one.operation(), work.attempt(), one.endedAt());
            if (verdict.step() == Verdict.Step.AGAIN) {
                requests.putIfAbsent(
                        work.account().id(),
                        new Request(verdict.at(), verdict.counted() ? work.attempt() : work.attempt() - 1));
            } else if (verdict.step() == Verdict.Step.CASE) {
                tx.executeWithoutResult(status -> cases.open(
                        caseOf(work, verdict.cause(), one.result().outcome().message())));
            }
        }
    }

    private CaseOpener.Case caseOf(Work work, String cause, String message) {
        AccountRef account = work.account();
        return new CaseOpener.Case(
                demand.word + "." + cause,
                "error",
                "account",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + " " + demand.failing + ": " + Texts.clip(message),
                demand.suggestion,
                Map.of("attempts", work.attempt()));
    }
}
