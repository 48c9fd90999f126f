package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.base.Json;
import org.caravanserai.channel.RouteFiles;

class TranslatorTest {

    private static final Translator TRANSLATOR = Transformers.translator();
    private static final String[][] REQUESTS = {
        {"shopify", "webhook", "shopify/fixtures/05-gift-notes-and-attributes"},
        {"shopify", "graphql", "shopify/fixtures/02-discounts-taxes-included"},
        {"woocommerce", "v3", "woocommerce/fixtures/03-variation-and-escaped-name"},
        {"woocommerce", "v3", "woocommerce/fixtures/08-refunded-units"},
        {"amazon", "v2026", "amazon/fixtures/05-partly-shipped-gift-and-discount"}
    };

    @Property(tries = 3000)
    void aDamagedPayloadIsAValidOrderOrARefusalAndNothingElse(@ForAll long seed) {
        Random random = new Random(seed);
        String[] request = REQUESTS[random.nextInt(REQUESTS.length)];
        JsonNode payload = payload(request);
        for (int i = random.nextInt(3); i >= 0; i--) {
            damage(payload, random);
        }
        try {
            JsonNode order = TRANSLATOR.totals(TRANSLATOR.validate(TRANSLATOR.map(payload, request[0], request[1])));
            assertThat(Transformers.schema("order.v1").problems(order)).isEmpty();
        } catch (MappingException refused) {
            assertThat(refused.code()).matches("mapping\\.[a-z_]+");
            assertThat(refused.toString())
                    .doesNotContain("O'Hara")
                    .doesNotContain("Ashby")
                    .doesNotContain("Holm")
                    .doesNotContain("Anders");
        }
    }

    @Example
    void aReloadCountsFromTheNextOrder() {
        AtomicReference<Mappings> active = new AtomicReference<>(Mappings.load(Transformers.ROOT));
        Translator translator = new Translator(active::get, Transformers.schema("order.v1"));
        JsonNode first = translator.map(payload(REQUESTS[0]), "shopify", "webhook");
        active.set(Mappings.load(Transformers.ROOT));
        assertThat(translator.map(payload(REQUESTS[0]), "shopify", "webhook")).hasToString(first.toString());
    }

    @Example
    void theStepsCanBeBeanStepsOfARoute() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            RouteFiles.bind(camel, TRANSLATOR);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:translate")
                            .bean("translator", "parse")
                            .bean("translator", "map")
                            .bean("translator", "validate")
                            .bean("translator", "totals");
                }
            });
            camel.start();
            ProducerTemplate producer = camel.createProducerTemplate();
            byte[] body = Files.readAllBytes(Transformers.ROOT.resolve("amazon/fixtures/01-simple/request.v2026.json"));
            Object order = producer.requestBodyAndHeaders(
                    "direct:translate", body, java.util.Map.of("hubChannel", "amazon", "hubShape", "v2026"));
            assertThat(((JsonNode) order).path("orderId").asText()).isEqualTo("114-1000001-2000001");
        }
    }

    @Example
    void alertsNeverTouchWhatAMappingShares() {
        JsonNode order = TRANSLATOR.map(payload(REQUESTS[0]), "shopify", "webhook");
        JsonNode one = Notices.of(List.of(new PayloadFinding("a.b", "", "first", false)))
                .addTo(order);
        JsonNode two = Notices.of(List.of(new PayloadFinding("a.c", "", "second", false)))
                .addTo(one);
        assertThat(order.path("alerts")).isEmpty();
        assertThat(one.path("alerts")).hasSize(1);
        assertThat(two.path("alerts")).hasSize(2);
        assertThat(TRANSLATOR.map(payload(REQUESTS[0]), "shopify", "webhook").path("alerts"))
                .isEmpty();
    }

    private static void damage(JsonNode root, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode target = containers.get(random.nextInt(containers.size()));
        JsonNode value = surprise(random);
        if (target instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (target instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static JsonNode surprise(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(14)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(true);
            case 2 -> nodes.numberNode(-1);
            case 3 -> nodes.numberNode(Long.MAX_VALUE);
            case 4 -> nodes.numberNode(new java.math.BigDecimal("1e400"));
            case 5 -> nodes.numberNode(new java.math.BigInteger("9".repeat(60)));
            case 6 -> nodes.textNode("");
            case 7 -> nodes.textNode("a\u0000b\u202e\ud800${x}");
            case 8 -> nodes.textNode("x".repeat(20_000));
            case 9 -> nodes.arrayNode();
            case 10 -> nodes.objectNode();
            case 11 -> nodes.arrayNode().add("x").add(nodes.objectNode().put("id", 1));
            case 12 -> nodes.objectNode().put("amount", "x").put("price", 1);
            default -> nodes.textNode("2026-11-23");
        };
    }

    private static JsonNode payload(String... request) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(
                    Transformers.ROOT.resolve(request[2]).resolve("request." + request[1] + ".json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
