package org.caravanserai.intake.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rows of a CSV file of counts as stock reports ({@code stock.v1}): neighbouring rows that were counted at the same time are one,
 * up to {@value #MOST} of them. A row that cannot be read is an event of its own; whether its SKU, location and number make sense is
 * decided where all reports are, level by level.
 */
final class StockSheet {

    static final int MOST = 1000;

    private static final int LONGEST_CELL = 255;
    private static final String[] NEEDED = {"sku", "location", "on_hand"};

    private final String file;
    private final Instant modified;
    private final CsvRows rows = new CsvRows(CsvRows.needs(NEEDED));
    private final Deque<FileLine> ready = new ArrayDeque<>();
    private ObjectNode report;
    private String asOf = "";
    private int first;

    StockSheet(String file, Instant modified) {
        this.file = file;
        this.modified = modified;
    }

    /** The next event; null at the end of the file. */
    FileLine next(LineReader lines) {
        while (ready.isEmpty()) {
            CsvRows.Row row = rows.next(lines);
            if (row == null) {
                end();
                return ready.poll();
            }
            String fault = row.fault() != null ? row.fault() : fault(row.cells());
            if (fault != null) {
                ready.add(FileLine.bad(row.number(), fault));
            } else {
                add(row);
            }
        }
        return ready.poll();
    }

    private static String fault(ObjectNode cells) {
        for (String column : NEEDED) {
            if (cells.path(column).asText("").isBlank()) {
                return "it has no " + column;
            }
            if (cells.path(column).asText().length() > LONGEST_CELL) {
                return column + " has more than " + LONGEST_CELL + " characters";
            }
        }
        if (!cells.path("on_hand").asText().matches("-?[0-9]{1,15}([.][0-9]{1,9})?")) {
            return "on_hand is no number of units";
        }
        String counted = cells.path("as_of").asText("");
        try {
            if (!counted.isBlank()) {
                OffsetDateTime.parse(counted);
            }
            return null;
        } catch (DateTimeException e) {
            return "as_of is no time with a zone, such as 2026-11-23T10:00:00Z";
        }
    }

    private void add(CsvRows.Row row) {
        ObjectNode cells = row.cells();
        String counted = cells.path("as_of").asText("").isBlank()
                ? modified.toString()
                : cells.path("as_of").asText();
        if (report == null || !counted.equals(asOf) || levels().size() == MOST) {
            end();
            begin(row.number(), counted);
        }
        levels().addObject()
                .put("sku", cells.path("sku").asText())
                .put("location", cells.path("location").asText())
                .put("onHand", new BigDecimal(cells.path("on_hand").asText()))
                .put("line", row.number());
    }

    private void begin(int number, String counted) {
        first = number;
        asOf = counted;
        report = JsonNodeFactory.instance
                .objectNode()
                .put("schema", "stock.v1")
                .put("reference", file + "@" + modified.toEpochMilli() + ":" + number)
                .put("asOf", counted);
        report.putArray("levels");
    }

    private ArrayNode levels() {
        return (ArrayNode) report.get("levels");
    }

    private void end() {
        if (report != null) {
            ready.add(FileLine.good(first, report.toString()));
            report = null;
        }
    }
}
