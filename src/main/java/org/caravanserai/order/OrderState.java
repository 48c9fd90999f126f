package org.caravanserai.order;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The state of an order: a pure function of its groups' states. */
public final class OrderState {

    private OrderState() {}

    /**
     * The word for the whole order: the least advanced group that is still alive names it; cancelled groups count only when
     * nothing else is left; an order of which something has left is at least PARTIALLY_SHIPPED.
     */
    public static GroupState of(Collection<WorkingGroup> groups) {
        Set<GroupState> states = EnumSet.noneOf(GroupState.class);
        boolean shipped = false;
        for (WorkingGroup group : groups) {
            states.add(group.state());
            shipped |= group.shippedAny();
        }
        if (states.isEmpty()) {
            return GroupState.CANCELLED;
        }
        if (states.size() > 1) {
            states.remove(GroupState.CANCELLED);
        }
        if (states.size() > 1) {
            states.remove(GroupState.CHANNEL_FULFILLED);
        }
        for (GroupState waiting : EnumSet.of(GroupState.CANCEL_REQUESTED, GroupState.HELD, GroupState.BACKORDERED)) {
            if (states.contains(waiting) && !shipped) {
                return waiting;
            }
        }
        GroupState least = states.iterator().next();
        return shipped && (!least.isTerminal()) ? GroupState.PARTIALLY_SHIPPED : least;
    }
}
