package org.caravanserai.runtime.home;

/** Exit codes of the hub's process. */
public final class HubExit {

    /** A setting or a file is wrong; the message says which. */
    public static final int CONFIGURATION = 78;
    /** Another hub may believe that this one is dead: it must not go on. */
    public static final int OWNERSHIP_LOST = 75;
    /** The embedded database is gone and does not come back. */
    public static final int DATABASE_LOST = 74;
    /** The graceful stop did not end in time. */
    public static final int STOP_TIMEOUT = 73;

    private HubExit() {}
}
