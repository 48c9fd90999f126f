package org.caravanserai.order;

/** The transition table does not allow this change: a fault of the hub, never of a channel. */
public final class IllegalTransitionException extends RuntimeException {

    public IllegalTransitionException(long groupId, GroupState from, GroupState to) {
        super("fulfilment group " + groupId + " cannot go from " + from + " to " + to);
    }
}
