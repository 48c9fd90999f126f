package org.caravanserai.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.AuditRow;

/**
 * Decides in the transaction that commits the intent whether rows of one kind may still be sent, and changes what their
 * sending means for the order. Called before the outbox rows are locked: orders are locked before outbox rows everywhere.
 */
public interface Admission {

    /**
     * A row that is due.
     *
     * @param attempts how often it was started before
     */
    record Due(long id, Destination destination, String operation, Long orderId, Long groupId, int attempts) {}

    /**
     * What was decided.
     *
     * @param send rows that may go out
     * @param dropped rows that must not, with the reason
     * @param shadow rows of accounts in shadow mode: recorded, not sent
     * @param later rows to be looked at again, with what they wait for
     * @param audit what was decided; written last
     */
    record Admitted(
            Set<Long> send,
            Map<Long, String> dropped,
            Set<Long> shadow,
            Map<Long, String> later,
            List<AuditRow> audit) {}

    /** The kind of outbox rows it decides about. */
    WorkKind kind();

    /** Decides about rows that are due; their orders stay locked until the transaction ends. */
    Admitted admit(List<Due> rows, Instant now);
}
