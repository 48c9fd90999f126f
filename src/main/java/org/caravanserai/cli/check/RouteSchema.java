package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Camel's own schema of the canonical YAML form, as it lies in camel-yaml-dsl. */
final class RouteSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl-canonical.json";

    private final Schema schema;

    RouteSchema() {
        try (InputStream stream = RouteSchema.class.getResourceAsStream(RESOURCE)) {
            schema = SchemaRegistry.withDefaultDialect(dialect()).getSchema(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read Camel's schema " + RESOURCE, e);
        }
    }

    /** Camel marks what is deprecated, which its own draft of JSON Schema does not know. */
    private static Dialect dialect() {
        return Dialect.builder(Dialects.getDraft4())
                .keyword(new NonValidationKeyword("deprecated"))
                .build();
    }

    /** Whether the file is what Camel can read. */
    boolean check(RouteFile file, Findings findings) {
        List<Error> errors = schema.validate(file.yaml().tree());
        List<String> places = errors.stream().map(RouteSchema::place).toList();
        // a failure is told once more by all that is around it: only the innermost says what is meant
        errors.stream()
                .filter(error -> places.stream().noneMatch(other -> other.startsWith(place(error) + "/")))
                .forEach(error -> findings.add(file.path(), file.line(place(error)), sentence(error)));
        return errors.isEmpty();
    }

    private static String place(Error error) {
        return error.getInstanceLocation().toString();
    }

    private static String sentence(Error error) {
        String name = last(place(error));
        return switch (error.getKeyword()) {
            case "additionalProperties" -> "Camel's " + name + " knows no " + error.getProperty();
            case "required" -> "Camel's " + name + " lacks " + error.getProperty();
            case "type" -> name + " must be of type " + error.getSchemaNode().asText();
            case "enum" -> name + " must be one of " + words(error.getSchemaNode());
            case "maxProperties" -> name + " may hold one entry only; begin the next one with a dash";
            default -> name + ": " + error.getMessage();
        };
    }

    private static String words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static String last(String pointer) {
        String[] parts = pointer.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].matches("[0-9]*")) {
                return parts[i];
            }
        }
        return "file";
    }
}
