package org.caravanserai.order;

import java.time.Duration;

/**
 * The states of a fulfilment group; {@link GroupTransition#TABLE} says which may follow which, and why. Delivery is a state of
 * the parcel, and a return is a thing of its own.
 */
public enum GroupState {
    /** Taken in, nothing decided. */
    RECEIVED,
    /** Stock reserved at a location. */
    ALLOCATED,
    /** The intent to tell the warehouse is committed: from here on only a recall gets it back. */
    RELEASED,
    PARTIALLY_SHIPPED,
    SHIPPED,
    /** No stock; allocation is tried again. */
    BACKORDERED,
    /** The warehouse has been asked to give it back; its answer decides. */
    CANCEL_REQUESTED,
    CANCELLED,
    /** The channel (FBA, WFS) or nobody at all (digital goods) ships it: recorded, never reserved. */
    CHANNEL_FULFILLED;

    /** When a warehouse that has not confirmed a released group is a case, unless the order must ship later than that. */
    public static final Duration CONFIRM_WITHIN = Duration.ofHours(48);

    /** Whether {@link GroupTransition#TABLE} has an edge from this state to {@code next}. */
    public boolean canBecome(GroupState next) {
        return GroupTransition.allowed(this, next);
    }

    /** Nothing more is to happen of itself. */
    public boolean isTerminal() {
        return this == SHIPPED || this == CANCELLED || this == CHANNEL_FULFILLED;
    }

    /** The warehouse does not know of it yet: it can be changed without asking. */
    public boolean isUnreleased() {
        return this == RECEIVED || this == BACKORDERED || this == ALLOCATED;
    }

    /** The warehouse has it and has not shipped everything. */
    public boolean isAtWarehouse() {
        return this == RELEASED || this == PARTIALLY_SHIPPED || this == CANCEL_REQUESTED;
    }
}
