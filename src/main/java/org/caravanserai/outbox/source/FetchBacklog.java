package org.caravanserai.outbox.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The notification-only events that are due. All pending events of one order are one fetch; a backlog that the channel can answer with
 * one list call is one.
 */
final class FetchBacklog {

    // what people asked for is answered for itself, like what a list call would only repeat
    private static final String DUE = """
            select d.account_id, k.order_key, k.ids, k.attempts, k.alone
            from unnest(?::int[], ?::int[]) as d(account_id, room)
            cross join lateral (
              select f.order_key, array_agg(f.id order by f.id) as ids, max(f.attempts) as attempts,
                     bool_or(f.alone or i.source = 'api') as alone
              from inbox_fetch f join inbox i on i.id = f.id
              join (select distinct order_key from (
                      select order_key from inbox_fetch where account_id = d.account_id and next_at <= ? order by next_at limit d.room) due) one
                on one.order_key = f.order_key
              where f.account_id = d.account_id group by f.order_key) k
            order by d.account_id, k.ids[1]
            """;

    /** No list call asks for more orders than this. */
    private static final int LIST_LIMIT = 100;

    private final JdbcClient jdbc;

    FetchBacklog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<DueFetch> due(Collection<SendCapacity> capacities, Instant now) {
        Map<Integer, SendCapacity> byAccount = new HashMap<>();
        capacities.forEach(one -> byAccount.put(one.target().account().id(), one));
        Map<Integer, List<DueFetch>> found = new LinkedHashMap<>();
        jdbc.sql(DUE)
                .params(
                        byAccount.keySet().toArray(Integer[]::new),
                        byAccount.values().stream()
                                .map(one -> Math.max(one.limit(), LIST_LIMIT))
                                .toArray(Integer[]::new),
                        now.atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    WorkAccount account =
                            byAccount.get(rs.getInt("account_id")).target().account();
                    List<Long> ids = List.of((Long[]) rs.getArray("ids").getArray());
                    found.computeIfAbsent(account.id(), id -> new ArrayList<>())
                            .add(new DueFetch(
                                    account,
                                    Map.of(rs.getString("order_key"), ids),
                                    false,
                                    rs.getInt("attempts"),
                                    rs.getBoolean("alone")));
                });
        List<DueFetch> due = new ArrayList<>();
        found.forEach((account, singles) -> due.addAll(collapse(singles, byAccount.get(account))));
        return due;
    }

    /** What must be asked for alone, and orders that a list call did not bring have an attempt behind them and are fetched one by one. */
    private static List<DueFetch> collapse(List<DueFetch> singles, SendCapacity capacity) {
        List<DueFetch> fresh = singles.stream()
                .filter(FetchBacklog::mayBeListed)
                .limit(LIST_LIMIT)
                .toList();
        if (!capacity.policy().declares(Work.LIST)
                || fresh.size() <= capacity.policy().listAbove()) {
            return singles;
        }
        Map<String, List<Long>> orders = new LinkedHashMap<>();
        fresh.forEach(one -> orders.putAll(one.orders()));
        List<DueFetch> due = new ArrayList<>();
        due.add(new DueFetch(capacity.target().account(), orders, true, 0, false));
        singles.stream().filter(one -> !mayBeListed(one)).forEach(due::add);
        return due;
    }

    private static boolean mayBeListed(DueFetch one) {
        return one.attempts() == 0 && !one.alone();
    }
}
