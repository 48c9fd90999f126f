package org.caravanserai.intake.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Rows of a CSV file (RFC 4180) under a header line, as JSON objects of texts without outer spaces. The separator is the
 * comma, or the semicolon where the header has one and no comma. A quoted cell may hold separators, doubled quotes and line
 * ends. Columns are told apart regardless of case and of spaces, hyphens and underscores between words: {@code orderId},
 * {@code Order ID} and {@code order_id} are {@code order_id}.
 *
 * <p>Nothing is read below a header that is wrong.
 */
final class CsvRows {

    /** A quoted cell that never ends must not eat the file. */
    private static final int LONGEST_ROW = 100;

    private final Function<List<String>, String> rule;
    private List<String> header;
    private boolean ended;
    private char separator = ',';

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
        for (String line = ended ? null : lines.next(); line != null; line = ended ? null : lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            int number = lines.number();
            StringBuilder row = new StringBuilder(line);
            boolean tooLong = lines.tooLong();
            for (int more = 0; open(row) && more < LONGEST_ROW; more++) {
                String further = lines.next();
                if (further == null) {
                    break;
                }
                tooLong |= lines.tooLong();
                row.append('\n').append(further);
            }
            String text = row.toString();
            String fault = tooLong ? "the row is too long" : open(text) ? "a quote is opened and never closed" : null;
            Row read = header == null
                    ? header(number, text, fault)
                    : fault != null ? new Row(number, null, fault) : read(number, text);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    private Row header(int number, String text, String unreadable) {
        String fault = unreadable;
        if (fault == null) {
            separator = text.indexOf(',') < 0 && text.indexOf(';') >= 0 ? ';' : ',';
            header = cells(text).stream().map(CsvRows::column).toList();
            fault = new HashSet<>(header).size() == header.size() ? rule.apply(header) : "two columns have one name";
        }
        ended = fault != null;
        return ended ? new Row(number, null, fault + "; nothing of the file was taken") : null;
    }

    private static String column(String title) {
        return title.strip()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .replaceAll("[\\s_-]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    private Row read(int number, String text) {
        List<String> cells = cells(text);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Math.min(cells.size(), header.size()); i++) {
            row.put(header.get(i), cells.get(i).strip());
        }
        return new Row(
                number,
                row,
                cells.size() == header.size()
                        ? null
                        : "it has " + cells.size() + " cells where the header has " + header.size());
    }

    /** Whether the first cell of each row, the one that nothing before it can shift, is in this column. */
    boolean beginsWith(String column) {
        return header != null && header.get(0).equals(column);
    }

    private static boolean open(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private List<String> cells(String text) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
