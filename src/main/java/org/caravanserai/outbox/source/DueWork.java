package org.caravanserai.outbox.source;

/** Something that may be due: enough of it to decide whether it can be started, not yet claimed. */
public interface DueWork {

    String kind();

    String destination();

    String operation();

    /** Works with the same key at one destination never run at the same time. */
    String serialKey();
}
