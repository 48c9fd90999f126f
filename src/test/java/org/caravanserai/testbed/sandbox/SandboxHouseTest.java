package org.caravanserai.testbed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a channel can say against a hub stands in the description of its package. */
class SandboxHouseTest {

    @Test
    void everyViolationCodeIsDocumentedInAPackage() throws Exception {
        Path root = Path.of("src/testbed/java/org/caravanserai/testbed/sandbox");
        Pattern code = Pattern.compile(
                "(?s)(?:violations?\\(?\\)?\\.?(?:add)?\\([^;{]*?|String\\[]\\{)\"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\"");
        TreeSet<String> used = new TreeSet<>();
        StringBuilder documented = new StringBuilder();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String text = Files.readString(file);
            if (file.endsWith("package-info.java")) {
                documented.append(text);
            } else {
                code.matcher(text).results().forEach(m -> used.add(m.group(1)));
            }
        }
        assertThat(used).contains("double-parcel", "over-ship", "dispatch-repeated", "wrong-auth");
        assertThat(used).allSatisfy(word -> assertThat(documented.toString()).contains("{@code " + word + "}"));
    }
}
