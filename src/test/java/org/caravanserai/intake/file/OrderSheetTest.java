package org.caravanserai.intake.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderSheetTest {

    private static final String HEADER = "order_id,placed_at,currency,sku,quantity\n";

    @TempDir
    Path folder;

    private LineReader file(String text) throws Exception {
        return new LineReader(Files.writeString(folder.resolve("orders.csv"), text), 1000);
    }

    private static OrderSheet sheet() {
        return new OrderSheet("b2b", Instant.EPOCH, true);
    }

    @Test
    void itReadsOneRowBeyondAnOrderAndNoFurther() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 5000; i++) {
            text.append(i / 2).append(",2026-11-23T10:00:00Z,EUR,A,1\n");
        }
        OrderSheet sheet = sheet();
        try (LineReader lines = file(text.toString())) {
            for (int order = 0; order < 2500; order++) {
                FileLine line = sheet.next(lines);
                assertThat(line.fault()).isNull();
                assertThat(line.number()).isEqualTo(2 + 2 * order);
                assertThat(lines.number()).isLessThanOrEqualTo(line.number() + 2);
            }
            assertThat(sheet.next(lines)).isNull();
        }
    }

    @Test
    void aFileWithoutAnyRowIsNoOrderAndNoFault() throws Exception {
        for (String text : new String[] {"", "\n\n", HEADER}) {
            try (LineReader lines = file(text)) {
                assertThat(sheet().next(lines)).isNull();
            }
        }
    }

    @Test
    void anIdIsKnownAgainAmongManyThousands() {
        SeenIds seen = new SeenIds();
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add("PO-" + i)).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add("PO-" + i)).isFalse();
        }
        assertThat(seen.add("")).isTrue();
    }
}
