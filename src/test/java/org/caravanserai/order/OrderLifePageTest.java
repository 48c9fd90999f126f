package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page shows the transition table as the code has it. */
class OrderLifePageTest {

    @Test
    void thePageHasTheTableOfTheCode() throws IOException {
        String table = GroupTransition.TABLE.stream()
                .map(one -> "| " + one.from() + " | " + one.to() + " | " + one.reason() + " |")
                .collect(Collectors.joining("\n", "| From | To | When |\n|---|---|---|\n", "\n"));
        assertThat(Files.readString(Path.of("docs/order-life.md")))
                .as("docs/order-life.md must hold this table:\n" + table)
                .contains("\n\n" + table + "\n");
    }
}
