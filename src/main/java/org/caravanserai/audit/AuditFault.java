package org.caravanserai.audit;

/**
 * The first place where the trail is not what was written.
 *
 * @param seq the block's place in the chain, 0 when it has none
 * @param block the block's id, 0 when it is not known
 * @param pos the row in the block, -1 when it is about the whole block
 * @param what one sentence for a person
 */
public record AuditFault(FaultKind kind, long seq, long block, int pos, String what) {

    /** What was done to the trail. */
    public enum FaultKind {
        ROW_CHANGED,
        ROW_MISSING,
        ROW_ADDED,
        BLOCK_CHANGED,
        BLOCK_MISSING,
        HEAD_CHANGED,
        TAIL_CUT,
        ROWS_WITHOUT_BLOCK,
        CHECKPOINT_DIFFERS,
        CHECKPOINT_FORGED
    }
}
