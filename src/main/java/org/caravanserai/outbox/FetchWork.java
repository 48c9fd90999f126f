package org.caravanserai.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;

/**
 * Events that only name an order, and the orders are to be fetched. Usually one order with all its pending events; in a backlog, when the
 * recipe declares {@code fetch-list}, many orders for one list call.
 *
 * @param account whose orders
 * @param orders the channel's order id to the inbox ids of the events that name it
 * @param since when the oldest of these events was received: where a list call starts
 */
public record FetchWork(AccountRef account, Map<String, List<Long>> orders, Instant since, boolean list, int attempt)
        implements Work {

    /**
     * Exchange property in which a route that made a list call leaves the order keys it stored (a collection of
     * strings). Orders that are not among them are fetched one by one.
     */
    public static final String FETCHED = HubHeaders.FETCHED;

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
        return list ? "fetch-list" : "fetch:" + orderKey();
    }

    /** The order to fetch; empty for a list call. */
    public String orderKey() {
        return list ? "" : orders.keySet().iterator().next();
    }

    /** All events this work answers. */
    public List<Long> ids() {
        return orders.values().stream().flatMap(Collection::stream).sorted().toList();
    }

    /** What stands for the fetched row's parent: the youngest event that names the order. */
    public Long parentId() {
        List<Long> ids = ids();
        return ids.get(ids.size() - 1);
    }
}
