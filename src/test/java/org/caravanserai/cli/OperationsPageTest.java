package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.caravanserai.testbed.Testbed;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page for operators names what there is. */
class OperationsPageTest {

    private final String page = read(Path.of("docs/operations.md"));

    @Test
    void everyCommandAndOptionOnThePageExists() {
        List<MatchResult> named = Pattern.compile(
                        "(?:`(?:\\$ )?|(?m:^    \\$ ))\\./hub ([a-z]+)((?: [a-z]+)?)([^`\\n]*)`?")
                .matcher(page + read(Path.of("docs/access.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(8).allSatisfy(one -> {
            CommandLine command = Testbed.commandLine().getSubcommands().get(one.group(1));
            assertThat(command).as(one.group()).isNotNull();
            if (!one.group(2).isBlank() && !command.getSubcommands().isEmpty()) {
                assertThat(command.getSubcommands())
                        .as(one.group())
                        .containsKey(one.group(2).strip());
                command = command.getSubcommands().get(one.group(2).strip());
            }
            CommandLine last = command;
            assertThat(Pattern.compile("--[a-z-]+")
                            .matcher(one.group(3))
                            .results()
                            .map(MatchResult::group))
                    .allSatisfy(option -> assertThat(last.getCommandSpec().findOption(option))
                            .as(one.group())
                            .isNotNull());
        });
    }

    @Test
    void everyCommandOfAnOperatorIsOnThePage() {
        Testbed.commandLine().getSubcommands().forEach((name, command) -> {
            if (!List.of("start", "demo", "bench", "help").contains(name)) {
                if (command.getSubcommands().isEmpty()) {
                    assertThat(page).contains("`./hub " + name);
                }
                command.getSubcommands()
                        .keySet()
                        .forEach(inner -> assertThat(page).contains("`./hub " + name + " " + inner));
            }
        });
    }

    @Test
    void everyRouteThatKeepsTheHouseIsOnThePage() throws IOException {
        try (var files = Files.list(Path.of("routes/80-watch"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".camel.yaml", "")))
                    .isNotEmpty()
                    .allSatisfy(route -> assertThat(page).contains("| `" + route + "` |"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
