package org.caravanserai.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Rows of a CSV file (RFC 4180) under a header line, as JSON objects of texts. The separator is the comma, or the semicolon
 * where the header has one and no comma. A quoted cell may hold separators, doubled quotes and line ends.
 */
final class CsvRows {

    /** A quoted cell that never ends must not eat the file. */
    private static final int LONGEST_ROW = 100;

    private List<String> header;
    private char separator = ',';

    /** A row with the number of its first line; {@code fault} instead of {@code cells} when it is bad. */
    record Row(int number, ObjectNode cells, String fault) {
    }

    /** The next row that is not blank; null at the end of the file. */
    Row next(LineReader lines) {
        for (String line = lines.next(); line != null; line = lines.next()) {
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
            Row read = read(number, row.toString(), tooLong);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    private Row read(int number, String text, boolean tooLong) {
        if (tooLong) {
            return new Row(number, null, "the row is too long");
        }
        if (open(text)) {
            return new Row(number, null, "a quote is opened and never closed");
        }
        if (header == null) {
            separator = text.indexOf(',') < 0 && text.indexOf(';') >= 0 ? ';' : ',';
            header = cells(text).stream().map(String::strip).toList();
            return new HashSet<>(header).size() == header.size() ? null : new Row(number, null, "two columns have one name");
        }
        List<String> cells = cells(text);
        if (cells.size() != header.size()) {
            return new Row(number, null, "it has " + cells.size() + " cells where the header has " + header.size());
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        return new Row(number, row, null);
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
