package org.caravanserai.intake.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.caravanserai.intake.message.InboxMessages;

/**
 * Cuts a CSV file of orders into events, one per run of rows with the same {@code order_id}; holds one order at a time. An
 * order is taken whole or not at all: one bad row, or one that nobody can tell to be no part of it, and it is not taken.
 */
final class OrderSheet {

    private static final int MOST_ROWS = 1000;
    private static final int LIMIT = InboxMessages.LIMIT;
    private static final int LONGEST_ID = 200;

    private final String channel;
    private final Instant fileTime;
    private final boolean ours;
    private final CsvRows rows;
    private final SeenIds seen = new SeenIds();
    private CsvRows.Row ahead;
    private boolean homeless;

    /**
     * @param channel of the folder the file lies in
     * @param fileTime when the file was written
     * @param ours whether the columns are the hub's own; else the channel has a mapping of its own and only order_id is known
     */
    OrderSheet(String channel, Instant fileTime, boolean ours) {
        this.channel = channel;
        this.fileTime = fileTime;
        this.ours = ours;
        this.rows = new CsvRows(ours ? OrderColumns::header : CsvRows.needs(OrderColumns.ID));
    }

    /** The next order or what is wrong with it; null at the end of the file. */
    FileLine next(LineReader lines) {
        CsvRows.Row first = ahead == null ? rows.next(lines) : ahead;
        ahead = null;
        if (first == null) {
            return null;
        }
        String id = id(first);
        if (id == null) {
            homeless = true;
            return FileLine.bad(
                    first.number(),
                    first.fault() != null
                            ? first.fault()
                            : "it has no order_id of at most " + LONGEST_ID + " characters");
        }
        FileLine bad = homeless ? spoilt(first, id, "the row before it is bad and may be of this order") : null;
        homeless = false;
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("schema", "csv")
                .put("channel", channel)
                .put("orderId", id)
                .put("fileTime", fileTime.toString());
        ArrayNode together = event.putArray("rows");
        Set<String> lineIds = new HashSet<>();
        int characters = 0;
        CsvRows.Row row = first;
        for (; row != null && id.equals(id(row)); row = rows.next(lines)) {
            if (bad == null) {
                characters += size(row);
                String fault = row.fault() != null
                        ? row.fault()
                        : together.size() == MOST_ROWS || characters > LIMIT
                                ? "an order may have at most " + MOST_ROWS + " rows and " + LIMIT + " bytes"
                                : wrong(row, first, together.size() + 1, lineIds);
                bad = fault == null ? null : spoilt(row, id, fault);
                together.add(row.cells());
            }
        }
        ahead = row;
        if (bad == null && row != null && id(row) == null) {
            bad = spoilt(row, id, "this row is bad and may be of the order before it");
        }
        if (!seen.add(id) && bad == null) {
            // the order itself was taken: that it is here ends nothing
            bad = spoilt(first, id, "it stood further up already, and rows of one order must follow each other")
                    .of("");
        }
        return bad != null ? bad : whole(first, id, event.toString());
    }

    private static FileLine whole(CsvRows.Row first, String id, String event) {
        return event.length() > LIMIT / 3 && event.getBytes(StandardCharsets.UTF_8).length > LIMIT
                ? spoilt(first, id, "an order may have at most " + LIMIT + " bytes")
                : FileLine.good(first.number(), event);
    }

    private static FileLine spoilt(CsvRows.Row row, String id, String fault) {
        return FileLine.bad(row.number(), "order " + id + " is not taken: " + fault)
                .of(id);
    }

    /** Which order a row is of, also a bad one whose first cell says so; null when nobody can tell. */
    private String id(CsvRows.Row row) {
        if (row.cells() == null || row.fault() != null && !rows.beginsWith(OrderColumns.ID)) {
            return null;
        }
        String id = OrderColumns.cell(row.cells(), OrderColumns.ID);
        return id.isEmpty() || id.length() > LONGEST_ID ? null : id;
    }

    private static int size(CsvRows.Row row) {
        int size = 0;
        for (var cell : row.cells()) {
            size += cell.textValue().length();
        }
        return size;
    }

    private String wrong(CsvRows.Row row, CsvRows.Row first, int position, Set<String> lineIds) {
        if (!ours) {
            return null;
        }
        String fault = OrderColumns.row(row.cells(), first);
        if (fault == null) {
            String said = OrderColumns.cell(row.cells(), "line_id");
            String lineId = said.isEmpty() ? Integer.toString(position) : said;
            row.cells().put("line_id", lineId);
            fault = lineIds.add(lineId) ? null : "two lines have the line_id " + lineId;
        }
        return fault;
    }
}
