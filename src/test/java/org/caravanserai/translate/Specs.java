package org.caravanserai.translate;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The channels' published documents, which stand beside the project and are no part of it. */
final class Specs {

    private Specs() {}

    /** The document, or the test is skipped; with {@code CARAVANSERAI_SPECS=required} its absence is a failure. */
    static Path find(String path) {
        Path file = Path.of("..", "shared", "channels", path);
        boolean there = Files.exists(file);
        if ("required".equals(System.getenv("CARAVANSERAI_SPECS"))) {
            Assertions.assertTrue(there, file + " is missing");
        }
        Assumptions.assumeTrue(there, file + " is not here: the check against the published document is skipped");
        return file;
    }
}
