package org.caravanserai.allocate.batch;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/** The orders of a round, and which event's snapshot each of them took over. */
public final class RoundOrders {

    private final TreeMap<OrderRef, WorkingOrder> byRef = new TreeMap<>();
    private final Map<Long, WorkingOrder> byId = new HashMap<>();
    private final Map<WorkingOrder, EventContext> decidedAgain = new LinkedHashMap<>();
    private final Map<Long, EventContext> statedBy = new LinkedHashMap<>();

    public void add(WorkingOrder order) {
        byRef.put(order.ref(), order);
        byId.put(order.id(), order);
    }

    /** Sorted by account and channel order id. */
    public Collection<WorkingOrder> all() {
        return Collections.unmodifiableCollection(byRef.values());
    }

    /** Those that took over a snapshot first, in the order the events came; then the others. */
    public Set<WorkingOrder> inArrivalOrder() {
        Set<WorkingOrder> orders = new LinkedHashSet<>();
        statedBy.keySet().forEach(id -> orders.add(byId.get(id)));
        orders.addAll(byRef.values());
        return orders;
    }

    /** What is known of our own calls about it has changed, by this event: its newest statement holds once more. */
    public void decideAgain(WorkingOrder order, EventContext event) {
        decidedAgain.putIfAbsent(order, event);
    }

    /** The orders whose newest statement holds once more, and the event that asks for it. */
    public Map<WorkingOrder, EventContext> decidedAgain() {
        return Collections.unmodifiableMap(decidedAgain);
    }

    /** The order, or null. */
    public WorkingOrder get(OrderRef ref) {
        return byRef.get(ref);
    }

    /** The order of the hub's own id, or null. */
    public WorkingOrder get(long id) {
        return byId.get(id);
    }

    /** The order an event is about; null when it is about none, or about one that is not here. */
    public WorkingOrder of(EventContext event) {
        return EventOrders.find(this, event);
    }

    /** The order a group belongs to, or null. */
    public WorkingOrder ofGroup(long groupId) {
        for (WorkingOrder order : byRef.values()) {
            if (order.groups().byId(groupId).isPresent()) {
                return order;
            }
        }
        return null;
    }

    /** The order took over this event's snapshot; a later one takes its place. */
    public void stated(WorkingOrder order, EventContext event) {
        statedBy.put(order.id(), event);
    }

    /** By order id, the event whose snapshot the order took over. */
    public Map<Long, EventContext> statedBy() {
        return Collections.unmodifiableMap(statedBy);
    }

    /** Inbox id of the event whose snapshot the order took over; null when it took none. */
    public Long inboxIdOf(WorkingOrder order) {
        EventContext event = statedBy.get(order.id());
        return event == null ? null : event.event().id();
    }
}
