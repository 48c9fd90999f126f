package org.caravanserai.testbed.sandbox.state;

/** Numbers for everything a channel numbers. Reserved in blocks of 1,000, so that a kill never gives one out twice. */
public final class Ids {

    private static final int BLOCK = 1_000;

    private final Journal journal;
    private long next;
    private long reserved;

    public Ids(Journal journal) {
        this.journal = journal;
        journal.replay("ids", (id, node) -> next = node.asLong());
        reserved = next;
    }

    /** A number never given before by this sandbox, counted from 1. */
    public synchronized long next() {
        if (next == reserved) {
            reserved += BLOCK;
            // At once: another thread may use the rest of the block before this one's changes are written together.
            journal.putAtOnce("ids", "next", reserved);
        }
        return ++next;
    }
}
