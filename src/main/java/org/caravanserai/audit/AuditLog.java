package org.caravanserai.audit;

import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.outbox.AuditSink;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes a block for work outside the inbox: what senders were told, what people read or changed. */
public final class AuditLog implements AuditSink {

    private final JdbcTemplate jdbc;
    private final IdBlocks ids;
    private final Clock clock;

    public AuditLog(DataSource source, IdBlocks ids, Clock clock) {
        this.jdbc = new JdbcTemplate(source);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes one block in the transaction that is running; nothing may be locked in it afterwards.
     *
     * @param rows in order; without any, nothing is written
     * @throws IllegalStateException outside a transaction
     */
    @Override
    public void write(List<AuditRow> rows) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("audit rows belong into the transaction of what they tell of");
        }
        AuditBlock block = new AuditBlock(ids.next(), clock.instant());
        rows.forEach(block::add);
        SqlBatch batch = new SqlBatch();
        block.writeTo(batch);
        jdbc.execute((ConnectionCallback<int[]>) (Connection connection) -> batch.execute(connection));
    }

    /** Writes a block of one row; see {@link #write(List)}. */
    public void write(AuditRow row) {
        write(List.of(row));
    }
}
