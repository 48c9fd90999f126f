package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Holds as the API shows them. */
final class HoldRows {

    /** Those that hold first, then the released ones; takes {@code :id}. */
    static final String OF_ORDER = """
            select group_id, cause, source, step, reason, until, next_look, case_id, created_by, created_at, released_by, released_at
              from hold where order_id = :id order by released_at nulls first, id""";

    private HoldRows() {}

    static ObjectNode entry(ResultSet row) throws SQLException {
        return new JsonRow(row)
                .text("cause", "cause")
                .text("step", "step")
                .text("reason", "reason")
                .text("source", "source")
                .text("groupId", "group_id")
                .time("until", "until")
                .time("nextLook", "next_look")
                .text("caseId", "case_id")
                .text("createdBy", "created_by")
                .time("createdAt", "created_at")
                .text("releasedBy", "released_by")
                .time("releasedAt", "released_at")
                .node();
    }
}
