package org.caravanserai.testbed.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caravanserai.base.Json;
import org.caravanserai.testbed.oracle.HubSnapshot.Faulty;

/**
 * What the hub has to say on queues that nobody listens to here: each message must keep to the schema it names. Those for
 * warehouses are held against theirs by the warehouse.
 */
final class AnnouncedMessages {

    private static final String CODE = "message.breaks_schema";
    private static final String SENT =
            "select id, kind, body from outbox where kind in ('exception', 'answer') and not sealed";

    private final Path schemas;
    private final Map<String, Schema> known = new TreeMap<>();

    /** @param schemas the folder of {@code <name>.schema.json} */
    AnnouncedMessages(Path schemas) {
        this.schemas = schemas;
    }

    /** Those of the program that this process runs in. */
    static AnnouncedMessages ofProgram() {
        return new AnnouncedMessages(Path.of(System.getProperty("hub.program", ""), "transformers/canonical"));
    }

    List<Faulty> broken(Query query) throws SQLException {
        List<Faulty> broken = new ArrayList<>();
        query.each(SENT, row -> {
            String places = places(new String(row.getBytes("body"), StandardCharsets.UTF_8));
            if (!places.isEmpty()) {
                broken.add(new Faulty(
                        CODE,
                        "a message of the hub breaks its schema",
                        row.getString("kind") + " " + row.getLong("id") + " at " + places));
            }
        });
        return broken;
    }

    private String places(String text) {
        try {
            JsonNode message = Json.MAPPER.readTree(text);
            String name = message.path("schema").asText();
            if (!name.matches("[a-z-]+\\.v[0-9]+") || !Files.exists(file(name))) {
                return "/schema";
            }
            return known.computeIfAbsent(name, this::read).validate(message).stream()
                    .map(error -> error.getInstanceLocation() + " " + error.getKeyword())
                    .distinct()
                    .limit(5)
                    .collect(Collectors.joining(", "));
        } catch (JsonProcessingException e) {
            return "/ (no JSON)";
        }
    }

    private Path file(String name) {
        return schemas.resolve(name + ".schema.json");
    }

    private Schema read(String name) {
        try {
            SchemaRegistryConfig strict =
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(strict))
                    .getSchema(Json.MAPPER.readTree(Files.readAllBytes(file(name))));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + name + " cannot be read", e);
        }
    }
}
