package org.caravanserai.outbox.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was tried, call by call: the calls that did not go well, and the one that went well after them. A call that goes well the
 * first time leaves nothing but its effect. Written in the transaction in which its end is written.
 */
public final class Attempts {

    private static final String ADD = """
            insert into attempt (reference, account_id, number, call, outcome, status, answer, at)
            select reference, account_id, number, call, outcome, status, answer, at::timestamptz
              from unnest(?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                as n(reference, account_id, number, call, outcome, status, answer, at)
            """;

    /** Of what is done again and again only the last while counts: what goes well the first time leaves nothing. */
    private static final String THROTTLED = """
            select n.place, count(*), min(a.at)
              from unnest(?::int[], ?::text[], ?::int[]) as n(place, reference, account_id)
              join attempt a on a.reference = n.reference and a.account_id is not distinct from n.account_id
             where a.outcome = 'throttled' and (n.reference like 'outbox/%' or a.at > ?::timestamptz) and not exists (
                   select from attempt b where b.reference = a.reference and b.account_id is not distinct from a.account_id
                      and b.outcome <> 'throttled' and b.id > a.id)
             group by n.place
            """;

    private static final Duration LAST_WHILE = Duration.ofMinutes(15);

    private static final int AT_ONCE = 5_000;

    private final JdbcClient jdbc;

    private record Row(String reference, CompletedCall call) {}

    public Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps those of the calls that did not go well, or were not the first of their work. */
    void add(List<CompletedCall> calls) {
        List<Row> rows = new ArrayList<>();
        for (CompletedCall call : calls) {
            Outcome outcome = call.outcome();
            if (outcome.kind() != Outcome.Kind.OK && outcome.kind() != Outcome.Kind.ALREADY
                    || call.work().attempt() > 1) {
                references(call.work()).forEach(reference -> rows.add(new Row(reference, call)));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param(rows.stream().map(Row::reference).toArray(String[]::new))
                .param(rows.stream()
                        .map(row -> row.call.work().account())
                        .map(account -> account == null ? null : account.id())
                        .toArray(Integer[]::new))
                .param(rows.stream().map(row -> row.call.work().attempt()).toArray(Integer[]::new))
                .param(rows.stream().map(row -> call(row.call)).toArray(String[]::new))
                .param(rows.stream()
                        .map(row -> row.call.outcome().kind().name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new))
                .param(rows.stream().map(row -> row.call.result().status()).toArray(Integer[]::new))
                .param(rows.stream()
                        .map(row -> OutsideText.clip(row.call.outcome().message()))
                        .toArray(String[]::new))
                .param(rows.stream().map(row -> row.call.endedAt().toString()).toArray(String[]::new))
                .update();
    }

    /** How often each of these calls was put off for its rate before, if it was now. */
    Function<CompletedCall, Throttling> throttling(List<CompletedCall> calls) {
        List<CompletedCall> throttled = calls.stream()
                .filter(call -> call.outcome().kind() == Outcome.Kind.THROTTLED)
                .filter(call -> !references(call.work()).isEmpty())
                .toList();
        Map<CompletedCall, Throttling> before = new IdentityHashMap<>();
        if (!throttled.isEmpty()) {
            jdbc.sql(THROTTLED)
                    .param(IntStream.range(0, throttled.size()).boxed().toArray(Integer[]::new))
                    .param(throttled.stream()
                            .map(call -> references(call.work()).get(0))
                            .toArray(String[]::new))
                    .param(throttled.stream()
                            .map(call -> call.work().account())
                            .map(account -> account == null ? null : account.id())
                            .toArray(Integer[]::new))
                    .param(throttled.get(0).endedAt().minus(LAST_WHILE).toString())
                    .query(rs -> {
                        before.put(
                                throttled.get(rs.getInt(1)),
                                new Throttling(rs.getInt(2), rs.getTimestamp(3).toInstant()));
                    });
        }
        return call -> before.getOrDefault(call, Throttling.NONE);
    }

    /** Deletes those that ended before. @return how many */
    public int delete(Instant endedBefore) {
        int all = 0;
        int last;
        do {
            last = jdbc.sql(
                            "delete from attempt where ctid = any(array(select ctid from attempt where at < ? limit ?))")
                    .params(endedBefore.atOffset(ZoneOffset.UTC), AT_ONCE)
                    .update();
            all += last;
        } while (last == AT_ONCE);
        return all;
    }

    private static String call(CompletedCall call) {
        String request = call.result().request();
        return request.isEmpty() ? call.work().operation() : request;
    }

    /** What a case names its attempts by; a list call that went wrong says nothing about its orders. */
    private static List<String> references(Work work) {
        if (work instanceof OutboxRow row) {
            return List.of("outbox/" + row.id());
        }
        if (work instanceof StockWork stock) {
            return List.of("listing/" + OutsideText.clip(stock.listing().name()));
        }
        if (work instanceof FetchWork fetch) {
            return fetch.list() ? List.of() : List.of("order/" + fetch.orderKey());
        }
        return List.of(work.kind().word());
    }
}
