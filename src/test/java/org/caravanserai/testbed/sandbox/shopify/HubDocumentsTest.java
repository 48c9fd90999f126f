package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.Test;

/** The documents the hub really sends are accepted, each for what it costs. */
class HubDocumentsTest {

    private static List<Path> documents() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("transformers/shopify"))) {
            return files.filter(f -> f.toString().endsWith(".graphql")).sorted().toList();
        }
    }

    @Test
    void everyDocumentOfTheHubIsValidAndAffordable() throws Exception {
        try (ShopifyProbe shopify = new ShopifyProbe(400, null)) {
            String order = "gid://shopify/Order/" + shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
            assertThat(documents()).isNotEmpty();
            for (Path file : documents()) {
                String text = Files.readString(file);
                Document document = Parser.parse(text);
                for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
                    ObjectNode body = SandboxJson.object().put("query", text).put("operationName", operation.getName());
                    body.putObject("variables")
                            .put("id", subject(operation, order))
                            .put("orderId", order)
                            .put("first", 10)
                            .put("query", "updated_at:>='2026-01-01T00:00:00Z'")
                            .put("reason", "OTHER")
                            .put("restock", true)
                            .put("key", "k")
                            .put("topic", "ORDERS_CREATE")
                            .set(
                                    "fulfillment",
                                    SandboxJson.object().set("lineItemsByFulfillmentOrder", SandboxJson.array()));
                    ((ObjectNode) body.path("variables"))
                            .putObject("webhookSubscription")
                            .put("uri", "http://127.0.0.1:1/webhooks/shopify/demo");
                    ((ObjectNode) body.path("variables")).set("input", input(text, order));
                    ((ObjectNode) body.path("variables"))
                            .putObject("refundMethod")
                            .put("originalPaymentMethodsRefund", false);
                    JsonNode answer = SandboxJson.parse(shopify.probe
                            .send(
                                    "POST",
                                    "/shopify/demo/admin/api/2026-07/graphql.json",
                                    SandboxJson.bytes(body),
                                    "Content-Type",
                                    "application/json",
                                    "X-Shopify-Access-Token",
                                    "shpat_1")
                            .body());
                    assertThat(answer.path("errors"))
                            .as(file.getFileName() + " " + operation.getName() + ": " + answer.path("errors"))
                            .isEmpty();
                    assertThat(answer.at("/extensions/cost/requestedQueryCost").asInt())
                            .as(operation.getName())
                            .isLessThanOrEqualTo(1_000);
                }
            }
        }
    }

    /** What an operation asks for by its id: an order, but for those that read on in a part of one. */
    private static String subject(OperationDefinition operation, String order) {
        return switch (operation.getName()) {
            case "ParcelLines" -> "gid://shopify/Fulfillment/1";
            case "RefundLines" -> "gid://shopify/Refund/1";
            default -> order;
        };
    }

    /** The variable that two documents call by one name. */
    private static ObjectNode input(String document, String order) {
        ObjectNode input = SandboxJson.object();
        if (document.contains("$input: RefundInput!")) {
            input.put("orderId", order).putArray("refundLineItems");
        } else {
            input.put("name", "available").put("reason", "correction").putArray("quantities");
        }
        return input;
    }
}
