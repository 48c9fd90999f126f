package org.caravanserai.outbox.sender;

import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;

/** Does the calls of one kind of work; the {@code outbox:} consumer of a route. */
public interface WorkHandler {

    /** The kind of work it does. */
    WorkKind kind();

    /** The channel it serves; empty: all. */
    String channel();

    /** Started and not paused. */
    boolean ready();

    /**
     * Makes the call, on the calling thread.
     *
     * @throws org.caravanserai.outbox.lease.LeaseLostException when the lease turned out lost before anything was sent
     */
    CallResult handle(Work work, SendPermit permit);
}
