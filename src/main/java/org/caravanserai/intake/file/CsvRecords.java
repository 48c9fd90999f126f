package org.caravanserai.intake.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;

/**
 * Records of a CSV file (RFC 4180), each read by FastCSV from the lines it stands on. FastCSV could read the whole file, but
 * ends at the first thing it cannot read; here one bad record costs itself alone. The separator is the comma, or the
 * semicolon where the first line has one and no comma.
 */
final class CsvRecords {

    /** A quoted cell that never ends must not eat the file. */
    private static final int MOST_FURTHER_LINES = 100;

    private static final String OPEN_CELL = "\"";

    private CsvReader.CsvReaderBuilder strict;
    private CsvReader.CsvReaderBuilder lenient;

    /**
     * One record.
     *
     * @param number of its first line, from 1
     * @param cells null when it cannot be read
     * @param fault why it cannot be read, in words; else null
     */
    record Cells(int number, List<String> cells, String fault) {}

    /** The next record that is not blank; null at the end of the file. */
    Cells next(LineReader lines) {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                return record(line, lines);
            }
        }
        return null;
    }

    private Cells record(String line, LineReader lines) {
        if (strict == null) {
            strict = reader(line).allowUnclosedQuote(false);
            lenient = reader(line).allowUnclosedQuote(true);
        }
        int number = lines.number();
        boolean tooLong = lines.tooLong();
        StringBuilder text = new StringBuilder(line);
        boolean open = isOpen(line);
        for (int further = 0; open && further < MOST_FURTHER_LINES; further++) {
            String next = lines.next();
            if (next == null) {
                break;
            }
            tooLong |= lines.tooLong();
            if (text.length() + next.length() > lines.limit()) {
                // where the cell ends must still be found
                tooLong = true;
                text.replace(0, text.length(), OPEN_CELL);
            }
            text.append('\n').append(next);
            open = next.indexOf('"') < 0 || isOpen(text.toString());
        }
        if (tooLong || open) {
            return new Cells(number, null, tooLong ? "the row is too long" : "a quote is opened and never closed");
        }
        return read(number, text.toString());
    }

    private Cells read(int number, String text) {
        try {
            return new Cells(number, strict.ofSingleCsvRecord(text).getFields(), null);
        } catch (CsvParseException e) {
            return new Cells(number, null, "something stands between the end of a quoted cell and the next separator");
        }
    }

    /** Whether the text ends within a quoted cell: only then it can be read if that is allowed. */
    private boolean isOpen(String text) {
        return text.indexOf('"') >= 0 && !canBeRead(strict, text) && canBeRead(lenient, text);
    }

    private static boolean canBeRead(CsvReader.CsvReaderBuilder reader, String text) {
        try {
            reader.ofSingleCsvRecord(text);
            return true;
        } catch (CsvParseException e) {
            return false;
        }
    }

    private static CsvReader.CsvReaderBuilder reader(String firstLine) {
        return CsvReader.builder()
                .fieldSeparator(firstLine.indexOf(',') < 0 && firstLine.indexOf(';') >= 0 ? ';' : ',')
                .trimWhitespacesAroundQuotes(true);
    }
}
