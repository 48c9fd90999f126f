package org.caravanserai.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.caravanserai.channel.recipe.ChannelRecipe;

/** What lies in a channel's folder for the contract: payloads, whole answers, and cases of what it is told. */
record ChannelFiles(ChannelRecipe recipe) {

    /** A case of {@code fixtures-out}. */
    record Outward(Path folder, JsonNode input, JsonNode expected, JsonNode lookups, JsonNode answers) {

        String operation() {
            return input.path("operation").asText();
        }

        String name() {
            return folder.getFileName().toString();
        }
    }

    /** All cases in which the channel is told something, in their order. */
    List<Outward> outward() {
        return list(recipe.directory().resolve("fixtures-out")).stream()
                .map(folder -> new Outward(
                        folder,
                        json(folder.resolve("input.json")),
                        json(folder.resolve("expected.json")),
                        optional(folder.resolve("lookups.json")),
                        optional(folder.resolve("answers.json"))))
                .toList();
    }

    /** The folders of orders as they come, in their order. */
    List<Path> cases() {
        return list(recipe.directory().resolve("fixtures"));
    }

    /** A whole body as the channel pushes it; null when none is there. */
    byte[] event(String shape) {
        Path file = recipe.directory().resolve("samples/event." + shape + ".json");
        return Files.exists(file) ? bytes(file) : null;
    }

    /** Headers as the channel sends them. */
    Map<String, String> headers(Path folder) {
        Path file = folder.resolve("headers.json");
        return Files.exists(file) ? Json.MAPPER.convertValue(json(file), new StringMap()) : Map.of();
    }

    /** What the channel answers when one order is asked for. */
    JsonNode fetched() {
        Path sample = recipe.directory().resolve("samples/fetch.json");
        if (!Files.exists(sample)) {
            assertThat(recipe.fetch().order())
                    .as(sample + " is missing: what the channel answers to a fetch")
                    .isEmpty();
            return orders(recipe.fetch().shape()).get(0);
        }
        return json(sample);
    }

    /** What the channel answers when the changed orders are asked for. */
    JsonNode listed() {
        Path sample = recipe.directory().resolve("samples/list.json");
        if (!Files.exists(sample)) {
            assertThat(recipe.list().orders())
                    .as(sample + " is missing: what the channel answers to a list")
                    .isEmpty();
            return orders(recipe.list().shape());
        }
        return json(sample);
    }

    /** The orders among the fixtures that have this shape. */
    private ArrayNode orders(String shape) {
        ArrayNode orders = Json.MAPPER.createArrayNode();
        for (Path folder : cases()) {
            Path file = folder.resolve("request." + shape + ".json");
            if (Files.exists(file) && Files.exists(folder.resolve("expected.json"))) {
                orders.add(json(file));
            }
        }
        assertThat(orders).as("fixtures of the shape " + shape).isNotEmpty();
        return orders;
    }

    /** Sets a value deep in a document. */
    static void set(JsonNode document, String pointer, JsonNode value) {
        JsonPointer at = JsonPointer.compile(pointer);
        ObjectNode parent = (ObjectNode) document;
        if (!at.head().toString().isEmpty()) {
            parent = parent.withObject(at.head());
        }
        parent.set(at.last().getMatchingProperty(), value);
    }

    /** Null when the bytes are no JSON. */
    static JsonNode tree(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        JsonNode tree = tree(bytes(file));
        assertThat(tree).as(file + " is JSON").isNotNull();
        return tree;
    }

    private static JsonNode optional(Path file) {
        return Files.exists(file) ? json(file) : Json.MAPPER.createArrayNode();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class StringMap
            extends com.fasterxml.jackson.core.type.TypeReference<java.util.LinkedHashMap<String, String>> {}
}
