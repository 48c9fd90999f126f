package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/** Writes table {@code order_line}. */
final class OrderLineTable {

    private static final String NEW_LINES = """
            insert into order_line (order_id, line_no, channel_line_id, product, variant, channel_sku, sku, quantity, cancelled, withdrawn, unclear_home, ordered,
                   unmarked_at, marked_at)
            select * from unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::text[], ?::int[],
                   ?::timestamptz[], ?::timestamptz[])
            """;

    // an upsert looks twice at every index: only for rows that may be there
    private static final String LINES = NEW_LINES + """
            on conflict (order_id, line_no) do update set product = excluded.product, variant = excluded.variant,
                   channel_sku = excluded.channel_sku, sku = excluded.sku, quantity = excluded.quantity, cancelled = excluded.cancelled,
                   withdrawn = excluded.withdrawn, unclear_home = excluded.unclear_home, ordered = excluded.ordered,
                   unmarked_at = excluded.unmarked_at, marked_at = excluded.marked_at
            """;

    private record OrderLine(long orderId, WorkingLine line) {}

    private OrderLineTable() {}

    /** All lines of new orders. */
    static void addInsert(SqlBatch sql, Stream<WorkingOrder> fresh) {
        add(sql, NEW_LINES, fresh);
    }

    /** All lines of known orders, new ones among them. */
    static void addUpsert(SqlBatch sql, Stream<WorkingOrder> known) {
        add(sql, LINES, known);
    }

    private static void add(SqlBatch sql, String statement, Stream<WorkingOrder> orders) {
        List<OrderLine> lines = orders.flatMap(
                        order -> order.lines().all().stream().map(line -> new OrderLine(order.id(), line)))
                .toList();
        if (!lines.isEmpty()) {
            sql.add(
                    statement,
                    longs(lines, OrderLine::orderId),
                    ints(lines, one -> one.line.lineNo()),
                    texts(lines, one -> one.line.channelLineId()),
                    texts(lines, one -> one.line.listing().product()),
                    texts(lines, one -> one.line.listing().variant()),
                    texts(lines, one -> one.line.channelSku()),
                    texts(lines, one -> one.line.sku()),
                    ints(lines, one -> one.line.quantity()),
                    ints(lines, one -> one.line.cancelled()),
                    ints(lines, one -> one.line.withdrawn()),
                    texts(lines, one -> one.line.unclearHome().stored()),
                    ints(lines, one -> one.line.ordered()),
                    instants(lines, one -> one.line.said().unmarkedAt()),
                    instants(lines, one -> one.line.said().markedAt()));
        }
    }
}
