package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.LinePart;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/** Reads and writes table {@code order_line_part}. */
final class LinePartTable {

    static final String READ =
            "select order_id, line_no, part_no, sku, per_unit from order_line_part where order_id = any(?) order by part_no";

    private static final String DELETE = """
            delete from order_line_part p using unnest(?::bigint[], ?::int[]) as n(order_id, line_no)
             where p.order_id = n.order_id and p.line_no = n.line_no
            """;

    private static final String INSERT = """
            insert into order_line_part (order_id, line_no, part_no, sku, per_unit)
            select * from unnest(?::bigint[], ?::int[], ?::int[], ?::text[], ?::int[])
            """;

    private record OrderLine(WorkingOrder order, WorkingLine line) {}

    private record OrderPart(long orderId, int lineNo, LinePart part) {}

    private LinePartTable() {}

    static LinePart part(ResultSet row) throws SQLException {
        return new LinePart(row.getInt(3), row.getString(4), row.getInt(5));
    }

    /** The parts of lines that were mapped, in place of those they had. */
    static void addTo(SqlBatch sql, Collection<WorkingOrder> orders) {
        List<OrderLine> lines = orders.stream()
                .flatMap(order -> order.lines().all().stream().map(line -> new OrderLine(order, line)))
                .filter(one -> one.line.remapped())
                .toList();
        List<OrderLine> known = lines.stream().filter(one -> !one.order.fresh()).toList();
        if (!known.isEmpty()) {
            sql.add(DELETE, longs(known, one -> one.order.id()), ints(known, one -> one.line.lineNo()));
        }
        List<OrderPart> parts = lines.stream()
                .flatMap(one ->
                        one.line.parts().stream().map(part -> new OrderPart(one.order.id(), one.line.lineNo(), part)))
                .toList();
        if (!parts.isEmpty()) {
            sql.add(
                    INSERT,
                    longs(parts, OrderPart::orderId),
                    ints(parts, OrderPart::lineNo),
                    ints(parts, one -> one.part.partNo()),
                    texts(parts, one -> one.part.sku()),
                    ints(parts, one -> one.part.perUnit()));
        }
    }
}
