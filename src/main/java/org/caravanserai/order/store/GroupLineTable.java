package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;

import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.GroupUnits;
import org.caravanserai.order.WorkingGroup;

/** Writes table {@code group_line}: the units of fulfilment groups. */
final class GroupLineTable {

    private static final String NEW_LINES = """
            insert into group_line (group_id, line_no, quantity, shipped)
            select * from unnest(?::bigint[], ?::int[], ?::int[], ?::int[])
            """;

    private static final String LINES = NEW_LINES + """
            on conflict (group_id, line_no) do update set quantity = excluded.quantity, shipped = excluded.shipped
            """;

    private record GroupLine(long groupId, int lineNo, GroupUnits units) {}

    private GroupLineTable() {}

    /** All units of new groups. */
    static void addInsert(SqlBatch sql, Stream<WorkingGroup> fresh) {
        add(sql, NEW_LINES, fresh);
    }

    /** All units of known groups. */
    static void addUpsert(SqlBatch sql, Stream<WorkingGroup> known) {
        add(sql, LINES, known);
    }

    private static void add(SqlBatch sql, String statement, Stream<WorkingGroup> groups) {
        List<GroupLine> lines = groups.flatMap(group -> group.lines().entrySet().stream()
                        .map(line -> new GroupLine(group.id(), line.getKey(), line.getValue())))
                .toList();
        if (!lines.isEmpty()) {
            sql.add(
                    statement,
                    longs(lines, GroupLine::groupId),
                    ints(lines, GroupLine::lineNo),
                    ints(lines, one -> one.units.quantity()),
                    ints(lines, one -> one.units.shipped()));
        }
    }
}
