package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each decision has a number of its own, says what else was considered, and stands in the list under its title. */
class DecisionsTest {

    private static final Path FOLDER = Path.of("docs/decisions");

    @Test
    void everyDecisionIsListedAndSaysItsAlternatives() throws IOException {
        String list = Files.readString(FOLDER.resolve("README.md"));
        List<Path> decisions = decisions();
        assertThat(decisions).isNotEmpty();
        for (Path one : decisions) {
            String file = one.getFileName().toString();
            String text = Files.readString(one);
            String number = String.valueOf(Integer.parseInt(file.substring(0, 3)));
            String title = text.lines().findFirst().orElse("");
            assertThat(title).as(file).startsWith("# " + number + ". ");
            assertThat(text).as(file).contains("\n## Alternatives considered\n\n- ");
            assertThat(list)
                    .contains("| [" + number + "](" + file + ") | " + title.substring(number.length() + 4) + " |");
        }
    }

    @Test
    void noNumberIsGivenTwice() throws IOException {
        assertThat(decisions().stream().map(one -> one.getFileName().toString().substring(0, 3)))
                .doesNotHaveDuplicates();
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(one -> one.getFileName().toString().matches("\\d{3}-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }
}
