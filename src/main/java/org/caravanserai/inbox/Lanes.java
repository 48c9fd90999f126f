package org.caravanserai.inbox;

/**
 * Events of one order share a lane, and a lane is worked on by one worker at a time, over all hubs. The number of lanes
 * is fixed: rows in the queue carry theirs.
 */
public final class Lanes {

    public static final int COUNT = 64;

    private Lanes() {}

    public static short of(int accountId, String orderKey) {
        int hash = 31 * accountId + orderKey.hashCode();
        return (short) ((hash ^ hash >>> 16) & COUNT - 1);
    }
}
