package org.caravanserai.testbed.sandbox.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** The schema that the hub hands out for what it sends to warehouses. A warehouse that has it takes the hub at its word. */
final class DispatchContract {

    /** A warehouse that was not given the schema. */
    static final DispatchContract NONE = new DispatchContract(null);

    private final Schema schema;

    private DispatchContract(Schema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException when the file cannot be read */
    static DispatchContract read(Path file) {
        try {
            SchemaRegistryConfig strict =
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
            return new DispatchContract(SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(strict))
                    .getSchema(SandboxJson.parse(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the schema " + file + ": " + e.getMessage(), e);
        }
    }

    /** Where the message breaks it, by pointer and rule and without its values; empty when it does not. */
    Optional<String> broken(JsonNode message) {
        if (schema == null) {
            return Optional.empty();
        }
        String places = schema.validate(message).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getKeyword())
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        return places.isEmpty() ? Optional.empty() : Optional.of(places);
    }
}
