package org.caravanserai.outbox;

import java.util.List;
import java.util.Map;

/** Where the senders put their rows of the audit trail; writes one block in the transaction that is running, as its last lock. */
@FunctionalInterface
public interface AuditSink {

    /**
     * @param actor who decided, for instance {@code sender:location:MAIN}
     * @param action {@code group.released}, {@code status.told} ...
     * @param data references and figures only; becomes JSON
     */
    record Entry(String actor, String action, Long orderId, Map<String, Object> data) {}

    void write(List<Entry> entries);
}
