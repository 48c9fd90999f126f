package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.caravanserai.base.YamlFile;
import org.caravanserai.translate.PayloadField.PayloadKind;

/**
 * What the hub reads of a payload, {@code transformers/<channel>/payload.<shape>.schema.json}: JSON Schema's words
 * {@code type}, {@code properties}, {@code items}, {@code required}, {@code maxLength}, {@code maxItems}, {@code $ref},
 * with a {@code format} for each single value ({@link PayloadFormat}) and three words of our own: {@code x-within}, where
 * the order may lie in the payload; {@code x-stops}, whether a value that cannot be read holds the order; {@code x-to},
 * the places of {@code order.v1} that the value decides. Immutable.
 */
final class PayloadSchema {

    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_LIST = 10_000;
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "format",
            "properties",
            "items",
            "required",
            "maxLength",
            "maxItems",
            "x-within",
            "x-stops",
            "x-to");

    private final Path file;
    private final JsonNode root;
    private final PayloadField order;
    private final List<String> within = new ArrayList<>();

    private PayloadSchema(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        root.path("x-within").forEach(pointer -> within.add(pointer.asText()));
        this.order = field(root, "");
    }

    /** @throws ConfigException naming file and line of what is no such schema */
    static PayloadSchema load(Path file) {
        try {
            return new PayloadSchema(file, Json.MAPPER.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new ConfigException(file + ":1: is no readable JSON: " + e.getMessage(), e);
        }
    }

    /** The order as the channel publishes it. */
    PayloadField order() {
        return order;
    }

    /** Pointers to the order in a payload that wraps it; the first that finds an object counts, else it is the payload. */
    List<String> within() {
        return within;
    }

    private PayloadField field(JsonNode schema, String at) {
        if (schema.has("$ref")) {
            String target = schema.path("$ref").asText().replaceFirst("^#", "");
            return field(root.at(target), target);
        }
        schema.fieldNames().forEachRemaining(word -> {
            if (!WORDS.contains(word)) {
                throw wrong(at, "the hub does not know the word " + word);
            }
        });
        Map<String, PayloadField> members = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(one -> members.put(one.getKey(), field(one.getValue(), at + "/properties/" + one.getKey())));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (!members.keySet().containsAll(required)) {
            throw wrong(at + "/required", "a required member is not described");
        }
        PayloadKind kind = kind(schema, at);
        PayloadField entry = kind == PayloadKind.LIST ? field(schema.path("items"), at + "/items") : null;
        PayloadFormat format = kind == PayloadKind.VALUE ? format(schema, at) : null;
        boolean decides = format != null && format.decides()
                || entry != null && entry.stops()
                || members.values().stream().anyMatch(PayloadField::stops);
        return new PayloadField(
                kind,
                format,
                schema.path(kind == PayloadKind.LIST ? "maxItems" : "maxLength")
                        .asInt(kind == PayloadKind.LIST ? LONGEST_LIST : LONGEST_TEXT),
                List.copyOf(required),
                Collections.unmodifiableMap(members),
                entry,
                schema.path("x-stops").asBoolean(decides));
    }

    private PayloadKind kind(JsonNode schema, String at) {
        return switch (schema.path("type").asText("")) {
            case "object" -> PayloadKind.OBJECT;
            case "array" -> PayloadKind.LIST;
            case "" -> PayloadKind.VALUE;
            default -> throw wrong(at + "/type", "a type is object or array; a single value has a format");
        };
    }

    private PayloadFormat format(JsonNode schema, String at) {
        try {
            return PayloadFormat.of(schema.path("format").asText());
        } catch (IllegalArgumentException e) {
            throw wrong(at, "a single value needs one of the formats " + List.of(PayloadFormat.values()));
        }
    }

    private ConfigException wrong(String at, String what) {
        return new ConfigException(file + ":" + YamlFile.read(file).line(at) + ": " + what);
    }
}
