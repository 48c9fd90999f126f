package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {

    @TempDir
    Path transformers;

    @Test
    void theProjectsOwnShapesAreAllThere() {
        assertThat(Mappings.load(Transformers.ROOT).shapes())
                .contains("shopify/webhook", "shopify/graphql", "woocommerce/v3", "amazon/v2026");
    }

    @Test
    void aFormOfTheHubsOwnIsForEveryChannelThatHasNone() throws IOException {
        write("canonical/order.csv.jslt", "{\"by\": \"all\"}\n");
        write("shop/order.csv.jslt", "{\"by\": \"shop\"}\n");
        Mappings mappings = Mappings.load(transformers);
        assertThat(mappings.apply("other", "csv", Json.MAPPER.createObjectNode())
                        .path("by")
                        .asText())
                .isEqualTo("all");
        assertThat(mappings.apply("shop", "csv", Json.MAPPER.createObjectNode())
                        .path("by")
                        .asText())
                .isEqualTo("shop");
    }

    @Test
    void aWrongFileIsNamedWithItsLine() throws IOException {
        write("shop/order.rest.jslt", "// a mapping\n{\n  \"orderId\": .id,\n  \"number\" .number\n}\n");
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("shop/order.rest.jslt:4:");
    }

    @Test
    void anUnknownFunctionIsNamedWithItsLine() throws IOException {
        write("shop/order.rest.jslt", "{\n  \"orderId\": txet(.id)\n}\n");
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("shop/order.rest.jslt:2:")
                .hasMessageContaining("txet");
    }

    @Test
    void anUnknownVariableIsNamedWithItsLine() throws IOException {
        write(
                "shop/order.rest.jslt",
                "// about $money\ndef a(b) $b\nlet c = \"\\\" $d\"\n{\n  \"orderId\": $id + $c\n}\n");
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("shop/order.rest.jslt:5:")
                .hasMessageContaining("$id");
    }

    @Test
    void aWrongCharacterIsNamedWithItsLine() throws IOException {
        write("shop/order.rest.jslt", "{\n  \"a\": 1,\n  \"b\": § \n}\n");
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("shop/order.rest.jslt:3:");
    }

    @Test
    void aWrongImportedFileIsNamedItself() throws IOException {
        write("canonical/words.jslt", "def a(b)\n  if (\n");
        write("shop/order.rest.jslt", "import \"canonical/words.jslt\" as words\n{\"a\": words:a(1)}\n");
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("canonical/words.jslt:2:");
    }

    @Test
    void nothingOutsideTheDirectoryCanBeImported() throws IOException {
        Files.writeString(transformers.resolveSibling("outside.jslt"), "def a(b) $b");
        write("shop/order.rest.jslt", "import \"../outside.jslt\" as o\n{\"a\": o:a(1)}\n");
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("outside.jslt");
        Files.delete(transformers.resolveSibling("outside.jslt"));
    }

    @Test
    void anEmptyOrMissingDirectoryIsAWrongSetting() {
        assertThatThrownBy(() -> Mappings.load(transformers))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("holds no mapping");
        assertThatThrownBy(() -> Mappings.load(transformers.resolve("none")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no directory");
    }

    @Test
    void nullsAndEmptyListsOfAMappingStay() throws IOException {
        write("shop/order.rest.jslt", "{\"a\": null, \"b\": [], \"c\": {}, \"d\": .missing}");
        assertThat(Mappings.load(transformers).apply("shop", "rest", Json.MAPPER.createObjectNode()))
                .hasToString("{\"a\":null,\"b\":[],\"c\":{},\"d\":null}");
    }

    @Test
    void aMappingThatBreaksNamesItsPlaceAndNotTheValue() throws IOException {
        write("shop/order.rest.jslt", "{\n  \"a\": .name - 2\n}\n");
        Mappings mappings = Mappings.load(transformers);
        assertThatThrownBy(() -> mappings.apply(
                        "shop", "rest", Json.MAPPER.createObjectNode().put("name", "Ada Marsh")))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.code()).isEqualTo("mapping.failed");
                    assertThat(e.evidence()).isEqualTo("shop/order.rest.jslt:2");
                    assertThat(e.toString()).doesNotContain("Ada");
                });
    }

    @Test
    void anUnknownShapeSaysWhichFileIsMissing() {
        Mappings mappings = Mappings.load(Transformers.ROOT);
        assertThatThrownBy(() -> mappings.apply("shopify", "pigeon", Json.MAPPER.createObjectNode()))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.code()).isEqualTo("mapping.unknown_shape");
                    assertThat(e.evidence()).contains("transformers/shopify/order.pigeon.jslt");
                });
    }

    @Test
    void manyThreadsMayMapAtOnce() throws Exception {
        Mappings mappings = Mappings.load(Transformers.ROOT);
        JsonNode payload = Json.MAPPER.readTree(Files.readAllBytes(
                Transformers.ROOT.resolve("shopify/fixtures/05-gift-notes-and-attributes/request.webhook.json")));
        String expected = mappings.apply("shopify", "webhook", payload).toString();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                results.add(threads.submit(() ->
                        mappings.apply("shopify", "webhook", payload).toString().equals(expected)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = transformers.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
