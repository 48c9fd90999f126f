package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.caravanserai.base.Json;

/** The fast check may hesitate, but it must never say yes where the full validator says no. */
class QuickCheckTest {

    private static final JsonNode SCHEMA = read(Transformers.ROOT.resolve("canonical/order.v1.schema.json"));
    private static final Predicate<JsonNode> QUICK = QuickCheck.of(SCHEMA);
    private static final Schema FULL = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            r -> r.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())).getSchema(SCHEMA);
    private static final List<JsonNode> ORDERS = orders();
    private static final List<JsonNode> VALUES = values();

    @Example
    void everyExpectedOrderIsSurelyValid() {
        assertThat(ORDERS).hasSizeGreaterThan(15).allMatch(QUICK);
    }

    @Property(tries = 3000)
    void whatItAcceptsTheFullValidatorAcceptsToo(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode order = ORDERS.get(random.nextInt(ORDERS.size())).deepCopy();
        for (int i = random.nextInt(2); i >= 0; i--) {
            damage(order, random);
        }
        if (QUICK.test(order)) {
            assertThat(FULL.validate(order)).as(order.toString()).isEmpty();
        }
    }

    @Example
    void anUnknownKeywordMakesItHesitate() throws IOException {
        assertThat(QuickCheck.of(Json.MAPPER.readTree("{\"type\": \"object\", \"not\": {\"required\": [\"a\"]}}")).test(Json.MAPPER.createObjectNode())).isFalse();
        assertThat(QuickCheck.of(Json.MAPPER.readTree("{\"format\": \"uuid\"}")).test(JsonNodeFactory.instance.textNode("x"))).isFalse();
    }

    /** Puts a surprising value at, takes away or adds something to a random place. */
    private static void damage(JsonNode node, Random random) {
        if (node.isEmpty() || random.nextInt(4) == 0 && !(node.isArray() && node.isEmpty())) {
            change(node, random);
            return;
        }
        List<JsonNode> inner = new ArrayList<>();
        node.forEach(child -> {
            if (child.isContainerNode()) {
                inner.add(child);
            }
        });
        if (inner.isEmpty()) {
            change(node, random);
        } else {
            damage(inner.get(random.nextInt(inner.size())), random);
        }
    }

    private static void change(JsonNode node, Random random) {
        JsonNode value = VALUES.get(random.nextInt(VALUES.size())).deepCopy();
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(10) == 0 ? "surprise" : names.get(random.nextInt(names.size()));
            if (random.nextInt(8) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (node instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static List<JsonNode> values() {
        try {
            List<JsonNode> all = new ArrayList<>();
            Json.MAPPER.readTree("[null, true, 0, 1, -1, 2.0, 2.5, 1e30, 1000001, \"\", \"x\", \"12.00\", \"12.0\\n\", \"US\", \"us\", \"USD\", \"open\", \"open\\n\", "
                    + "\"2026-02-30T10:00:00.000Z\", \"2026-02-29T10:00:00.000Z\", \"2024-02-29T10:00:00.000Z\", \"2026-11-31T10:00:00.000Z\", \"2026-11-23T10:00:00.000Z\\n\", "
                    + "[], {}, [null], [\"a\"], {\"a\": \"b\"}, {\"lineId\": null, \"message\": \"m\"}, {\"code\": \"a.b\", \"detail\": \"\"}, {\"title\": \"t\", \"total\": \"1\", \"tax\": \"1\"}]").forEach(all::add);
            all.add(JsonNodeFactory.instance.textNode("x".repeat(256)));
            all.add(JsonNodeFactory.instance.textNode("\ud83d\ude00".repeat(200)));
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<JsonNode> orders() {
        try (Stream<Path> files = Files.walk(Transformers.ROOT)) {
            return files.filter(file -> file.endsWith("expected.json") && file.getParent().getParent().endsWith("fixtures")).sorted().map(QuickCheckTest::read).toList();
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
