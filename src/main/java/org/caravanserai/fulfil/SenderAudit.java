package org.caravanserai.fulfil;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Json;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.outbox.AuditSink;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** The senders' rows of the audit trail: one block per transaction, under the head of the chain, as its last lock. */
public final class SenderAudit implements AuditSink {

    private final DataSource dataSource;
    private final IdBlocks ids;
    private final Clock clock;

    public SenderAudit(DataSource dataSource, IdBlocks ids, Clock clock) {
        this.dataSource = dataSource;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void write(List<Entry> entries) {
        AuditBlock block = new AuditBlock(ids.next(), clock.instant());
        entries.forEach(entry ->
                block.add(entry.action(), entry.actor(), entry.orderId(), null, Json.MAPPER.valueToTree(entry.data())));
        SqlBatch sql = new SqlBatch();
        block.writeTo(sql);
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            sql.execute(connection);
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("audit block of the senders", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
