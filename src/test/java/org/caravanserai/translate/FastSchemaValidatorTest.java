package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** The fast check may hesitate, but it must never say yes where the full validator says no. */
class FastSchemaValidatorTest {

    private static final JsonNode SCHEMA = read(Transformers.ROOT.resolve("canonical/order.v1.schema.json"));
    private static final Predicate<JsonNode> QUICK = FastSchemaValidator.of(SCHEMA);
    private static final Schema FULL = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    r -> r.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()))
            .getSchema(SCHEMA);
    private static final List<JsonNode> ORDERS = orders();
    private static final List<JsonNode> VALUES = values();
    private static final Set<String> RICH = Set.of("6001000000005", "203-1000005-2000005");

    @Test
    void everyExpectedOrderIsSurelyValid() {
        assertThat(ORDERS).hasSizeGreaterThan(15).allMatch(QUICK);
    }

    @Test
    void whatItAcceptsTheFullValidatorAcceptsTooWhereverASurpriseStands() {
        int accepted = 0;
        int damaged = 0;
        for (JsonNode order : ORDERS) {
            if (RICH.contains(order.path("orderId").asText())) {
                for (JsonNode changed : damaged(order)) {
                    damaged++;
                    if (QUICK.test(changed)) {
                        accepted++;
                        assertThat(FULL.validate(changed))
                                .as(changed.toString())
                                .isEmpty();
                    }
                }
            }
        }
        assertThat(damaged).isGreaterThan(5_000);
        assertThat(accepted).isBetween(100, damaged / 3);
    }

    @Test
    void anUnknownKeywordMakesItHesitate() throws IOException {
        assertThat(FastSchemaValidator.of(
                                Json.MAPPER.readTree("{\"type\": \"object\", \"not\": {\"required\": [\"a\"]}}"))
                        .test(Json.MAPPER.createObjectNode()))
                .isFalse();
        assertThat(FastSchemaValidator.of(Json.MAPPER.readTree("{\"format\": \"uuid\"}"))
                        .test(JsonNodeFactory.instance.textNode("x")))
                .isFalse();
    }

    /** The order with every surprising value at, one thing taken from and one added to every place. */
    private static List<JsonNode> damaged(JsonNode order) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonPointer place : containers(order, JsonPointer.empty())) {
            List<String> names = new ArrayList<>(List.of("surprise"));
            order.at(place).fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                for (JsonNode value : VALUES) {
                    ObjectNode copy = order.deepCopy();
                    JsonNode container = copy.at(place);
                    if (container instanceof ObjectNode object) {
                        object.set(name, value);
                    } else {
                        ((ArrayNode) container).add(value);
                    }
                    all.add(copy);
                }
                ObjectNode copy = order.deepCopy();
                if (copy.at(place) instanceof ObjectNode object) {
                    object.remove(name);
                    all.add(copy);
                }
            }
        }
        return all;
    }

    private static List<JsonPointer> containers(JsonNode node, JsonPointer at) {
        List<JsonPointer> all = new ArrayList<>(List.of(at));
        node.fieldNames().forEachRemaining(name -> {
            if (node.path(name).isContainerNode()) {
                all.addAll(containers(node.path(name), at.appendProperty(name)));
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (node.get(i).isContainerNode()) {
                all.addAll(containers(node.get(i), at.appendIndex(i)));
            }
        }
        return all;
    }

    private static List<JsonNode> values() {
        try {
            List<JsonNode> all = new ArrayList<>();
            Json.MAPPER
                    .readTree(
                            "[null, true, 0, 1, -1, 2.0, 2.5, 1e30, 1000001, \"\", \"x\", \"12.00\", \"12.0\\n\", \"US\", \"us\", \"USD\", \"open\", \"open\\n\", "
                                    + "\"2026-02-30T10:00:00.000Z\", \"2026-02-29T10:00:00.000Z\", \"2024-02-29T10:00:00.000Z\", \"2026-11-31T10:00:00.000Z\", \"2026-11-23T10:00:00.000Z\\n\", "
                                    + "[], {}, [null], [\"a\"], {\"a\": \"b\"}, {\"lineId\": null, \"message\": \"m\"}, {\"code\": \"a.b\", \"detail\": \"\"}, {\"title\": \"t\", \"total\": \"1\", \"tax\": \"1\"}]")
                    .forEach(all::add);
            all.add(JsonNodeFactory.instance.textNode("x".repeat(256)));
            all.add(JsonNodeFactory.instance.textNode("\ud83d\ude00".repeat(200)));
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<JsonNode> orders() {
        try (Stream<Path> files = Files.walk(Transformers.ROOT)) {
            return files.filter(file -> file.endsWith("expected.json")
                            && file.getParent().getParent().endsWith("fixtures"))
                    .sorted()
                    .map(FastSchemaValidatorTest::read)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
