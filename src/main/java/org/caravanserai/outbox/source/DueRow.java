package org.caravanserai.outbox.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;

/**
 * A row of the outbox that may be due.
 *
 * @param attempts how often it was started before
 */
record DueRow(
        long id, WorkKind kind, Destination destination, String operation, Long orderId, Long groupId, int attempts)
        implements DueWork {

    /** The columns {@link #read} needs, of a table {@code o}. */
    static final String COLUMNS = "o.id, o.kind, o.destination, o.operation, o.order_id, o.group_id, o.attempts";

    static DueRow read(ResultSet rs) throws SQLException {
        return new DueRow(
                rs.getLong("id"),
                WorkKind.of(rs.getString("kind")),
                new Destination(rs.getString("destination")),
                rs.getString("operation"),
                rs.getObject("order_id", Long.class),
                rs.getObject("group_id", Long.class),
                rs.getInt("attempts"));
    }

    @Override
    public String serialKey() {
        return OutboxRow.serialKey(id, orderId);
    }

    /** The row as work. @param attempt this one included */
    OutboxRow work(WorkAccount account, int attempt, Instant deadline, byte[] body, boolean sealed) {
        return new OutboxRow(
                id, kind, destination, operation, orderId, groupId, account, attempt, deadline, body, sealed);
    }
}
