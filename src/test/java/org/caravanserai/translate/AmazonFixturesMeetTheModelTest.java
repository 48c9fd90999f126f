package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** Our Amazon fixtures are answers Amazon could give: they meet the published model of getOrder. */
class AmazonFixturesMeetTheModelTest {

    @Test
    void everyFixtureWithAnOrderMeetsThePublishedModel() throws IOException {
        OpenApiInteractionValidator model = OpenApiInteractionValidator.createFor(
                        Specs.find("amazon/spec/orders_2026-01-01.json").toString())
                .build();
        try (Stream<Path> cases = Files.list(Transformers.ROOT.resolve("amazon/fixtures"))) {
            List<Path> orders = cases.filter(folder -> Files.exists(folder.resolve("expected.json")))
                    .toList();
            assertThat(orders).hasSizeGreaterThanOrEqualTo(6);
            for (Path folder : orders) {
                JsonNode body = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("request.v2026.json")));
                String answer = (body.has("order")
                                ? body
                                : Json.MAPPER.createObjectNode().set("order", body))
                        .toString();
                ValidationReport report = model.validateResponse(
                        "/orders/2026-01-01/orders/114-1000001-2000001",
                        Request.Method.GET,
                        SimpleResponse.Builder.ok()
                                .withContentType("application/json")
                                .withBody(answer)
                                .build());
                assertThat(report.getMessages())
                        .as(folder.getFileName().toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void theMappingReadsAmazonsOwnExamples() throws IOException {
        JsonNode model = Json.MAPPER.readTree(Files.readAllBytes(Specs.find("amazon/spec/orders_2026-01-01.json")));
        Translator translator = Transformers.translator();
        int seen = 0;
        for (JsonNode order : model.findParents("orderItems")) {
            if (!order.has("orderId") || order.path("orderItems").isObject()) {
                continue;
            }
            JsonNode canonical = translator.totals(translator.validate(translator.map(order, "amazon", "v2026")));
            assertThat(canonical.path("orderId").asText())
                    .isEqualTo(order.path("orderId").asText());
            seen++;
        }
        assertThat(seen).isGreaterThanOrEqualTo(6);
    }
}
