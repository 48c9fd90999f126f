package org.caravanserai.intake.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Rows of a CSV file under a header, as JSON objects of texts without outer spaces. Columns are told apart regardless of
 * case and of spaces, hyphens and underscores between words: {@code orderId}, {@code Order ID} and {@code order_id} are
 * {@code order_id}.
 *
 * <p>Nothing is read below a header that is wrong.
 */
final class CsvRows {

    private final Function<List<String>, String> rule;
    private final CsvRecords records = new CsvRecords();
    private List<String> header;
    private boolean ended;

    /**
     * A row with the number of its first line.
     *
     * @param cells of a bad row: null, or those that could be read, which may stand in wrong columns from the bad one on
     * @param fault what is wrong, in words; null when nothing is
     */
    record Row(int number, ObjectNode cells, String fault) {}

    /** @param rule says what is wrong with a header, or null */
    CsvRows(Function<List<String>, String> rule) {
        this.rule = rule;
    }

    /** Those columns must be there. */
    static Function<List<String>, String> needs(String... columns) {
        return header -> {
            for (String column : columns) {
                if (!header.contains(column)) {
                    return "the header has no column " + column;
                }
            }
            return null;
        };
    }

    /** The next row that is not blank, a wrong header too; null at the end of the file. */
    Row next(LineReader lines) {
        if (ended) {
            return null;
        }
        CsvRecords.Cells record = records.next(lines);
        if (record != null && header == null) {
            String fault = readHeader(record);
            if (fault != null) {
                ended = true;
                return new Row(record.number(), null, fault + "; nothing of the file was taken");
            }
            record = records.next(lines);
        }
        return record == null ? null : row(record);
    }

    /** What is wrong with the header, or null. */
    private String readHeader(CsvRecords.Cells record) {
        if (record.fault() != null) {
            return record.fault();
        }
        header = record.cells().stream().map(CsvRows::column).toList();
        return new HashSet<>(header).size() == header.size() ? rule.apply(header) : "two columns have one name";
    }

    private static String column(String title) {
        return title.strip()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .replaceAll("[\\s_-]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    private Row row(CsvRecords.Cells record) {
        if (record.fault() != null) {
            return new Row(record.number(), null, record.fault());
        }
        List<String> cells = record.cells();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Math.min(cells.size(), header.size()); i++) {
            row.put(header.get(i), cells.get(i).strip());
        }
        return new Row(
                record.number(),
                row,
                cells.size() == header.size()
                        ? null
                        : "it has " + cells.size() + " cells where the header has " + header.size());
    }

    /** Whether the first cell of each row, the one that nothing before it can shift, is in this column. */
    boolean beginsWith(String column) {
        return header != null && header.get(0).equals(column);
    }
}
