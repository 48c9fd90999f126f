package org.caravanserai.audit;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.caravanserai.audit.AuditFault.FaultKind;
import org.caravanserai.base.AuditRow;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the whole trail in the chain's order and computes every hash anew: rows, blocks, chain, head, checkpoints. It
 * works on a running hub, reads with plain short statements, and needs memory for {@value #AT_ONCE} blocks.
 */
public final class AuditVerifier {

    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;

    private record Head(long seq, byte[] hash, long last) {}

    public AuditVerifier(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** @param checkpoints read before this call: one that is younger than the head means that the tail was cut */
    public AuditReport verify(List<Checkpoint> checkpoints) {
        Head head = jdbc.sql(
                        "select seq, hash, (select coalesce(max(seq), 0) from audit_block) as last from audit_head")
                .query((row, n) -> new Head(row.getLong(1), row.getBytes(2), row.getLong(3)))
                .single();
        ChainCheck chain = new ChainCheck(checkpoints);
        Optional<AuditFault> fault = chain.forged()
                .or(() -> walk(chain, head))
                .or(() -> end(chain, head))
                .or(this::orphans);
        return new AuditReport(chain.blocks(), chain.rows(), checkpoints.size(), fault);
    }

    private Optional<AuditFault> walk(ChainCheck chain, Head head) {
        long end = Math.max(head.seq, head.last);
        while (chain.seq() < end) {
            List<StoredBlock> blocks = blocks(chain.seq(), end);
            if (blocks.isEmpty()) {
                return Optional.of(chain.cut(head.seq));
            }
            Map<Long, List<StoredRow>> rows = rows(blocks);
            for (StoredBlock block : blocks) {
                Optional<AuditFault> fault = chain.next(block, rows.getOrDefault(block.block(), List.of()));
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<AuditFault> end(ChainCheck chain, Head head) {
        if (head.last > head.seq) {
            return Optional.of(new AuditFault(
                    FaultKind.HEAD_CHANGED,
                    head.seq,
                    0,
                    -1,
                    "the head stands at " + head.seq + ", but there are blocks up to " + head.last));
        }
        if (!Arrays.equals(head.hash, chain.hash())) {
            return Optional.of(new AuditFault(
                    FaultKind.HEAD_CHANGED, head.seq, 0, -1, "the head's hash is not that of the last block"));
        }
        return chain.uncovered();
    }

    private Optional<AuditFault> orphans() {
        return jdbc.sql("""
                        select r.block, min(r.pos) as pos from audit_row r
                         where not exists (select from audit_block b where b.block = r.block)
                         group by r.block order by r.block limit 1""")
                .query((row, n) -> new AuditFault(
                        FaultKind.ROWS_WITHOUT_BLOCK,
                        0,
                        row.getLong(1),
                        row.getInt(2),
                        "rows name block " + row.getLong(1) + ", which does not exist"))
                .optional();
    }

    private List<StoredBlock> blocks(long after, long end) {
        return jdbc.sql("""
                        select seq, block, rows, rows_hash, previous, hash from audit_block
                         where seq > :after and seq <= :end order by seq limit :most""")
                .param("after", after)
                .param("end", end)
                .param("most", AT_ONCE)
                .query((row, n) -> new StoredBlock(
                        row.getLong(1),
                        row.getLong(2),
                        row.getInt(3),
                        row.getBytes(4),
                        row.getBytes(5),
                        row.getBytes(6)))
                .list();
    }

    private Map<Long, List<StoredRow>> rows(List<StoredBlock> blocks) {
        Map<Long, List<StoredRow>> rows = new HashMap<>();
        jdbc.sql("""
                        select block, pos, at, action, actor, order_id, inbox_id, data, hash from audit_row
                         where block = any(:blocks) order by block, pos""")
                .param("blocks", blocks.stream().map(StoredBlock::block).toArray(Long[]::new))
                .query(row -> {
                    rows.computeIfAbsent(row.getLong("block"), block -> new java.util.ArrayList<>())
                            .add(new StoredRow(
                                    row.getInt("pos"),
                                    row.getObject("at", OffsetDateTime.class).toInstant(),
                                    new AuditRow(
                                            row.getString("action"),
                                            row.getString("actor"),
                                            row.getObject("order_id", Long.class),
                                            row.getObject("inbox_id", Long.class),
                                            row.getString("data")),
                                    row.getBytes("hash")));
                });
        return rows;
    }
}
