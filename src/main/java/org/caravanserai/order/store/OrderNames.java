package org.caravanserai.order.store;

import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.order.OrderRef;

/**
 * The orders a batch is about, by whatever its events name them, each set sorted.
 *
 * @param stated orders whose channel states them: those are founded when nobody has
 * @param refs orders named by account and channel order id, the stated ones among them
 * @param groupIds groups whose orders are meant
 * @param orderIds the hub's own ids
 */
public record OrderNames(Set<OrderRef> stated, Set<OrderRef> refs, Set<Long> groupIds, Set<Long> orderIds) {

    public OrderNames() {
        this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** The channel states this order. */
    public void state(OrderRef ref) {
        stated.add(ref);
        refs.add(ref);
    }

    public boolean isEmpty() {
        return refs.isEmpty() && groupIds.isEmpty() && orderIds.isEmpty();
    }
}
