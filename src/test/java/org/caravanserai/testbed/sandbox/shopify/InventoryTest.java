package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryTest {

    private ShopifyProbe shopify;

    @BeforeEach
    void start() throws Exception {
        shopify = new ShopifyProbe(400, null);
    }

    @AfterEach
    void stop() throws Exception {
        shopify.close();
    }

    private String variables(int quantity, String changeFrom, String key) {
        JsonNode reference = shopify.shop.at("/listings/0/reference");
        return """
                {"key":"%s","input":{"name":"available","reason":"correction","quantities":[{"inventoryItemId":%s,"locationId":%s,
                 "quantity":%d%s}]}}""".formatted(
                        key,
                        reference.path("inventoryItemId"),
                        reference.path("locationId"),
                        quantity,
                        changeFrom == null ? "" : ",\"changeFromQuantity\":" + changeFrom);
    }

    private JsonNode set(int quantity, String changeFrom, String key) throws Exception {
        return shopify.graphql(ShopifyProbe.SET, variables(quantity, changeFrom, key));
    }

    private static String code(JsonNode answer) {
        return answer.at("/data/inventorySetQuantities/userErrors/0/code").asText();
    }

    private int shown() throws Exception {
        return shopify.probe.ledger().at("/stock/0/shown").asInt();
    }

    @Test
    void aQuantityIsSetAndTheChangeReported() throws Exception {
        JsonNode answer = set(7, "null", "k1");
        assertThat(answer.at("/data/inventorySetQuantities/inventoryAdjustmentGroup/changes/0/delta")
                        .asInt())
                .isEqualTo(-3);
        assertThat(shown()).isEqualTo(7);
    }

    @Test
    void withoutTheIdempotentDirectiveTheCallIsRefused() throws Exception {
        JsonNode answer = shopify.graphql(
                "mutation($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) "
                        + "{ userErrors { code } } }",
                variables(7, "null", "k"));
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_REQUEST");
        assertThat(answer.at("/errors/0/message").asText()).startsWith("The @idempotent directive is required");
        assertThat(answer.at("/data/inventorySetQuantities").isNull()).isTrue();
        assertThat(shown()).isEqualTo(10);
    }

    @Test
    void changeFromQuantityMustBePresentEvenWhenNull() throws Exception {
        JsonNode answer = set(7, null, "k");
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("INVALID_FIELD_ARGUMENTS");
        assertThat(shown()).isEqualTo(10);
        assertThat(shopify.probe.violationCodes()).containsExactly("graphql-error");
    }

    @Test
    void aStaleChangeFromQuantityChangesNothing() throws Exception {
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":1}]}");
        assertThat(code(set(7, "10", "k"))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(shown()).isEqualTo(9);
        assertThat(set(7, "9", "k2").at("/data/inventorySetQuantities/userErrors"))
                .isEmpty();
        assertThat(shown()).isEqualTo(7);
    }

    @Test
    void aKeyIsBoundToItsParametersAndToItsOutcome() throws Exception {
        set(7, "null", "k");
        assertThat(set(7, "null", "k").at("/data/inventorySetQuantities/userErrors"))
                .isEmpty();
        assertThat(code(set(8, "null", "k"))).isEqualTo("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
        assertThat(code(set(9, "3", "f"))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(code(set(9, "3", "f"))).isEqualTo("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED");
    }

    @Test
    void aRepeatedKeyDoesNotSetAgain() throws Exception {
        set(7, "null", "k");
        shopify.place("{\"lines\":[{\"sku\":\"A-1\",\"quantity\":2}]}");
        set(7, "null", "k");
        assertThat(shown()).isEqualTo(5);
    }

    @Test
    void wrongQuantitiesItemsAndNamesAreRefused() throws Exception {
        assertThat(code(set(-1, "null", "a"))).isEqualTo("INVALID_QUANTITY_NEGATIVE");
        assertThat(code(set(1_000_000_001, "null", "b"))).isEqualTo("INVALID_QUANTITY_TOO_HIGH");
        assertThat(code(shopify.graphql(
                        ShopifyProbe.SET, variables(1, "null", "c").replace("correction", "because"))))
                .isEqualTo("INVALID_REASON");
        assertThat(code(shopify.graphql(
                        ShopifyProbe.SET, variables(1, "null", "d").replace("\"available\"", "\"sellable\""))))
                .isEqualTo("INVALID_NAME");
        assertThat(code(shopify.graphql(
                        ShopifyProbe.SET, variables(1, "null", "e").replace("InventoryItem/", "InventoryItem/9"))))
                .isEqualTo("INVALID_INVENTORY_ITEM");
        assertThat(code(shopify.graphql(
                        ShopifyProbe.SET, variables(1, "null", "f").replace("Location/", "Location/9"))))
                .isEqualTo("INVALID_LOCATION");
    }

    @Test
    void itemsAreFoundBySku() throws Exception {
        JsonNode item = shopify.graphql(
                        "{ inventoryItems(first: 2, query: \"sku:B-2\") { nodes { id sku tracked inventoryLevels(first: 5) "
                                + "{ nodes { location { id } quantities(names: [\"available\", \"on_hand\"]) { name quantity } } } } } "
                                + "productVariants(first: 2, query: \"sku:'A-1'\") { nodes { sku inventoryItem { id } } } }",
                        "{}")
                .path("data");
        assertThat(item.at("/inventoryItems/nodes")).hasSize(1);
        assertThat(item.at("/inventoryItems/nodes/0/inventoryLevels/nodes/0/quantities/0/quantity")
                        .asInt())
                .isEqualTo(5);
        assertThat(item.at("/productVariants/nodes/0/sku").asText()).isEqualTo("A-1");
    }
}
