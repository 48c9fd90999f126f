package org.caravanserai.testbed.sandbox.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.Assumptions;

/**
 * The channels' own published schemas, looked for in {@code ../shared} beside the project. Where they are not at hand a test is
 * skipped with a message, unless the environment says {@code CARAVANSERAI_SPECS=required}.
 */
public final class PublishedSpecs {

    private PublishedSpecs() {}

    public static JsonNode read(String file) throws IOException {
        Path path = Path.of("..", "shared", "channels", file);
        boolean there = Files.isReadable(path);
        if (!there && "required".equals(System.getenv("CARAVANSERAI_SPECS"))) {
            throw new AssertionError(
                    "CARAVANSERAI_SPECS=required, but " + path.toAbsolutePath().normalize() + " is not there");
        }
        Assumptions.assumeTrue(there, "skipped: the published spec " + path + " is not beside this checkout");
        return SandboxJson.MAPPER.readTree(path.toFile());
    }

    /** What the schema says against the document; empty when it is valid. */
    public static List<String> complaints(JsonNode schema, JsonNode document) {
        Schema compiled =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
        return compiled.validate(document).stream().map(Object::toString).toList();
    }

    /** One definition of a Swagger 2.0 model as a schema that also refuses fields the model does not name. */
    public static ObjectNode closed(JsonNode swagger, String definition) {
        ObjectNode schema = SandboxJson.object().put("$ref", "#/definitions/" + definition);
        ObjectNode definitions = swagger.path("definitions").deepCopy();
        definitions.forEach(PublishedSpecs::close);
        schema.set("definitions", definitions);
        return schema;
    }

    private static void close(JsonNode node) {
        if (node.path("properties").isObject() && !node.has("additionalProperties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.path("properties").forEach(PublishedSpecs::close);
        if (node.path("items").isObject()) {
            close(node.path("items"));
        }
    }
}
