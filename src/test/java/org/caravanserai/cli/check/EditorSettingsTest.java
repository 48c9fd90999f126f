package org.caravanserai.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What VS Code is told of the hub's own components. */
class EditorSettingsTest {

    @TempDir
    Path home;

    @Test
    void everySchemeOfTheRoutesThatCamelDoesNotKnowIsDescribed() throws Exception {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".camel.yaml")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.matches(".*\\buri: .*")) {
                        used.add(line.replaceFirst(".*\\buri: *[\"']?([A-Za-z-]+).*", "$1"));
                    }
                }
            }
        }
        Set<String> unknown = used.stream()
                .filter(scheme ->
                        EditorSettings.class.getResource("/META-INF/services/org/apache/camel/component/" + scheme)
                                == null)
                .collect(Collectors.toCollection(TreeSet::new));
        // a component that Camel finds by itself, and yet ours
        unknown.add("hold");
        assertThat(EditorSettings.SCHEMES).containsExactlyElementsOf(unknown);
    }

    @Test
    void theyAreAddedToWhatIsThereAndReplacedTheNextTime() throws Exception {
        Path file = home.resolve(".vscode/settings.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"editor.tabSize\": 2, \"camel.extra-components\": [1]}");

        assertThat(EditorSettings.write(home)).isEqualTo(file);
        EditorSettings.write(home);

        JsonNode settings = Json.MAPPER.readTree(Files.readAllBytes(file));
        assertThat(settings.path("editor.tabSize").asInt()).isEqualTo(2);
        assertThat(settings.path("camel.extra-components").findValuesAsText("scheme"))
                .containsExactlyElementsOf(EditorSettings.SCHEMES);
        // what the language server takes from it: scheme, class, and the whole as an entry of the catalogue
        settings.path("camel.extra-components")
                .forEach(one ->
                        assertThat(one.at("/component/javaType").asText()).isNotEmpty());
    }

    @Test
    void settingsWithCommentsAreLeftAsTheyAre() throws Exception {
        Path file = home.resolve(".vscode/settings.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\n  // mine\n}");

        assertThatThrownBy(() -> EditorSettings.write(home))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("settings.json:1: is no plain JSON object");
        assertThat(Files.readString(file)).contains("// mine");
    }
}
