package org.caravanserai.order;

import static org.caravanserai.order.GroupState.ALLOCATED;
import static org.caravanserai.order.GroupState.BACKORDERED;
import static org.caravanserai.order.GroupState.CANCELLED;
import static org.caravanserai.order.GroupState.CANCEL_REQUESTED;
import static org.caravanserai.order.GroupState.CHANNEL_FULFILLED;
import static org.caravanserai.order.GroupState.PARTIALLY_SHIPPED;
import static org.caravanserai.order.GroupState.RECEIVED;
import static org.caravanserai.order.GroupState.RELEASED;
import static org.caravanserai.order.GroupState.SHIPPED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One edge of the transition table: a change of state that a fulfilment group may make.
 *
 * @param reason one sentence that says when it happens; docs/order-life.md shows it
 */
public record GroupTransition(GroupState from, GroupState to, String reason) {

    /** Every change of state there is; what is not here is a fault of the hub. */
    public static final List<GroupTransition> TABLE = List.of(
            edge(RECEIVED, ALLOCATED, "Sourcing found where its units are, and they are reserved there."),
            edge(RECEIVED, BACKORDERED, "The locations that may share an order do not have its units."),
            edge(
                    RECEIVED,
                    CANCELLED,
                    "The order was cancelled, or all its units were taken off, before it was sourced."),
            edge(
                    RECEIVED,
                    CHANNEL_FULFILLED,
                    "The channel ships it itself, nothing of it is to be shipped, or it had left before the hub knew the order."),
            edge(
                    BACKORDERED,
                    RECEIVED,
                    "Stock came, the time to try again came, its units changed, or a person asked."),
            edge(
                    BACKORDERED,
                    CANCELLED,
                    "The order was cancelled, or all its units were taken off, while stock was awaited."),
            edge(
                    ALLOCATED,
                    RECEIVED,
                    "Its reservations were given back: a count found less, the order goes to another address, a hold began or ended, its account was switched to or from shadow."),
            edge(ALLOCATED, RELEASED, "The intent to tell its warehouse is committed."),
            edge(
                    ALLOCATED,
                    CANCELLED,
                    "The order was cancelled, or all its units were taken off, before the warehouse was told."),
            edge(RELEASED, PARTIALLY_SHIPPED, "A parcel with some of its units has left."),
            edge(RELEASED, SHIPPED, "All its units have left."),
            edge(RELEASED, CANCEL_REQUESTED, "Its warehouse is asked to give it back."),
            edge(PARTIALLY_SHIPPED, SHIPPED, "The rest of its units has left."),
            edge(PARTIALLY_SHIPPED, CANCEL_REQUESTED, "Its warehouse is asked to keep what has not left."),
            edge(CANCEL_REQUESTED, CANCELLED, "The warehouse gave it back and nothing of it had left."),
            edge(CANCEL_REQUESTED, RELEASED, "The warehouse refused: it will ship, and nothing has left so far."),
            edge(CANCEL_REQUESTED, PARTIALLY_SHIPPED, "The warehouse refused, and some of its units have left."),
            edge(
                    CANCEL_REQUESTED,
                    SHIPPED,
                    "All its units left before the recall was answered, or the warehouse kept only what had not left."),
            edge(CANCELLED, SHIPPED, "It left although the warehouse had given it back: what left is the truth."));

    private static final Map<GroupState, Set<GroupState>> NEXT = new EnumMap<>(GroupState.class);

    static {
        TABLE.forEach(one -> NEXT.computeIfAbsent(one.from, state -> EnumSet.noneOf(GroupState.class))
                .add(one.to));
    }

    static boolean allowed(GroupState from, GroupState to) {
        return NEXT.getOrDefault(from, Set.of()).contains(to);
    }

    private static GroupTransition edge(GroupState from, GroupState to, String reason) {
        return new GroupTransition(from, to, reason);
    }
}
