package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;

/**
 * One canonical message format ({@code transformers/canonical/<name>.schema.json}, JSON Schema 2020-12), compiled once,
 * safe for many threads.
 */
public final class CanonicalSchema {

    private static final int SHOWN = 5;

    private final String name;
    private final Schema schema;

    private CanonicalSchema(String name, Schema schema) {
        this.name = name;
        this.schema = schema;
    }

    /**
     * @param directory {@code transformers/canonical}
     * @param name e.g. {@code order.v1}
     * @throws ConfigException naming the file when it is missing or no schema
     */
    public static CanonicalSchema load(Path directory, String name) {
        Path file = directory.resolve(name + ".schema.json");
        try {
            JsonNode tree = Json.MAPPER.readTree(Files.readAllBytes(file));
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree);
            schema.initializeValidators();
            return new CanonicalSchema(name, schema);
        } catch (IOException | RuntimeException e) {
            throw new ConfigException(file + " is no readable JSON Schema: " + e.getMessage(), e);
        }
    }

    /** What is wrong with {@code message}: pointer and rule, never the value. Empty when nothing is. */
    public List<String> problems(JsonNode message) {
        List<Error> errors = schema.validate(message);
        return errors.isEmpty() ? List.of() : errors.stream().map(CanonicalSchema::sentence).distinct().toList();
    }

    /**
     * @return {@code message}, unchanged
     * @throws MappingException {@code mapping.not_canonical} with the first {@value #SHOWN} problems as evidence
     */
    public JsonNode require(JsonNode message) {
        List<String> problems = problems(message);
        if (!problems.isEmpty()) {
            String more = problems.size() > SHOWN ? "; and " + (problems.size() - SHOWN) + " more" : "";
            throw new MappingException("mapping.not_canonical", "The message does not meet " + name + ".",
                    problems.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more);
        }
        return message;
    }

    private static String sentence(Error error) {
        String at = error.getInstanceLocation().toString();
        JsonNode rule = error.getSchemaNode();
        String limit = rule == null ? "" : rule.toString();
        String what = switch (error.getKeyword()) {
            case "required" -> "lacks " + Evidence.name(error.getProperty());
            case "additionalProperties", "unevaluatedProperties" -> "has the unknown field " + Evidence.name(error.getProperty());
            case "type" -> "must be " + limit.replace("\"", "").replace("[", "").replace("]", "").replace(",", " or ");
            case "enum" -> "must be one of " + limit.replace("\"", "");
            case "const" -> "must be " + limit.replace("\"", "");
            case "pattern" -> "must match " + limit;
            case "minimum" -> "must be at least " + limit;
            case "maximum" -> "must be at most " + limit;
            case "minLength" -> "must have at least " + limit + " characters";
            case "maxLength" -> "must have at most " + limit + " characters";
            case "minItems" -> "must have at least " + limit + " entries";
            case "maxItems" -> "must have at most " + limit + " entries";
            case "oneOf", "anyOf" -> "fits none or more than one of its forms";
            default -> "breaks the rule " + error.getKeyword().toLowerCase(Locale.ROOT);
        };
        return (at.isEmpty() ? "/" : at) + " " + what;
    }
}
