package org.caravanserai.outbox;

import java.util.List;
import org.caravanserai.base.AuditRow;

/** Where the senders put their rows of the audit trail; writes one block in the transaction that is running, as its last lock. */
@FunctionalInterface
public interface AuditSink {

    void write(List<AuditRow> rows);
}
