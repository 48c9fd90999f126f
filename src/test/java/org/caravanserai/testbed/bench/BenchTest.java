package org.caravanserai.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.caravanserai.base.Json;
import org.caravanserai.testbed.process.ClassPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the bench runs and both sides write the same rows; its figures are no matter for a test. */
class BenchTest {

    @TempDir
    Path folder;

    @Test
    void theHubAndItsBaselineWriteTheSameRowsAndTheRatioIsPrinted() throws Exception {
        Path log = folder.resolve("bench.log");
        Path figures = folder.resolve("bench.json");
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-Dhub.program=" + Path.of("").toAbsolutePath(),
                        "-cp",
                        ClassPath.testbed(),
                        "org.caravanserai.testbed.Testbed",
                        "bench",
                        "--smoke",
                        "--only",
                        "R1",
                        "--json",
                        figures.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(bench.waitFor(4, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            bench.descendants().forEach(ProcessHandle::destroy);
            bench.destroyForcibly();
        }
        assertThat(Files.readString(log))
                .contains("oracle: both sides hold what they should", "R1   baseline 50 per statement / hub");
        assertThat(bench.exitValue()).isZero();
        assertThat(Json.MAPPER.readTree(figures.toFile())).isNotEmpty();
    }
}
