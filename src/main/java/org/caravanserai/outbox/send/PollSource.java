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
import org.caravanserai.outbox.AccountRef;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.SenderSignal;
import org.caravanserai.outbox.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Polls that somebody asked for. Kept in memory only: how far an account was polled stands in the database, so a request
 * that is lost with its hub is made up for by the next one. Asking on a hub that is not the account's sender does nothing.
 */
final class PollSource implements WorkSource, PollTrigger {

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final Settlement settlement;
    private final CaseOpener cases;
    private final SenderSignal signal;
    private final Clock clock;
    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();

    private record Request(Instant at, int attempts) {
    }

    record Due(AccountRef account) implements Candidate {
        @Override
        public String kind() {
            return "poll";
        }

        @Override
        public String destination() {
            return account.destination();
        }

        @Override
        public String operation() {
            return "poll";
        }

        @Override
        public String serialKey() {
            return "poll";
        }
    }

    PollSource(JdbcClient jdbc, TransactionTemplate tx, Settlement settlement, CaseOpener cases, SenderSignal signal, Clock clock) {
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
        return Set.of("poll");
    }

    @Override
    public List<Due> due(Collection<Room> rooms, Instant now) {
        return rooms.stream().map(room -> room.target().account()).filter(account -> {
            Request request = requests.get(account.id());
            return request != null && !request.at.isAfter(now);
        }).map(Due::new).toList();
    }

    @Override
    public Map<Candidate, Work> claim(Map<Candidate, Room> picks, Instant now) {
        LeaseRows leases = new LeaseRows(picks.values().stream().map(Room::lease).toList());
        Set<String> ours = new HashSet<>(jdbc.sql(LeaseRows.CTE + "select destination from l")
                .params(leases.destinations, leases.epochs, leases.owner).query(String.class).list());
        Map<Candidate, Work> works = new HashMap<>();
        picks.keySet().stream().filter(pick -> ours.contains(pick.destination())).forEach(pick -> {
            AccountRef account = ((Due) pick).account;
            Request request = requests.get(account.id());
            // Asked again while it runs means: once more afterwards.
            requests.remove(account.id());
            works.put(pick, new PollWork(account, request == null ? 1 : request.attempts + 1));
        });
        return works;
    }

    @Override
    public void settle(List<Done> done) {
        for (Done one : done) {
            PollWork work = (PollWork) one.work();
            Verdict verdict = settlement.settle(one.result().outcome(), one.operation(), work.attempt(), one.endedAt());
            if (verdict.step() == Verdict.Step.AGAIN) {
                requests.putIfAbsent(work.account().id(), new Request(verdict.at(), verdict.counted() ? work.attempt() : work.attempt() - 1));
            } else if (verdict.step() == Verdict.Step.CASE) {
                tx.executeWithoutResult(status -> cases.open(caseOf(work, verdict.cause(), one.result().outcome().message())));
            }
        }
    }

    private static CaseOpener.Case caseOf(PollWork work, String cause, String message) {
        AccountRef account = work.account();
        return new CaseOpener.Case("poll." + cause, "error", "account", account.id(), null, null, null, null,
                account.channel() + " account " + account.name() + " does not list its orders: " + Texts.clip(message),
                "Check the account's credentials and rights; orders whose event was lost are not found until this works.",
                Map.of("attempts", work.attempt()));
    }
}
