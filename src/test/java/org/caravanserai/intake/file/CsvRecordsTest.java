package org.caravanserai.intake.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRecordsTest {

    private static final int LIMIT = 1000;

    @TempDir
    Path folder;

    /** Each record as {@code line number cells} or {@code line number fault}. */
    private List<String> read(byte[] content) throws Exception {
        List<String> read = new ArrayList<>();
        CsvRecords records = new CsvRecords();
        try (LineReader lines = new LineReader(Files.write(folder.resolve("file.csv"), content), LIMIT)) {
            for (CsvRecords.Cells one = records.next(lines); one != null; one = records.next(lines)) {
                read.add(one.number() + " " + (one.fault() == null ? one.cells() : one.fault()));
            }
        }
        return read;
    }

    private List<String> read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRecordHasTheNumberOfItsFirstLine() throws Exception {
        assertThat(read("a,b\n\n\"one\ntwo\",2\n3,4")).containsExactly("1 [a, b]", "3 [one\ntwo, 2]", "5 [3, 4]");
    }

    @Test
    void linesEndAsOnAnySystem() throws Exception {
        assertThat(read("a\r\n\"b\r\nc\"\rd\n")).containsExactly("1 [a]", "2 [b\nc]", "4 [d]");
    }

    @Test
    void aQuoteThatDoesNotBeginACellIsACharacter() throws Exception {
        assertThat(read("size,name\n3.5\" disk, \"A, B\" \n"))
                .containsExactly("1 [size, name]", "2 [3.5\" disk, A, B]");
    }

    @Test
    void aQuoteThatNeverEndsCostsAHundredLinesAndNoMore() throws Exception {
        assertThat(read("a,b\n\"x,1\n" + "y,2\n".repeat(100) + "z,3\n"))
                .containsExactly("1 [a, b]", "2 a quote is opened and never closed", "103 [z, 3]");
    }

    @Test
    void aCellThatGoesOnBehindItsQuoteIsNamed() throws Exception {
        assertThat(read("a,b\n\"x\"y,1\nz,2\n"))
                .containsExactly(
                        "1 [a, b]",
                        "2 something stands between the end of a quoted cell and the next separator",
                        "3 [z, 2]");
    }

    @Test
    void aLineThatIsTooLongInBytesCostsItselfAlone() throws Exception {
        String fits = "\u20ac".repeat(LIMIT / 3);
        assertThat(read("a\n" + fits + "\n" + fits + "\u20ac\nz\n"))
                .containsExactly("1 [a]", "2 [" + fits + "]", "3 the row is too long", "4 [z]");
    }

    @Test
    void aCellOfManyLinesThatIsTooLongEndsWhereItsQuoteEnds() throws Exception {
        assertThat(read("a,b\n\"" + ("x".repeat(300) + "\n").repeat(8) + "\",1\nz,2\n"))
                .containsExactly("1 [a, b]", "2 the row is too long", "11 [z, 2]");
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() throws Exception {
        assertThat(read("a\nK\u00e4se\n".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("1 [a]", "2 [K\uFFFDse]");
    }
}
