package org.caravanserai.testbed.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.rig.PublishedSpecs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShipmentConfirmationTest {

    private AmazonRig amazon;
    private String order;
    private String item;

    @BeforeEach
    void anOrderOfThree() throws Exception {
        amazon = new AmazonRig(2000);
        order = amazon.rig.order("{\"sku\":\"A\",\"quantity\":3}", "");
        item = amazon.item(order, 0);
    }

    @AfterEach
    void close() throws Exception {
        amazon.close();
    }

    @Test
    void aPackageIsTakenWithoutAnAnswerAndTheRestStaysOpen() throws Exception {
        HttpResponse<String> answer = amazon.confirm(order, "1", "UPS", "1Z1", item, 2);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(amazon.rig.ledgerOrder(order).path("told").asBoolean()).isFalse();
        assertThat(amazon.confirm(order, "2", "FedEx", "7712", item, 1).statusCode())
                .isEqualTo(204);
        JsonNode ledger = amazon.rig.ledgerOrder(order);
        assertThat(ledger.path("told").asBoolean()).isTrue();
        assertThat(ledger.path("fulfilments")).hasSize(2);
        assertThat(ledger.at("/lines/0/fulfilled").asInt()).isEqualTo(3);
        assertThat(amazon.rig.violations()).isEmpty();
    }

    @Test
    void theSameReferenceAgainEditsThePackage() throws Exception {
        amazon.confirm(order, "1", "UPS", "1Z1", item, 2);
        assertThat(amazon.confirm(order, "1", "UPS", "1Z1", item, 2).statusCode())
                .isEqualTo(204);
        assertThat(amazon.confirm(order, "1", "UPS", "1Z9", item, 2).statusCode())
                .isEqualTo(204);
        JsonNode parcels = amazon.rig.ledgerOrder(order).path("fulfilments");
        assertThat(parcels).hasSize(1);
        assertThat(parcels.get(0).path("tracking").asText()).isEqualTo("1Z9");
        assertThat(amazon.rig.violations()).isEmpty();
        amazon.confirm(order, "1", "UPS", "1Z8", item, 1);
        assertThat(amazon.rig.violations()).containsExactly("package-overwritten");
    }

    @Test
    void oneParcelUnderTwoReferencesIsDouble() throws Exception {
        amazon.confirm(order, "1", "UPS", "1Z1", item, 1);
        assertThat(amazon.confirm(order, "2", "UPS", "1Z1", item, 1).statusCode())
                .as("Amazon itself lets it pass")
                .isEqualTo(204);
        assertThat(amazon.rig.violations()).containsExactly("double-parcel");
    }

    @Test
    void moreUnitsThanOrderedAreRefused() throws Exception {
        amazon.confirm(order, "1", "UPS", "1Z1", item, 2);
        assertThat(amazon.confirm(order, "2", "UPS", "1Z2", item, 2).statusCode())
                .isEqualTo(400);
        assertThat(amazon.rig.violations()).containsExactly("over-ship");
        assertThat(amazon.confirm(order, "1", "UPS", "1Z1", item, 3).statusCode())
                .as("an edit counts its own units once")
                .isEqualTo(204);
    }

    @Test
    void whatTheModelRequiresIsRequired() throws Exception {
        JsonNode good = SandboxJson.MAPPER.readTree("""
                {"marketplaceId":"ATVPDKIKX0DER","packageDetail":{"packageReferenceId":"1","carrierCode":"UPS","trackingNumber":"1Z1",
                "shipDate":"2026-11-23T10:00:00Z","orderItems":[{"orderItemId":"%s","quantity":1}]}}""".formatted(item));
        for (String missing :
                List.of("packageReferenceId", "carrierCode", "trackingNumber", "shipDate", "orderItems")) {
            JsonNode body = good.deepCopy();
            ((com.fasterxml.jackson.databind.node.ObjectNode) body.path("packageDetail")).remove(missing);
            assertThat(amazon.confirm(order, body.toString()).statusCode())
                    .as(missing)
                    .isEqualTo(400);
        }
        for (String wrong : List.of(
                good.toString().replace("ATVPDKIKX0DER", "A1F83G8C2ARO7P"),
                good.toString().replace("\"1\"", "\"P-1\""),
                good.toString().replace("2026-11-23T10:00:00Z", "02/21/2022"),
                good.toString().replace("\"quantity\":1", "\"quantity\":0"),
                good.toString().replace("\"UPS\"", "\"Other\""),
                good.toString().replace(item, "4711"),
                "{",
                "[]")) {
            assertThat(amazon.confirm(order, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(amazon.confirm(order, good.toString().replace("2026-11-23T10:00:00Z", "02/21/2022"))
                        .body())
                .contains("Invalid Input");
        assertThat(amazon.rig.shop().orders().get(order).fulfilments).isEmpty();
        assertThat(amazon.confirm(order, good.toString()).statusCode()).isEqualTo(204);
    }

    @Test
    void theRequestOfTheseTestsKeepsThePublishedModel() throws Exception {
        JsonNode model = PublishedSpecs.read("amazon/spec/ordersV0.json");
        JsonNode sample = model.path("paths")
                .path("/orders/v0/orders/{orderId}/shipmentConfirmation")
                .path("post")
                .path("responses")
                .path("204")
                .path("x-amzn-api-sandbox")
                .path("static")
                .get(0)
                .path("request")
                .path("parameters")
                .path("body")
                .path("value");
        assertThat(PublishedSpecs.complaints(PublishedSpecs.closed(model, "ConfirmShipmentRequest"), sample))
                .isEmpty();
        String published = sample.toString().replace("79039765272157", item);
        assertThat(amazon.confirm(order, published).statusCode())
                .as("the published example is accepted")
                .isEqualTo(204);
    }

    @Test
    void ordersThatAreNotTheSellersToConfirmAreRefused() throws Exception {
        for (String knob : List.of("\"fba\":true", "\"shipPlus\":true", "\"pending\":true")) {
            String other = amazon.rig.order("{\"sku\":\"A\",\"quantity\":1}", knob);
            assertThat(amazon.confirm(other, "1", "UPS", "1Z1", amazon.item(other, 0), 1)
                            .statusCode())
                    .as(knob)
                    .isEqualTo(400);
        }
        assertThat(amazon.rig.violations())
                .containsExactly("confirmed-fba-order", "confirmed-ship-plus-order", "shipped-unpaid-order");
        amazon.rig.change(order, "cancel", "{\"by\":\"channel\"}");
        assertThat(amazon.confirm(order, "1", "UPS", "1Z1", item, 1).statusCode())
                .isEqualTo(400);
    }

    @Test
    void carrierWordsAreTakenButBooked() throws Exception {
        assertThat(amazon.confirm(order, "1", "ups", "1Z1", item, 1).statusCode())
                .isEqualTo(204);
        assertThat(amazon.confirm(order, "2", "Other", "X2", item, 1).statusCode())
                .isEqualTo(204);
        assertThat(amazon.rig.violations()).containsExactly("unknown-carrier");
        String asOther = """
                {"marketplaceId":"ATVPDKIKX0DER","packageDetail":{"packageReferenceId":"3","carrierCode":"Other","carrierName":"Fed Ex",
                "trackingNumber":"X3","shipDate":"2026-11-23T10:00:00Z","orderItems":[{"orderItemId":"%s","quantity":1}]}}""".formatted(item);
        assertThat(amazon.confirm(order, asOther).statusCode()).isEqualTo(204);
        assertThat(amazon.rig.violations()).containsExactly("unknown-carrier", "integrated-carrier-as-other");
    }
}
