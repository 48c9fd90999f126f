package org.caravanserai.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testbed.Testbed;
import org.caravanserai.testbed.process.ClassPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./hub demo} as people start it, only smaller. */
@Tag("deep")
class DemoProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path home;

    @Test
    void theDemoUnderFaultsAccountsForEveryOrderAndEndsWithZero() throws Exception {
        Child demo = demo("--orders", "40", "--seconds", "8", "--faults", "--exit");

        assertThat(code(demo)).as(String.join("\n", demo.lines().toList())).isZero();

        String output = String.join("\n", demo.lines().toList());
        assertThat(output).contains("every one of 40 orders is accounted for").contains("mapping.unknown_sku (3)");
        assertThat(row(output, "orders sent")).last().isEqualTo(40);
        assertThat(row(output, "accepted")).last().isEqualTo(40);
        assertThat(row(output, "over two locations"))
                .as("split orders per channel")
                .allMatch(split -> split > 0);
        assertThat(row(output, "excepted")).as("excepted orders per channel").allMatch(excepted -> excepted > 0);
        assertThat(row(output, "duplicate deliveries")).last().matches(duplicates -> duplicates > 0);
        assertThat(row(output, "promised twice by the hub")).last().isEqualTo(0);
        assertThat(demo.process().descendants()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aWrongHubEndsWithOneAndTheOracleNamesItsFault(WrongHub wrong) throws Exception {
        Child demo = demo("--orders", "30", "--seconds", "4", "--wrong", wrong.word(), "--exit");

        assertThat(code(demo)).as(String.join("\n", demo.lines().toList())).isOne();

        List<String> verdict =
                demo.lines().dropWhile(line -> !line.startsWith("oracle: ")).toList();
        assertThat(verdict)
                .as(String.join("\n", demo.lines().toList()))
                .first()
                .asString()
                .contains("found");
        assertThat(wrong.named())
                .as(String.join("\n", verdict))
                .anyMatch(code -> verdict.stream().anyMatch(line -> line.startsWith("  " + code + " (")));
    }

    @Test
    void aKilledDemoLeavesNothingRunningAndWasReachableBefore() throws Exception {
        Child demo = demo("--channels", "shopify", "--orders", "2", "--seconds", "0");
        demo.await(PATIENCE, () -> demo.printed("Ctrl-C ends it"));
        Path directory = home.resolve("var/demo");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("token"))))
                .isEqualTo("rw-------");
        JsonNode accounts =
                Control.MAPPER.readTree(directory.resolve("accounts.json").toFile());
        assertThat(accounts.path(0).path("secrets").path("webhook").asText()).isNotEmpty();
        Control api = new Control(
                java.net.URI.create(accounts.path(0).path("webhook").asText()),
                Files.readString(directory.resolve("token")).strip());
        assertThat(api.get("/api/v1/orders").path("orders")).hasSize(2);
        List<ProcessHandle> children = demo.process().descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(3);

        demo.kill();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Child demo(String... options) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--home", home.toString(), "--time-factor", "40"));
        arguments.addAll(List.of(options));
        return Child.start(
                "demo",
                home.resolve("demo.log"),
                ClassPath.testbed(),
                List.of(
                        "-Xmx200m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dhub.program=" + Path.of("").toAbsolutePath()),
                Testbed.class,
                arguments.toArray(String[]::new));
    }

    private static int code(Child demo) throws InterruptedException, IOException {
        if (!demo.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            demo.close();
            throw new AssertionError(
                    "the demo did not end: " + String.join("\n", demo.lines().toList()));
        }
        return demo.process().exitValue();
    }

    /** The figures of a line of the table: one per channel, then the sum. */
    private static List<Integer> row(String output, String name) {
        String line = output.lines()
                .filter(one -> one.strip().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + name + " in " + output));
        return java.util.Arrays.stream(
                        line.strip().substring(name.length()).strip().split("\\s+"))
                .map(Integer::valueOf)
                .toList();
    }
}
