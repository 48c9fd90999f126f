package org.caravanserai.allocate;

import java.sql.SQLException;
import java.time.Instant;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.HubHeaders;

/** Begins a round of decisions behind a savepoint. */
public final class OpenRound {

    private final BatchDependencies dependencies;

    public OpenRound(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public Batch open(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Instant now = dependencies.clock().instant();
        batch.nextRound(
                dependencies.connection().setSavepoint(),
                new AuditBlock(dependencies.ids().next(), now),
                now,
                dependencies.ids());
        return batch;
    }
}
