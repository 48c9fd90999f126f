package org.caravanserai.outbox.send;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.outbox.AccountRef;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events that only name an order and wait for it. All pending events of one order are one fetch; a backlog that the channel can
 * answer with one list call is one. A fetch is a read, so nothing is in doubt after a crash: a claim only moves the rows'
 * {@code next_at} on, and they come back by themselves.
 */
final class FetchSource implements WorkSource {

    private static final String DUE = """
            select d.account_id, k.order_key, k.ids, k.attempts
            from unnest(?::int[], ?::int[]) as d(account_id, room)
            cross join lateral (
              select f.order_key, array_agg(f.id order by f.id) as ids, max(f.attempts) as attempts
              from inbox_fetch f
              join (select distinct order_key from (
                      select order_key from inbox_fetch where account_id = d.account_id and next_at <= ? order by next_at limit d.room) due) one
                on one.order_key = f.order_key
              where f.account_id = d.account_id group by f.order_key) k
            order by d.account_id, k.ids[1]
            """;

    private static final String CLAIM = LeaseRows.CTE + """
            , c as materialized (
              select f.id from inbox_fetch f join l on l.destination = 'account:' || f.account_id
              where f.id = any(?) order by f.id for update of f)
            update inbox_fetch f set attempts = f.attempts + 1, next_at = ? from c where f.id = c.id
            returning f.id
            """;

    private static final String SETTLE = LeaseRows.CTE + """
            , c as materialized (
              select f.id, w.next_at, w.uncount, w.why from unnest(?::bigint[], ?::text[], ?::int[], ?::text[]) as w(id, next_at, uncount, why)
              join inbox_fetch f on f.id = w.id join l on l.destination = 'account:' || f.account_id order by f.id for update of f)
            update inbox_fetch f set next_at = c.next_at::timestamptz, attempts = greatest(0, f.attempts - c.uncount), last_error = nullif(c.why, '')
            from c where f.id = c.id
            """;

    private static final String DELETE = LeaseRows.CTE + """
            , c as materialized (
              select f.id from inbox_fetch f join l on l.destination = 'account:' || f.account_id where f.id = any(?) order by f.id for update of f)
            delete from inbox_fetch f using c where f.id = c.id returning f.id
            """;

    /** No list call asks for more orders than this. */
    private static final int LIST_LIMIT = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final Settlement settlement;
    private final Backoff backoff;
    private final CaseOpener cases;

    record Due(AccountRef account, Map<String, List<Long>> orders, boolean list, int attempts) implements Candidate {
        @Override
        public String kind() {
            return "fetch";
        }

        @Override
        public String destination() {
            return account.destination();
        }

        @Override
        public String operation() {
            return list ? "fetch-list" : "fetch";
        }

        @Override
        public String serialKey() {
            return list ? "fetch-list" : "fetch:" + orders.keySet().iterator().next();
        }

        List<Long> ids() {
            return orders.values().stream().flatMap(Collection::stream).toList();
        }
    }

    FetchSource(JdbcClient jdbc, TransactionTemplate tx, Settlement settlement, Backoff backoff, CaseOpener cases) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.settlement = settlement;
        this.backoff = backoff;
        this.cases = cases;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("fetch");
    }

    @Override
    public List<Due> due(Collection<Room> rooms, Instant now) {
        Map<Integer, Room> byAccount = new HashMap<>();
        rooms.forEach(room -> byAccount.put(room.target().account().id(), room));
        Map<Integer, List<Due>> found = new LinkedHashMap<>();
        jdbc.sql(DUE)
                .params(
                        byAccount.keySet().toArray(Integer[]::new),
                        byAccount.values().stream()
                                .map(room -> Math.max(room.limit(), LIST_LIMIT))
                                .toArray(Integer[]::new),
                        now.atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    Room room = byAccount.get(rs.getInt("account_id"));
                    List<Long> ids = List.of((Long[]) rs.getArray("ids").getArray());
                    found.computeIfAbsent(room.target().account().id(), id -> new ArrayList<>())
                            .add(new Due(
                                    room.target().account(),
                                    Map.of(rs.getString("order_key"), ids),
                                    false,
                                    rs.getInt("attempts")));
                });
        List<Due> due = new ArrayList<>();
        found.forEach((account, singles) -> due.addAll(collapse(singles, byAccount.get(account))));
        return due;
    }

    /** Orders that a list call did not bring have an attempt behind them and are fetched one by one. */
    private static List<Due> collapse(List<Due> singles, Room room) {
        List<Due> fresh = singles.stream()
                .filter(one -> one.attempts == 0)
                .limit(LIST_LIMIT)
                .toList();
        if (!room.policy().declares("fetch-list")
                || fresh.size() <= room.policy().listAbove()) {
            return singles;
        }
        Map<String, List<Long>> orders = new LinkedHashMap<>();
        fresh.forEach(one -> orders.putAll(one.orders));
        List<Due> due = new ArrayList<>();
        due.add(new Due(room.target().account(), orders, true, 0));
        singles.stream().filter(one -> one.attempts > 0).forEach(due::add);
        return due;
    }

    @Override
    public Map<Candidate, Work> claim(Map<Candidate, Room> picks, Instant now) {
        LeaseRows leases =
                new LeaseRows(picks.values().stream().map(Room::lease).toList());
        Long[] ids = picks.keySet().stream()
                .flatMap(pick -> ((Due) pick).ids().stream())
                .toArray(Long[]::new);
        Instant back = now.plus(backoff.plain(OperationSpec.SETTLE));
        List<Long> claimed = jdbc.sql(CLAIM)
                .params(leases.destinations, leases.epochs, leases.owner, ids, back.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list();
        if (claimed.isEmpty()) {
            return Map.of();
        }
        Map<Long, Instant> received = new HashMap<>();
        jdbc.sql("select id, received_at from inbox where id = any(?)")
                .param(claimed.toArray(Long[]::new))
                .query(rs -> {
                    received.put(
                            rs.getLong(1), rs.getObject(2, OffsetDateTime.class).toInstant());
                });
        Map<Candidate, Work> works = new HashMap<>();
        for (Candidate pick : picks.keySet()) {
            Due due = (Due) pick;
            Map<String, List<Long>> orders = new LinkedHashMap<>();
            due.orders.forEach((key, all) -> {
                List<Long> ours = all.stream().filter(claimed::contains).toList();
                if (!ours.isEmpty()) {
                    orders.put(key, ours);
                }
            });
            if (!orders.isEmpty()) {
                Instant since = orders.values().stream()
                        .flatMap(Collection::stream)
                        .map(id -> received.getOrDefault(id, now))
                        .min(Instant::compareTo)
                        .orElse(now);
                works.put(pick, new FetchWork(due.account, orders, since, due.list, due.attempts + 1));
            }
        }
        return works;
    }

    /** What a group of ended fetches means for the events that named the orders. */
    private static final class Settled {
        final List<Long> finished = new ArrayList<>();
        final List<Long> again = new ArrayList<>();
        final List<String> nextAts = new ArrayList<>();
        final List<Integer> uncounts = new ArrayList<>();
        final List<String> whys = new ArrayList<>();
        final Map<FetchWork, Verdict> failed = new LinkedHashMap<>();

        void add(Done one, Verdict verdict) {
            FetchWork work = (FetchWork) one.work();
            work.orders().forEach((key, ids) -> {
                boolean brought = !work.list() || one.result().fetched().contains(key);
                if (verdict.step() == Verdict.Step.DONE && brought || verdict.step() == Verdict.Step.CASE) {
                    finished.addAll(ids);
                } else {
                    ids.forEach(id -> again(id, one, verdict));
                }
            });
            if (verdict.step() == Verdict.Step.CASE) {
                failed.put(work, verdict);
            }
        }

        private void again(Long id, Done one, Verdict verdict) {
            again.add(id);
            nextAts.add((verdict.at() == null ? one.endedAt() : verdict.at()).toString());
            uncounts.add(verdict.counted() ? 0 : 1);
            whys.add(Texts.clip(one.result().outcome().message()));
        }
    }

    @Override
    public void settle(List<Done> done) {
        LeaseRows leases = new LeaseRows(done.stream().map(Done::lease).toList());
        Settled settled = new Settled();
        done.forEach(one -> settled.add(one, verdict(one)));
        tx.executeWithoutResult(status -> {
            List<Long> deleted = settled.finished.isEmpty()
                    ? List.of()
                    : jdbc.sql(DELETE)
                            .params(
                                    leases.destinations,
                                    leases.epochs,
                                    leases.owner,
                                    settled.finished.toArray(Long[]::new))
                            .query(Long.class)
                            .list();
            if (!settled.again.isEmpty()) {
                jdbc.sql(SETTLE)
                        .params(
                                leases.destinations,
                                leases.epochs,
                                leases.owner,
                                settled.again.toArray(Long[]::new),
                                settled.nextAts.toArray(String[]::new),
                                settled.uncounts.toArray(Integer[]::new),
                                settled.whys.toArray(String[]::new))
                        .update();
            }
            settled.failed.forEach((work, verdict) -> {
                if (deleted.contains(work.parentId())) {
                    cases.open(caseOf(work, verdict));
                }
            });
        });
    }

    private Verdict verdict(Done one) {
        FetchWork work = (FetchWork) one.work();
        Outcome outcome = one.result().outcome();
        // A read that got no answer simply did not happen.
        Outcome known = outcome.kind() == Outcome.Kind.UNKNOWN
                ? Outcome.retry(outcome.message(), outcome.retryAfter())
                : outcome;
        Verdict verdict = settlement.settle(known, one.operation(), work.attempt(), one.endedAt());
        // One refused list call says nothing about its orders: they are fetched one by one.
        return work.list() && verdict.step() == Verdict.Step.CASE ? Verdict.again(one.endedAt(), true) : verdict;
    }

    private static CaseOpener.Case caseOf(FetchWork work, Verdict verdict) {
        AccountRef account = work.account();
        return new CaseOpener.Case(
                "fetch." + verdict.cause(),
                "error",
                "event",
                account.id(),
                null,
                null,
                work.parentId(),
                null,
                account.channel() + " account " + account.name() + " told us of order " + Texts.clip(work.orderKey())
                        + " but does not hand it out",
                "Look the order up in the channel's own pages; when it can be read again, retry.",
                Map.of("events", work.ids(), "attempts", work.attempt()));
    }
}
