package org.caravanserai.allocate;

import java.sql.SQLException;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.audit.AuditBlock;

/** Begins a round of decisions behind a savepoint. */
public final class OpenRound {

    private final BatchDependencies tools;

    public OpenRound(BatchDependencies tools) {
        this.tools = tools;
    }

    public void open(Batch batch) throws SQLException {
        boolean second = batch.savepoint() != null;
        batch.begin(
                tools.connection().setSavepoint(),
                new AuditBlock(tools.ids().next(), tools.clock().instant()),
                tools.clock().instant(),
                second);
    }
}
