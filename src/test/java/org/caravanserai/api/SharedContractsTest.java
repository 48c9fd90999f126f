package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may come by the API and by queue is one document: same fields, same limits, whichever way it takes. */
class SharedContractsTest {

    private static final List<String> RULES =
            List.of("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "additionalProperties");

    private final JsonNode api;

    SharedContractsTest() throws Exception {
        api = new YAMLMapper().readTree(new ApiContract().text());
    }

    @ParameterizedTest
    @CsvSource({"StockReport,stock.v1", "Shipment,shipment.v1", "Cancellation,cancellation.v1"})
    void theApiSaysOfADocumentWhatItsSchemaSays(String component, String schema) throws Exception {
        JsonNode queue =
                Json.MAPPER.readTree(Files.readAllBytes(Path.of("transformers/canonical/" + schema + ".schema.json")));
        Map<String, String> atTheQueue = new TreeMap<>();
        Map<String, String> atTheApi = new TreeMap<>();
        rules(queue, "", atTheQueue);
        rules(api.at("/components/schemas/" + component), "", atTheApi);
        // only a message has to say what it is; the path of a request does
        atTheQueue.computeIfPresent(" required", (at, names) -> names.replace("schema ", ""));
        assertThat(atTheApi).isEqualTo(atTheQueue);
    }

    @Test
    void noSchemaOfTheApiSaysWhatGeneratorsDoNotUnderstand() {
        assertThat(api.findValues("oneOf")).isEmpty();
        assertThat(api.findValues("anyOf")).isEmpty();
        assertThat(api.findValues("not")).isEmpty();
    }

    private void rules(JsonNode said, String at, Map<String, String> rules) {
        JsonNode node = said.has("$ref") ? api.at(said.get("$ref").asText().substring(1)) : said;
        boolean time = node.path("format").asText().equals("date-time");
        if (node.has("const") || node.has("enum")) {
            TreeSet<String> words = new TreeSet<>();
            node.path("enum").forEach(word -> words.add(word.asText()));
            if (node.has("const")) {
                words.add(node.path("const").asText());
            }
            rules.put(at + " enum", words.toString());
        }
        for (String rule : RULES) {
            // a time has its own form, which bounds it
            if (node.has(rule) && !time) {
                rules.put(at + " " + rule, node.get(rule).asText());
            }
        }
        if (node.has("pattern") && !time) {
            rules.put(at + " pattern", node.get("pattern").asText());
        }
        if (time) {
            rules.put(at + " format", "date-time");
        }
        if (node.has("required")) {
            TreeSet<String> names = new TreeSet<>();
            node.get("required").forEach(name -> names.add(name.asText()));
            rules.put(at + " required", String.join(" ", names) + " ");
        }
        node.path("properties").properties().forEach(one -> rules(one.getValue(), at + "/" + one.getKey(), rules));
        if (node.has("items")) {
            rules(node.get("items"), at + "/*", rules);
        }
        // one of two ways to name an order: for generators both in one, and the schema has the last word
        node.path("oneOf").forEach(form -> {
            if (form.has("properties")) {
                form.path("properties")
                        .properties()
                        .forEach(one -> rules(one.getValue(), at + "/" + one.getKey(), rules));
                rules.put(
                        at + " additionalProperties",
                        form.path("additionalProperties").asText());
            }
        });
    }
}
