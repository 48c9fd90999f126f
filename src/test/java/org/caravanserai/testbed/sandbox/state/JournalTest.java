package org.caravanserai.testbed.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path directory;

    private Map<String, Integer> read() {
        Map<String, Integer> all = new HashMap<>();
        try (Journal journal = Journal.open(directory, "j")) {
            journal.replay("n", (id, node) -> all.put(id, node.asInt()));
        }
        return all;
    }

    @Test
    void theLastWriteOfADocumentWins() {
        try (Journal journal = Journal.open(directory, "j")) {
            journal.put("n", "a", 1);
            journal.put("n", "b", 2);
            journal.put("n", "a", 3);
        }
        assertThat(read()).containsOnly(Map.entry("a", 3), Map.entry("b", 2));
    }

    @Test
    void aLineCutShortByAKillIsDroppedAndWritingGoesOn() throws Exception {
        try (Journal journal = Journal.open(directory, "j")) {
            journal.put("n", "a", 1);
        }
        Files.writeString(directory.resolve("j.jsonl"), "{\"k\":\"n\",\"i\":\"b\",\"v", StandardOpenOption.APPEND);
        assertThat(read()).containsOnlyKeys("a");
        try (Journal journal = Journal.open(directory, "j")) {
            journal.put("n", "c", 3);
        }
        assertThat(read()).containsOnlyKeys("a", "c");
    }

    @Test
    void idsAreNeverGivenTwice() {
        long last;
        try (Journal journal = Journal.open(directory, "j")) {
            Ids ids = new Ids(journal);
            ids.next();
            last = ids.next();
        }
        try (Journal journal = Journal.open(directory, "j")) {
            assertThat(new Ids(journal).next()).isGreaterThan(last);
        }
    }

    @Test
    void changesMadeTogetherAreThereTogetherOrNotAtAll() throws Exception {
        try (Journal journal = Journal.open(directory, "j")) {
            journal.put("n", "a", 1);
            journal.together(() -> {
                journal.put("n", "a", 2);
                journal.put("n", "b", 3);
            });
        }
        assertThat(read()).containsOnly(Map.entry("a", 2), Map.entry("b", 3));
        Path file = directory.resolve("j.jsonl");
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length - 4));
        assertThat(read()).containsOnly(Map.entry("a", 1));
    }

    @Test
    void theOutsideIsToldOnlyAfterTheChangeIsWritten() {
        List<String> seen = new ArrayList<>();
        try (Journal journal = Journal.open(directory, "j")) {
            journal.together(() -> {
                journal.put("n", "a", 1);
                journal.then(() -> seen.add("told " + read()));
                seen.add("changed " + read());
            });
        }
        assertThat(seen).containsExactly("changed {}", "told {a=1}");
    }
}
