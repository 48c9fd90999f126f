package org.caravanserai.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.caravanserai.base.YamlFile;

/** Folders of fixtures and the files in them. */
final class Cases {

    private Cases() {}

    /** What lies in a folder, sorted by name; nothing when there is no such folder. */
    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** @throws IOException when it cannot be read or is no JSON */
    static JsonNode json(Path file) throws IOException {
        return Json.MAPPER.readTree(Files.readAllBytes(file));
    }

    /** Tells that a file cannot be read, with its line where that is known. */
    static void broken(Path file, IOException error, Findings findings) {
        if (error instanceof JsonProcessingException json) {
            int line = json.getLocation() == null ? 1 : json.getLocation().getLineNr();
            findings.add(file, line, "is no JSON: " + json.getOriginalMessage());
        } else {
            findings.add(file, 1, "cannot be read: " + error.getMessage());
        }
    }

    /** Tells the first places that differ, each with its line in the expectation. */
    static void tell(Path expectation, List<Differences.Difference> differences, String subject, Findings findings) {
        if (!differences.isEmpty()) {
            YamlFile lines = YamlFile.read(expectation);
            differences.stream()
                    .limit(5)
                    .forEach(one -> findings.add(expectation, lines.line(one.pointer()), subject + one));
        }
    }
}
