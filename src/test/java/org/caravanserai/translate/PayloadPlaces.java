package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.base.Json;

/** The places of one payload that its schema describes, each with the places of order.v1 that it says it decides. */
final class PayloadPlaces {

    /**
     * A value that is there.
     *
     * @param pointer to it in the payload
     * @param targets places of order.v1 it may change, {@code *} for each entry
     * @param required whether there is no order without it
     */
    record Place(String pointer, Set<String> targets, boolean required) {}

    private final JsonNode schema;
    private final List<Place> places = new ArrayList<>();

    private PayloadPlaces(JsonNode schema) {
        this.schema = schema;
    }

    static List<Place> of(Path schemaFile, JsonNode payload) {
        try {
            JsonNode schema = Json.MAPPER.readTree(Files.readAllBytes(schemaFile));
            PayloadPlaces all = new PayloadPlaces(schema);
            String within = "";
            for (JsonNode pointer : schema.path("x-within")) {
                within = within.isEmpty() && payload.at(pointer.asText()).isObject() ? pointer.asText() : within;
            }
            all.walk(schema, payload.at(within), within, Set.of());
            return all.places;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void walk(JsonNode stated, JsonNode value, String at, Set<String> inherited) {
        JsonNode here = resolved(stated);
        Set<String> own = here.has("x-to") ? texts(here.path("x-to")) : inherited;
        here.path("properties").properties().forEach(member -> {
            JsonNode child = value.get(member.getKey());
            if (child != null) {
                String pointer = at + "/" + member.getKey();
                boolean required = texts(here.path("required")).contains(member.getKey());
                places.add(new Place(pointer, all(member.getValue(), own), required));
                walk(member.getValue(), child, pointer, own);
            }
        });
        if (here.has("items") && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                places.add(new Place(at + "/" + i, all(here.path("items"), own), false));
                walk(here.path("items"), value.get(i), at + "/" + i, own);
            }
        }
    }

    /** What a place and everything in it may change. */
    private Set<String> all(JsonNode stated, Set<String> inherited) {
        JsonNode here = resolved(stated);
        Set<String> own = here.has("x-to") ? texts(here.path("x-to")) : inherited;
        Set<String> all = new TreeSet<>(own);
        here.path("properties").forEach(member -> all.addAll(all(member, own)));
        if (here.has("items")) {
            all.addAll(all(here.path("items"), own));
        }
        return all;
    }

    /** The schema behind a reference; what stands beside the reference counts more. */
    private JsonNode resolved(JsonNode stated) {
        if (!stated.has("$ref")) {
            return stated;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.setAll((ObjectNode) schema.at(stated.path("$ref").asText().substring(1)));
        both.setAll((ObjectNode) stated);
        both.remove("$ref");
        return both;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
