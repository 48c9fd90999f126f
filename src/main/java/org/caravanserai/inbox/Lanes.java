package org.caravanserai.inbox;

/**
 * Events of one order share a lane, and a lane is worked on by one worker at a time, over all hubs. The number of lanes
 * is fixed: rows in the queue carry theirs.
 */
public final class Lanes {

    /** How many lanes there are, over all hubs. */
    public static final int COUNT = 64;

    private Lanes() {}

    /** The lane of an order's events, from 0 to {@link #COUNT} - 1. @param orderKey may be empty */
    public static short of(int accountId, String orderKey) {
        int hash = 31 * accountId + orderKey.hashCode();
        return (short) ((hash ^ hash >>> 16) & COUNT - 1);
    }
}
