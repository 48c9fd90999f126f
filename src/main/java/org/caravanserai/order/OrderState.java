package org.caravanserai.order;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The state of an order: a pure function of its groups' states. */
public final class OrderState {

    private OrderState() {}

    /**
     * The word for the whole order: the least advanced group names it, but what is back-ordered or asked back before the
     * others. Cancelled groups count only when nothing else is left. An order of which something has left and something
     * else has not is PARTIALLY_SHIPPED.
     *
     * @param groups all groups of the order; none means that nothing is to be done: CANCELLED
     */
    public static GroupState of(Collection<WorkingGroup> groups) {
        Set<GroupState> states = EnumSet.noneOf(GroupState.class);
        boolean shipped = false;
        boolean open = false;
        for (WorkingGroup group : groups) {
            states.add(word(group));
            shipped |= group.shippedAny();
            open |= group.state().isUnreleased() || group.state().isAtWarehouse();
        }
        if (states.isEmpty()) {
            return GroupState.CANCELLED;
        }
        if (shipped && open) {
            return GroupState.PARTIALLY_SHIPPED;
        }
        if (states.size() > 1) {
            states.remove(GroupState.CANCELLED);
        }
        if (states.size() > 1) {
            states.remove(GroupState.CHANNEL_FULFILLED);
        }
        for (GroupState waiting : EnumSet.of(GroupState.BACKORDERED, GroupState.CANCEL_REQUESTED)) {
            if (states.contains(waiting)) {
                return waiting;
            }
        }
        return states.iterator().next();
    }

    /** A group is asked back as a whole even for one unit, or for another address: what is still wanted of it is not cancelled. */
    private static GroupState word(WorkingGroup group) {
        boolean stillWanted = group.state() == GroupState.CANCEL_REQUESTED
                && (group.recalledFor() == RecallReason.QUANTITY || group.recalledFor() == RecallReason.ADDRESS);
        return stillWanted ? GroupState.RELEASED : group.state();
    }
}
