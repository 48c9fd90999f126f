package org.caravanserai.testbed.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.caravanserai.testbed.sandbox.rig.PublishedSpecs;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingPatchTest {

    private AmazonRig amazon;

    @BeforeEach
    void start() throws Exception {
        amazon = new AmazonRig(200);
    }

    @AfterEach
    void close() throws Exception {
        amazon.close();
    }

    private HttpResponse<String> patch(String sku, String op, String productType, String value) throws Exception {
        return amazon.send("PATCH", path(sku), """
                {"productType":"%s","patches":[{"op":"%s","path":"/attributes/fulfillment_availability","value":[%s]}]}""".formatted(productType, op, value));
    }

    private String path(String sku) {
        return "/listings/2021-08-01/items/"
                + amazon.rig.connection().at("/settings/sellerId").asText() + "/" + sku
                + "?marketplaceIds=ATVPDKIKX0DER";
    }

    private static String quantity(int units) {
        return "{\"fulfillment_channel_code\":\"DEFAULT\",\"quantity\":" + units + "}";
    }

    private int leadTime(String sku) throws Exception {
        return SandboxRig.parse(amazon.get(path(sku)))
                .at("/attributes/fulfillment_availability/0/lead_time_to_ship_max_days")
                .asInt();
    }

    @Test
    void anAcceptedQuantityShowsALittleLaterAndMergeKeepsItsSiblings() throws Exception {
        JsonNode model = PublishedSpecs.read("amazon/spec/listingsItems_2021-08-01.json");
        HttpResponse<String> answer = patch("C%2F1", "merge", "PRODUCT", quantity(9));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SandboxRig.parse(answer).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(PublishedSpecs.complaints(
                        PublishedSpecs.closed(model, "ListingsItemSubmissionResponse"), SandboxRig.parse(answer)))
                .isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> amazon.rig.shop().listing("C/1").orElseThrow().shown == 9);
        assertThat(leadTime("C%2F1")).isEqualTo(2);
        assertThat(amazon.rig.violations()).isEmpty();
    }

    @Test
    void replaceDropsWhatIsNotSentAlong() throws Exception {
        patch("A", "replace", "PRODUCT", quantity(9));
        assertThat(leadTime("A")).isZero();
        assertThat(amazon.rig.violations()).containsExactly("listing-sibling-dropped");
    }

    @Test
    void anInvalidSubmissionIsAnswered200AndChangesNothing() throws Exception {
        JsonNode model = PublishedSpecs.read("amazon/spec/listingsItems_2021-08-01.json");
        for (HttpResponse<String> answer : List.of(
                patch("A", "merge", "SHOES", quantity(9)),
                patch("A", "merge", "PRODUCT", quantity(-1)),
                patch("NOPE", "merge", "PRODUCT", quantity(1)),
                patch("A", "merge", "PRODUCT", "{\"fulfillment_channel_code\":\"AMAZON_NA\",\"quantity\":3}"))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(SandboxRig.parse(answer).path("status").asText()).isEqualTo("INVALID");
            assertThat(SandboxRig.parse(answer).at("/issues/0/severity").asText())
                    .isEqualTo("ERROR");
            assertThat(PublishedSpecs.complaints(
                            PublishedSpecs.closed(model, "ListingsItemSubmissionResponse"), SandboxRig.parse(answer)))
                    .isEmpty();
        }
        assertThat(amazon.rig.shop().listing("A").orElseThrow().shown).isEqualTo(50);
    }

    @Test
    void aRequestThatCannotBeReadIsRefused() throws Exception {
        assertThat(amazon.send("PATCH", path("A"), "{\"patches\":[]}").statusCode())
                .as("productType is required")
                .isEqualTo(400);
        assertThat(amazon.send("PATCH", path("A"), "{\"productType\":\"PRODUCT\",\"patches\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(patch("A", "move", "PRODUCT", quantity(1)).statusCode()).isEqualTo(400);
        assertThat(amazon.send("PATCH", path("A").replace("?marketplaceIds=ATVPDKIKX0DER", ""), "{}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(amazon.send("PATCH", path("A").replaceAll("items/[^/]+", "items/ASOMEBODY"), "{}")
                        .statusCode())
                .isEqualTo(403);
    }
}
