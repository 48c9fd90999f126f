package org.caravanserai.order;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The life of a fulfilment group. {@link #canBecome} is the one transition table. */
public enum GroupState {
    /** Taken in, nothing decided. */
    RECEIVED,
    /** Must not go on yet: a hold, an unpaid order, a SKU nobody knows. */
    HELD,
    /** Stock reserved at a location. */
    ALLOCATED,
    /** The intent to tell the warehouse is committed: from here on only a recall gets it back. */
    RELEASED,
    PARTIALLY_SHIPPED,
    SHIPPED,
    DELIVERED,
    /** No stock; allocation is tried again. */
    BACKORDERED,
    /** The warehouse has been asked to give it back; its answer decides. */
    CANCEL_REQUESTED,
    CANCELLED,
    /** The channel (FBA, WFS) or nobody at all (digital goods) ships it: recorded, never reserved. */
    CHANNEL_FULFILLED,
    RETURN_REQUESTED,
    RETURNED;

    /** When a warehouse that has not confirmed a released group is a case, unless the order must ship later than that. */
    public static final Duration CONFIRM_WITHIN = Duration.ofHours(48);

    private static final Map<GroupState, Set<GroupState>> NEXT = new EnumMap<>(GroupState.class);

    static {
        NEXT.put(RECEIVED, EnumSet.of(HELD, ALLOCATED, BACKORDERED, CANCELLED, CHANNEL_FULFILLED));
        NEXT.put(HELD, EnumSet.of(RECEIVED, ALLOCATED, BACKORDERED, CANCELLED, CHANNEL_FULFILLED));
        NEXT.put(BACKORDERED, EnumSet.of(RECEIVED, HELD, ALLOCATED, CANCELLED));
        NEXT.put(ALLOCATED, EnumSet.of(RECEIVED, HELD, BACKORDERED, RELEASED, CANCELLED));
        NEXT.put(RELEASED, EnumSet.of(PARTIALLY_SHIPPED, SHIPPED, CANCEL_REQUESTED));
        NEXT.put(PARTIALLY_SHIPPED, EnumSet.of(SHIPPED, CANCEL_REQUESTED));
        NEXT.put(CANCEL_REQUESTED, EnumSet.of(CANCELLED, RELEASED, PARTIALLY_SHIPPED, SHIPPED));
        // a parcel that left although the warehouse had given it back is the truth
        NEXT.put(CANCELLED, EnumSet.of(SHIPPED));
        NEXT.put(SHIPPED, EnumSet.of(DELIVERED, RETURN_REQUESTED));
        NEXT.put(DELIVERED, EnumSet.of(RETURN_REQUESTED));
        NEXT.put(RETURN_REQUESTED, EnumSet.of(RETURNED));
    }

    public boolean canBecome(GroupState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Nothing more is to happen of itself. */
    public boolean isTerminal() {
        return this == SHIPPED
                || this == DELIVERED
                || this == CANCELLED
                || this == CHANNEL_FULFILLED
                || this == RETURNED;
    }

    /** The warehouse does not know of it yet: it can be changed without asking. */
    public boolean isUnreleased() {
        return this == RECEIVED || this == HELD || this == BACKORDERED || this == ALLOCATED;
    }

    /** The warehouse has it and has not shipped everything. */
    public boolean isAtWarehouse() {
        return this == RELEASED || this == PARTIALLY_SHIPPED || this == CANCEL_REQUESTED;
    }
}
