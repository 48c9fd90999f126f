package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.caravanserai.base.YamlFile;

/**
 * One canonical message format ({@code transformers/canonical/<name>.schema.json}, JSON Schema 2020-12), compiled once,
 * safe for many threads. Besides the schema no text may hold control characters (line feed is allowed): PostgreSQL
 * refuses NUL, logs and labels must not be steered by the others.
 */
public final class CanonicalSchema {

    private static final int SHOWN = 5;

    private final String name;
    private final Schema schema;
    private final Predicate<JsonNode> surelyValid;

    private CanonicalSchema(String name, Schema schema, Predicate<JsonNode> surelyValid) {
        this.name = name;
        this.schema = schema;
        this.surelyValid = surelyValid;
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
            patterns(file, tree, "");
            SchemaRegistryConfig config =
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
            Schema schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                    .getSchema(tree);
            schema.initializeValidators();
            return new CanonicalSchema(name, schema, FastSchemaValidator.of(tree));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigException(file + ":" + line + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (ConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ConfigException(file + ":1: is no readable JSON Schema: " + e.getMessage(), e);
        }
    }

    /** The validator names no place of a bad regular expression. */
    private static void patterns(Path file, JsonNode node, String at) {
        if (node.path("pattern").isTextual()) {
            try {
                Pattern.compile(node.path("pattern").textValue());
            } catch (PatternSyntaxException e) {
                throw new ConfigException(
                        file + ":" + YamlFile.read(file).line(at + "/pattern")
                                + ": the pattern is no regular expression: " + e.getDescription(),
                        e);
            }
        }
        node.properties()
                .forEach(member -> patterns(
                        file,
                        member.getValue(),
                        at + "/" + member.getKey().replace("~", "~0").replace("/", "~1")));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            patterns(file, node.get(i), at + "/" + i);
        }
    }

    /** What is wrong with {@code message}: pointer and rule, never the value. Empty when nothing is. */
    public List<String> problems(JsonNode message) {
        List<String> problems = new ArrayList<>();
        if (!surelyValid.test(message)) {
            schema.validate(message).stream()
                    .map(CanonicalSchema::sentence)
                    .distinct()
                    .forEach(problems::add);
        }
        controlCharacters(message, "", problems);
        return problems;
    }

    /**
     * @return {@code message}, unchanged
     * @throws MappingException {@code mapping.not_canonical} with the first {@value #SHOWN} problems as evidence
     */
    public JsonNode require(JsonNode message) {
        List<String> problems = problems(message);
        if (!problems.isEmpty()) {
            String more = problems.size() > SHOWN ? "; and " + (problems.size() - SHOWN) + " more" : "";
            throw new MappingException(
                    "mapping.not_canonical",
                    "The message does not meet " + name + ".",
                    problems.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more);
        }
        return message;
    }

    private static void controlCharacters(JsonNode node, String at, List<String> problems) {
        if (node.isTextual()) {
            String text = node.textValue();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < ' ' && c != '\n' || c >= 0x7f && c <= 0x9f) {
                    problems.add((at.isEmpty() ? "a text" : at) + " has a control character");
                    return;
                }
            }
        } else if (node.isObject()) {
            for (java.util.Map.Entry<String, JsonNode> entry : node.properties()) {
                JsonNode value = entry.getValue();
                if (value.isTextual() || value.isContainerNode()) {
                    controlCharacters(value, entry.getKey(), problems);
                }
            }
        } else if (node.isArray()) {
            for (JsonNode value : node) {
                controlCharacters(value, at, problems);
            }
        }
    }

    private static String sentence(Error error) {
        String at = error.getInstanceLocation().toString();
        JsonNode rule = error.getSchemaNode();
        String limit = rule == null ? "" : rule.toString();
        String what = switch (error.getKeyword()) {
            case "required" -> "lacks " + Evidence.name(error.getProperty());
            case "additionalProperties", "unevaluatedProperties" ->
                "has the unknown field " + Evidence.name(error.getProperty());
            case "type" ->
                "must be "
                        + limit.replace("\"", "")
                                .replace("[", "")
                                .replace("]", "")
                                .replace(",", " or ");
            case "enum" -> "must be one of " + limit.replace("\"", "");
            case "const" -> "must be " + limit.replace("\"", "");
            case "pattern" ->
                limit.contains("[^\\\\s")
                        ? "must not be blank; leave it out where there is none"
                        : "must match " + limit;
            case "format" -> "must be a " + limit.replace("\"", "");
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
