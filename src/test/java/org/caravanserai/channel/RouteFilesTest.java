package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The route files of the channels are Camel's canonical YAML, and every step can be named. */
class RouteFilesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @TestFactory
    Stream<DynamicTest> everyFileIsCanonicalAndEveryStepHasAnId() throws IOException {
        Schema schema = canonical();
        return Stream.of("routes/10-intake", "routes/20-translate", "routes/50-notify", "routes/channels")
                .map(Path::of)
                .flatMap(RouteFilesTest::files)
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    JsonNode tree = YAML.readTree(file.toFile());
                    assertThat(schema.validate(tree.toString(), InputFormat.JSON))
                            .isEmpty();
                    steps(tree, file.toString());
                }));
    }

    private static void steps(JsonNode node, String where) {
        if (node.isObject() && node.path("steps").isArray()) {
            for (JsonNode step : node.get("steps")) {
                String name = step.fieldNames().next();
                assertThat(step.path(name).path("id").asText(""))
                        .as(where + ": the step " + step)
                        .isNotEmpty();
            }
        }
        node.forEach(child -> steps(child, where));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return all.stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Schema canonical() throws IOException {
        try (InputStream in = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
