package org.caravanserai.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.caravanserai.audit.AuditFault.FaultKind;

/** Follows the chain block by block and says where it breaks. */
final class ChainCheck {

    private final AuditHash sha = new AuditHash();
    private final List<Checkpoint> checkpoints;
    private final PriorityQueue<Checkpoint> ahead =
            new PriorityQueue<>(java.util.Comparator.comparingLong(Checkpoint::seq));
    private long seq;
    private byte[] hash = new byte[AuditHash.LENGTH];
    private long rows;

    ChainCheck(List<Checkpoint> checkpoints) {
        this.checkpoints = checkpoints;
        checkpoints.stream().filter(Checkpoint::genuine).forEach(ahead::add);
    }

    long seq() {
        return seq;
    }

    byte[] hash() {
        return hash;
    }

    long blocks() {
        return seq;
    }

    long rows() {
        return rows;
    }

    /** A checkpoint that our key has not signed. */
    Optional<AuditFault> forged() {
        return checkpoints.stream()
                .filter(checkpoint -> !checkpoint.genuine())
                .findFirst()
                .map(checkpoint -> new AuditFault(
                        FaultKind.CHECKPOINT_FORGED,
                        checkpoint.seq(),
                        0,
                        -1,
                        "the checkpoint in " + checkpoint.where() + " is damaged or not signed by this hub's key"));
    }

    /** The chain ends here although the head or a checkpoint knows more. */
    AuditFault cut(long expected) {
        return new AuditFault(
                FaultKind.TAIL_CUT,
                seq + 1,
                0,
                -1,
                "blocks " + (seq + 1) + " to " + expected + " are missing at the end");
    }

    /** After the last block: a checkpoint beyond it means that blocks were cut off and the head was set back. */
    Optional<AuditFault> uncovered() {
        return ahead.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        cut(ahead.stream().mapToLong(Checkpoint::seq).max().orElseThrow()));
    }

    Optional<AuditFault> next(StoredBlock block, List<StoredRow> stored) {
        if (block.seq() != seq + 1) {
            return Optional.of(new AuditFault(
                    FaultKind.BLOCK_MISSING,
                    seq + 1,
                    0,
                    -1,
                    "block " + (seq + 1) + " is missing; the next is " + block.seq()));
        }
        Optional<AuditFault> fault = rowsOf(block, stored).or(() -> chained(block));
        if (fault.isEmpty()) {
            seq = block.seq();
            hash = block.hash();
            rows += stored.size();
        }
        return fault.or(this::checkpoint);
    }

    private Optional<AuditFault> rowsOf(StoredBlock block, List<StoredRow> stored) {
        List<byte[]> hashes = new ArrayList<>(stored.size());
        for (int i = 0; i < stored.size(); i++) {
            StoredRow row = stored.get(i);
            if (row.pos() > i) {
                return Optional.of(fault(FaultKind.ROW_MISSING, block, i, "its row " + i + " is missing"));
            }
            if (i >= block.rows() || row.pos() < i) {
                return Optional.of(
                        fault(FaultKind.ROW_ADDED, block, row.pos(), "its row " + row.pos() + " was added later"));
            }
            byte[] computed = sha.row(block.block(), row.pos(), row.at(), row.row());
            if (!Arrays.equals(computed, row.hash())) {
                return Optional.of(fault(
                        FaultKind.ROW_CHANGED,
                        block,
                        i,
                        "its row " + i + " (" + row.row().action() + ") was changed"));
            }
            hashes.add(computed);
        }
        if (stored.size() < block.rows()) {
            return Optional.of(
                    fault(FaultKind.ROW_MISSING, block, stored.size(), "its row " + stored.size() + " is missing"));
        }
        return Arrays.equals(sha.rows(hashes), block.rowsHash())
                ? Optional.empty()
                : Optional.of(fault(
                        FaultKind.ROW_CHANGED,
                        block,
                        -1,
                        "a row was changed together with its hash, or rows changed places"));
    }

    private Optional<AuditFault> chained(StoredBlock block) {
        if (!Arrays.equals(block.previous(), hash)) {
            return Optional.of(fault(
                    FaultKind.BLOCK_CHANGED,
                    block,
                    -1,
                    "it does not follow block " + seq + ": one of the two was changed or moved"));
        }
        byte[] computed = sha.block(hash, block.seq(), block.block(), block.rows(), block.rowsHash());
        return Arrays.equals(computed, block.hash())
                ? Optional.empty()
                : Optional.of(fault(FaultKind.BLOCK_CHANGED, block, -1, "its own hash does not fit it"));
    }

    private Optional<AuditFault> checkpoint() {
        while (!ahead.isEmpty() && ahead.peek().seq() <= seq) {
            Checkpoint checkpoint = ahead.poll();
            if (checkpoint.seq() == seq && !Arrays.equals(checkpoint.hash(), hash)) {
                return Optional.of(new AuditFault(
                        FaultKind.CHECKPOINT_DIFFERS,
                        seq,
                        0,
                        -1,
                        "the chain was rewritten at or before block " + seq + ": the checkpoint of " + checkpoint.at()
                                + " in " + checkpoint.where() + " has another hash"));
            }
        }
        return Optional.empty();
    }

    private static AuditFault fault(FaultKind kind, StoredBlock block, int pos, String what) {
        return new AuditFault(
                kind, block.seq(), block.block(), pos, "block " + block.seq() + " (id " + block.block() + "): " + what);
    }
}
