package org.caravanserai.outbox.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;

/**
 * Notification-only events that may be due for a fetch.
 *
 * @param orders the channel's order id to the inbox ids of its notification-only events
 * @param list whether one list call is to bring them all
 * @param attempts how often it was started before
 * @param alone it must not be answered by a list call
 */
record DueFetch(WorkAccount account, Map<String, List<Long>> orders, boolean list, int attempts, boolean alone)
        implements DueWork {

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
        return FetchWork.operation(list);
    }

    @Override
    public String serialKey() {
        return FetchWork.serialKey(list, orders);
    }

    /** All its notification-only events. */
    List<Long> ids() {
        return orders.values().stream().flatMap(Collection::stream).toList();
    }

    /** The same fetch for these of its notification-only events only; without an order when none of its events is among them. */
    DueFetch only(Collection<Long> ids) {
        Map<String, List<Long>> left = new LinkedHashMap<>();
        orders.forEach((key, all) -> {
            List<Long> some = all.stream().filter(ids::contains).toList();
            if (!some.isEmpty()) {
                left.put(key, some);
            }
        });
        return new DueFetch(account, left, list, attempts, alone);
    }
}
