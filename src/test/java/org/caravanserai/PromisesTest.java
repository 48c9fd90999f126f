package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.testbed.Testbed;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Nothing is documented or configured that does nothing. */
class PromisesTest {

    private static final Pattern COMMAND = Pattern.compile("\\./hub ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?");
    private static final Pattern FILE =
            Pattern.compile("[`(]((?:src|routes|transformers|docs|docker|rules)/[A-Za-z0-9_./-]+)[`)]");
    private static final Pattern ADDRESS =
            Pattern.compile("(/(?:api/v1|console|observe|hawtio|webhooks)[A-Za-z0-9_/{}.-]*)");

    @Test
    void everySettingIsReadByCodeOrByARoute() throws IOException {
        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(in);
        }
        String java = text(Path.of("src/main/java"), ".java");
        String routes = text(Path.of("routes"), ".yaml");
        List<String> unread = settings.stringPropertyNames().stream()
                .filter(key -> key.startsWith("hub."))
                // a secret may stand in a file as well, and a login's user and password are read together
                .map(key -> key.replaceFirst("(password|token)-file$", "$1"))
                .map(key -> key.replaceFirst("^(hub.database(.owner)?)[.](user|password)$", "$1"))
                .filter(key -> !java.contains("\"" + key + "\"") && !routes.contains("{{" + key + "}}"))
                .sorted()
                .toList();
        assertThat(unread).as("settings that nobody reads").isEmpty();
    }

    @Test
    void everyCommandThatThePagesNameExists() {
        CommandLine hub = Testbed.commandLine();
        assertThat(hub.getSubcommands()).containsKey("help");
        pages().forEach(page -> COMMAND.matcher(read(page)).results().forEach(named -> {
            CommandLine command = hub.getSubcommands().get(named.group(1));
            assertThat(command).as("%s: %s", page, named.group()).isNotNull();
            if (named.group(2) != null && !command.getSubcommands().isEmpty()) {
                assertThat(command.getSubcommands())
                        .as("%s: %s", page, named.group())
                        .containsKey(named.group(2));
            }
        }));
    }

    @Test
    void everyFileThatThePagesNameIsThere() {
        pages().forEach(page -> FILE.matcher(read(page))
                .results()
                .forEach(named -> assertThat(Path.of(named.group(1)))
                        .as("%s: %s", page, named.group())
                        .exists()));
    }

    @Test
    void everyAddressThatThePagesNameIsServed() throws IOException {
        JsonNode paths = new YAMLMapper()
                .readTree(Path.of("src/main/resources/openapi.yaml").toFile())
                .path("paths");
        Set<String> served = new TreeSet<>(Set.of("/observe", "/hawtio", "/webhooks", "/api/v1"));
        paths.fieldNames().forEachRemaining(path -> served.add(plain(path)));
        Stream.concat(pages(), Stream.of(Path.of("src/main/resources/application.properties")))
                .forEach(page -> ADDRESS.matcher(read(page)).results().forEach(named -> {
                    String address = plain(named.group(1));
                    assertThat(served)
                            .as("%s: %s", page, named.group())
                            .anyMatch(one -> address.equals(one)
                                    || !one.startsWith("/api") && address.startsWith(one)
                                    || one.startsWith(address + "/"));
                }));
    }

    @Test
    void theCompositionStartsNothingThatNoRouteUses() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(Path.of("docker/compose.yaml").toFile())
                .path("services");
        String routes = text(Path.of("routes"), ".yaml");
        assertThat(services.has("kafka"))
                .as("a broker for Kafka without a route that speaks to it, or the other way round")
                .isEqualTo(routes.contains("kafka:"));
    }

    /** Names of variables count for nothing. */
    private static String plain(String path) {
        return path.replaceAll("\\{[^}]*}", "*").replaceAll("[./{]+$", "");
    }

    private static Stream<Path> pages() {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                    Stream.of(Path.of("README.md"), Path.of("transformers/canonical/README.md")),
                    docs
                            .filter(file -> file.toString().endsWith(".md")
                                    && !file.toString().contains("decisions"))
                            .sorted()
                            .toList()
                            .stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path root, String suffix) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .map(PromisesTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
