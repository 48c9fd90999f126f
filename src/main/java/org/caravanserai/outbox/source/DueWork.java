package org.caravanserai.outbox.source;

import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.WorkKind;

/** Something that may be due: enough of it to decide whether it can be started, not yet claimed. */
public interface DueWork {

    /** What kind of work it is. */
    WorkKind kind();

    /** Whose sender would do it. */
    Destination destination();

    /** The operation, which says what it costs. */
    String operation();

    /** Works with the same key at one destination never run at the same time. */
    String serialKey();
}
