package org.caravanserai.order.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.Columns;
import org.caravanserai.base.Json;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.HomeUnits;
import org.caravanserai.order.ListingKey;
import org.caravanserai.order.MarkTimes;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingParcel;
import org.caravanserai.order.due.TellState;

/**
 * Reads the lines, groups, parcels and holds of locked orders. Nothing of it may be read with the lock itself: who
 * waited for the lock would see these tables as they were before the wait.
 */
public final class OrderLoader {

    private static final String LINES = """
            select order_id, line_no, channel_line_id, product, variant, channel_sku, sku, quantity, cancelled, withdrawn, unclear_home, ordered,
                   unmarked_at, marked_at
              from order_line where order_id = any(?)
            """;
    private static final String GROUPS = """
            select id, order_id, state, location, next_step, next_at, case_id, recalled_for, refused_for, regrown_at, shadow from fulfilment_group where order_id = any(?) order by id
            """;
    private static final String GROUP_LINES = """
            select l.group_id, g.order_id, l.line_no, l.quantity, l.shipped
              from group_line l join fulfilment_group g on g.id = l.group_id where g.order_id = any(?)
            """;
    private static final String PARCELS = """
            select s.order_id, s.id, s.parcel_no, s.tracking, s.outbox_id, s.tell_state, s.intent_at, s.told_at, m.state, m.intent_at,
                   s.completes, s.counted_from, s.channel_ids, s.named, s.shipped_at
              from shipment s left join outbox m on m.id = s.outbox_id where s.order_id = any(?) order by s.parcel_no
            """;
    private static final String PARCEL_LINES = """
            select s.order_id, s.id, l.line_no, l.quantity
              from shipment_line l join shipment s on s.id = l.shipment_id where s.order_id = any(?)
            """;
    private static final String REFERENCES = "select id, doc::json ->> 'references' from orders where id = any(?)";

    private static final String DOCUMENTS = "select id, doc from orders where id = any(?)";

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private OrderLoader() {}

    /** @param told ids of orders about which a call has ended */
    public static void load(Connection connection, List<WorkingOrder> orders, Set<Long> told) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        Map<Long, WorkingOrder> byId = new HashMap<>();
        orders.forEach(order -> byId.put(order.id(), order));
        long[] ids = orders.stream().mapToLong(WorkingOrder::id).toArray();
        each(connection, LINES, ids, row -> byId.get(row.getLong(1)).lines().put(line(row)));
        each(
                connection,
                LinePartTable.READ,
                ids,
                row -> byId.get(row.getLong(1)).lines().get(row.getInt(2)).known(LinePartTable.part(row)));
        each(connection, GROUPS, ids, row -> byId.get(row.getLong(2)).groups().add(group(row)));
        each(
                connection,
                GROUP_LINES,
                ids,
                row -> byId.get(row.getLong(2))
                        .groups()
                        .byId(row.getLong(1))
                        .orElseThrow()
                        .put(row.getInt(3), row.getInt(4), row.getInt(5)));
        each(connection, PARCELS, ids, row -> byId.get(row.getLong(1)).parcels().add(parcel(row)));
        each(
                connection,
                PARCEL_LINES,
                ids,
                row -> byId.get(row.getLong(1))
                        .parcels()
                        .byId(row.getLong(2))
                        .orElseThrow()
                        .put(row.getInt(3), row.getInt(4)));
        CancellationTable.load(connection, orders, told);
        each(
                connection,
                HoldTable.READ,
                ids,
                row -> byId.get(row.getLong(2)).holds().known(HoldTable.hold(row)));
    }

    /** Reads what the stored snapshots of these orders say of other ids; asked for only where somebody is to be told. */
    public static void references(Connection connection, Collection<WorkingOrder> orders) throws SQLException {
        Map<Long, WorkingOrder> byId = new HashMap<>();
        orders.stream()
                .filter(order -> !order.fresh() && order.snapshot().isEmpty())
                .forEach(order -> byId.put(order.id(), order));
        if (!byId.isEmpty()) {
            long[] ids = byId.keySet().stream().mapToLong(Long::longValue).toArray();
            each(connection, REFERENCES, ids, row -> byId.get(row.getLong(1)).knownReferences(json(row.getString(2))));
        }
    }

    /** Reads the documents of these orders' stored snapshots. */
    public static void documents(Connection connection, Collection<WorkingOrder> orders) throws SQLException {
        Map<Long, WorkingOrder> byId = new HashMap<>();
        orders.forEach(order -> byId.put(order.id(), order));
        long[] ids = byId.keySet().stream().mapToLong(Long::longValue).toArray();
        each(connection, DOCUMENTS, ids, row -> byId.get(row.getLong(1)).knownDocument(json(row.getString(2))));
    }

    private static JsonNode json(String text) throws SQLException {
        try {
            return text == null ? null : Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("the document of an order holds no JSON", e);
        }
    }

    private static WorkingLine line(ResultSet row) throws SQLException {
        WorkingLine line = new WorkingLine(
                row.getInt(2),
                row.getString(3),
                new ListingKey(row.getString(4), row.getString(5), row.getString(6)),
                row.getString(7),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10));
        line.knownBefore(
                HomeUnits.of(row.getString(11)), new MarkTimes(Columns.instant(row, 13), Columns.instant(row, 14)));
        line.order(row.getInt(12));
        return line;
    }

    private static WorkingGroup group(ResultSet row) throws SQLException {
        String step = row.getString(5);
        String recall = row.getString(8);
        String refusal = row.getString(9);
        WorkingGroup group = WorkingGroup.known(row.getLong(1), GroupState.valueOf(row.getString(3)), row.getString(4))
                .knownToWait(
                        step == null ? null : NextStep.of(step),
                        Columns.instant(row, 6),
                        row.getObject(7, Long.class),
                        recall == null ? null : RecallReason.of(recall));
        group.knownBefore(
                refusal == null ? null : RecallReason.of(refusal), Columns.instant(row, 10), row.getBoolean(11));
        return group;
    }

    private static WorkingParcel parcel(ResultSet row) throws SQLException {
        TellState tell = TellStates.of(row, 6, row.getBoolean(11));
        Instant counted = Columns.instant(row, 12);
        return new WorkingParcel(
                row.getLong(2),
                row.getInt(3),
                row.getString(4),
                row.getObject(5, Long.class),
                counted == null ? tell : tell.countedFrom(counted),
                row.getString(13),
                row.getBoolean(14),
                Columns.instant(row, 15));
    }

    private static void each(Connection connection, String sql, long[] ids, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            SqlBatch.bind(connection, statement, 1, ids);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }
}
