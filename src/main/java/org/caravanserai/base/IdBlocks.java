package org.caravanserai.base;

import java.util.function.LongSupplier;

/**
 * Hands out ids from a database sequence a block at a time, so that all rows of a batch can be built in memory. Ids are
 * unique over all hubs, near-monotonic within one, with gaps after a restart.
 */
public final class IdBlocks {

    private final LongSupplier nextBlock;
    private final int size;
    private long next;
    private long end;

    /**
     * @param nextBlock reads {@code nextval} of a sequence
     * @param size the sequence's {@code increment by}
     */
    public IdBlocks(LongSupplier nextBlock, int size) {
        this.nextBlock = nextBlock;
        this.size = size;
    }

    public synchronized long next() {
        if (next == end) {
            next = nextBlock.getAsLong();
            end = next + size;
        }
        return next++;
    }
}
