package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents and figures as Shopify answered them in 2026. */
class CostTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | query { order(id: 1) { id name totalPriceSet { shopMoney { amount } } } }",
                "2  | query { order(id: 1) { id customer { id email } } }",
                "3  | query { order(id: 1) { fulfillments(first: 5) { id trackingInfo(first: 5) { number } } } }",
                "6  | query { locations(first: 10) { nodes { id name } } }",
                "16 | query { fulfillmentOrders(first: 50) { nodes { id order { id } } } }",
                "20 | query { shopifyFunctions(first: 100) { nodes { id app { id } } } }",
                "11 | query { order(id: 1) { fulfillmentOrders(first: 10) { nodes { id supportedActions { action } } } } }",
                "50 | query { fulfillmentOrder(id: 1) { order { fulfillments(first: 5) { trackingInfo { number } } fulfillmentOrders(first: 10) "
                        + "{ nodes { id lineItems(first: 10) { nodes { id lineItem { id } } } } } } } }",
                "168 | query { deliveryProfile(id: 1) { profileItems(first: 250) { nodes { product { id } variants(first: 250) { nodes { id } } } } } }",
                "10 | mutation { orderCancel(orderId: 1) { job { id done } orderCancelUserErrors { message } userErrors { message } } }",
                "13 | mutation { inventorySetQuantities(input: 1) { inventoryAdjustmentGroup { changes { name item { id } location { id } } } userErrors { code } } }",
                "19 | mutation { fulfillmentCreate(fulfillment: 1) { fulfillment { id trackingInfo { number } fulfillmentLineItems(first: 5) "
                        + "{ nodes { id lineItem { id } } } } userErrors { message } } }"
            })
    void theRequestedCostIsTheRecordedOne(int recorded, String text) {
        Document document = Parser.parse(text);
        assertThat(new Cost(document, Map.of()).requested((OperationDefinition)
                        document.getDefinitions().get(0)))
                .isEqualTo(recorded);
    }
}
