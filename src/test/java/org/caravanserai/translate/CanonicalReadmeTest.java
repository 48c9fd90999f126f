package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** The page about the canonical order and the code say the same. */
class CanonicalReadmeTest {

    private final String page = Files.readString(Transformers.ROOT.resolve("canonical/README.md"));

    CanonicalReadmeTest() throws IOException {}

    @Test
    void everyFieldOfAnOrderIsExplained() throws IOException {
        JsonNode schema =
                Json.MAPPER.readTree(Files.readAllBytes(Transformers.ROOT.resolve("canonical/order.v1.schema.json")));
        List<String> fields = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        fields.remove("schema");
        schema.at("/$defs/line/properties").fieldNames().forEachRemaining(field -> fields.add("lines[]." + field));
        schema.at("/properties/totals/properties")
                .fieldNames()
                .forEachRemaining(field -> fields.add("totals." + field));
        schema.at("/properties/personal/properties").fieldNames().forEachRemaining(field -> fields.add(field));
        assertThat(fields).hasSizeGreaterThan(50).allMatch(page::contains);
    }

    @Test
    void everyFunctionForMappingsIsExplained() {
        assertThat(MappingFunctions.all())
                .hasSizeGreaterThan(20)
                .allMatch(function -> page.contains("`" + function.getName() + "("));
    }
}
