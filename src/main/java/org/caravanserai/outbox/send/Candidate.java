package org.caravanserai.outbox.send;

/** Something that may be due: enough of it to decide whether it can be started, not yet claimed. */
interface Candidate {

    String kind();

    String destination();

    String operation();

    /** Works with the same key at one destination never run at the same time. */
    String serialKey();
}
