package org.caravanserai.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.HubHeaders;

/**
 * Events that only name an order, whose orders are to be fetched. Usually one order with all its pending events; in a backlog, when the
 * recipe declares {@code list}, many orders for one list call.
 *
 * @param account whose orders
 * @param orders the channel's order id to the inbox ids of the events that name it
 * @param since when the oldest of these events was received: where a list call starts
 * @param list whether one list call is to bring them all
 * @param shapes of these events
 * @param imports ids of the events by which people asked for the order; none in a list call
 * @param hinted whether the channel told of it as well
 */
public record FetchWork(
        WorkAccount account,
        Map<String, List<Long>> orders,
        Instant since,
        boolean list,
        int attempt,
        Set<String> shapes,
        Set<Long> imports,
        boolean hinted)
        implements Work {

    /** The operation that asks for one order. */
    public static final String OPERATION = "fetch";

    /**
     * Exchange property in which a route that made a list call leaves the order keys it stored (a collection of
     * strings). Orders that are not among them are fetched one by one.
     */
    public static final String FETCHED = HubHeaders.FETCHED;

    @Override
    public WorkKind kind() {
        return WorkKind.FETCH;
    }

    @Override
    public Destination destination() {
        return account.destination();
    }

    @Override
    public String operation() {
        return operation(list);
    }

    @Override
    public String serialKey() {
        return serialKey(list, orders);
    }

    /** The operation of a fetch. @param list whether it is a list call */
    public static String operation(boolean list) {
        return list ? LIST : OPERATION;
    }

    /** What keeps an order from being fetched twice at the same time. */
    public static String serialKey(boolean list, Map<String, List<Long>> orders) {
        return list ? "fetch-list" : "fetch:" + orders.keySet().iterator().next();
    }

    /** The order to fetch; empty for a list call. */
    public String orderKey() {
        return list ? "" : orders.keySet().iterator().next();
    }

    /** All events this work answers. */
    public List<Long> ids() {
        return orders.values().stream().flatMap(Collection::stream).sorted().toList();
    }

    /** Nobody but people asked for it: the channel has not told of it. */
    public boolean onlyImported() {
        return !imports.isEmpty() && !hinted;
    }

    /** What stands for the fetched row's parent: the youngest event that names the order. */
    public Long parentId() {
        List<Long> ids = ids();
        return ids.get(ids.size() - 1);
    }
}
