package org.caravanserai.runtime.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Path DEFAULTS = Path.of("src/main/resources/application.properties");

    @TempDir
    Path directory;

    @Test
    void theHomesOwnFileOverridesADefaultAndASystemPropertyBoth() throws IOException {
        Files.writeString(directory.resolve("hub.properties"), "hub.http.port = 9080\n");
        assertThat(Settings.load(new Home(directory)).number("hub.http.port", 0))
                .isEqualTo(9080);

        System.setProperty("hub.http.port", "9081");
        try {
            assertThat(Settings.load(new Home(directory)).number("hub.http.port", 0))
                    .isEqualTo(9081);
            assertThat(Settings.effective(new Home(directory))).containsEntry("hub.http.port", "9081");
        } finally {
            System.clearProperty("hub.http.port");
        }
    }

    @Test
    void whatTheHomesOwnFileSaysOfCamelReachesCamel() throws IOException {
        Files.writeString(directory.resolve("hub.properties"), "camel.main.jmxEnabled = false\n");
        assertThat(Settings.effective(new Home(directory)))
                .containsEntry("camel.main.jmxEnabled", "false")
                .containsEntry("camel.main.profile", "prod");
    }

    @Test
    void anUnknownKeyIsToldWithFileAndLine() throws IOException {
        Files.writeString(directory.resolve("hub.properties"), "# mine\nhub.http.port=9080\nhub.htpp.host=0.0.0.0\n");
        assertThatThrownBy(() -> Settings.load(new Home(directory)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hub.properties:3: hub.htpp.host");
    }

    @Test
    void everyKeyThatTheProgramReadsIsExplainedInTheDefaults() throws IOException {
        List<String> lines = Files.readAllLines(DEFAULTS);
        Set<String> explained = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("hub.")) {
                int above = i - 1;
                while (lines.get(above).startsWith("hub.")) {
                    above--;
                }
                assertThat(lines.get(above)).as("comment over " + lines.get(i)).startsWith("# ");
                explained.add(lines.get(i).substring(0, lines.get(i).indexOf('=')));
            }
        }
        assertThat(read())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(explained).as(key).contains(key));
    }

    /** Keys in calls of HubConfig: {@code config.number("hub.x.y", ...)}. */
    private static Set<String> read() throws IOException {
        Pattern call = Pattern.compile(
                "(?:config|config\\(\\))\\s*\\.(?:find|text|number|duration|flag|path)\\(\\s*\"(hub\\.[a-z0-9.-]+)\"");
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                call.matcher(Files.readString(file)).results().forEach(match -> keys.add(match.group(1)));
            }
        }
        return keys;
    }
}
