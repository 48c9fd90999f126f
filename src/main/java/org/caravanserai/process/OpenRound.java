package org.caravanserai.process;

import java.sql.SQLException;
import org.caravanserai.audit.AuditBlock;

/** Begins a round of decisions behind a savepoint. */
public final class OpenRound {

    private final Tools tools;

    public OpenRound(Tools tools) {
        this.tools = tools;
    }

    public void open(Batch batch) throws SQLException {
        boolean second = batch.savepoint() != null;
        batch.begin(tools.connection().setSavepoint(), new AuditBlock(tools.ids().next(), tools.clock().instant()), tools.clock().instant(), second);
    }
}
