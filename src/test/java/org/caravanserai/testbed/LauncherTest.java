package org.caravanserai.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code ./hub} in a scratch copy, with a java that only says what it was given. */
class LauncherTest {

    @TempDir
    Path program;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Path.of("hub"), program.resolve("hub"));
        Files.writeString(program.resolve("pom.xml"), "<project/>");
        Files.createDirectories(program.resolve("target"));
        Files.writeString(program.resolve("target/classpath.txt"), "product.jar");
        Files.writeString(program.resolve("target/testbed-classpath.txt"), "product.jar:judge.jar");
        Files.writeString(program.resolve("target/.built"), "");
        Path java = program.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        for (Path file : List.of(java, program.resolve("hub"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private List<String> launched(String line) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.resolve("hub").toString()));
        if (!line.isEmpty()) {
            command.addAll(List.of(line.split(" ")));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", program.resolve("jdk").toString());
        Process process = builder.start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
        return said;
    }

    private String classes(String name) {
        return program.resolve("target").resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "--home demo start",
                "-D hub.http.port=1 start",
                "-Dhub.http.port=1 check",
                "trace demo",
                "channel list",
                "health"
            })
    void aCommandOfTheHubRunsTheProductAlone(String line) throws Exception {
        assertThat(launched(line))
                .contains("org.caravanserai.Hub", classes("classes") + ":product.jar")
                .noneMatch(word -> word.contains("judge"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --orders 3",
                "bench --quick",
                "--home elsewhere demo",
                "-D a=b demo",
                "help",
                "help demo",
                "--help",
                "-h",
                ""
            })
    void whatNeedsTheOtherSideAndHelpRunTheTestbed(String line) throws Exception {
        assertThat(launched(line))
                .contains(
                        "org.caravanserai.testbed.Testbed",
                        classes("classes") + ":" + classes("test-classes") + ":product.jar:judge.jar");
    }

    @Test
    void helpListsTheCommandsOfBoth() {
        assertThat(Testbed.commandLine().getSubcommands())
                .containsKeys(
                        "start",
                        "health",
                        "check",
                        "trace",
                        "audit",
                        "channel",
                        "exceptions",
                        "stock",
                        "demo",
                        "bench",
                        "help");
        assertThat(Testbed.commandLine().getUsageMessage()).contains("demo", "bench", "start");
    }

    @Test
    void aCommandOfTheTestbedKnowsTheOptionsOfAll() {
        CommandLine demo = Testbed.commandLine().getSubcommands().get("demo");
        assertThat(demo.getCommandSpec().findOption("--home")).isNotNull();
        assertThat(demo.getCommandSpec().findOption("-D")).isNotNull();
    }
}
