package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.translate.OddPayloads.codes;
import static org.caravanserai.translate.OddPayloads.line;
import static org.caravanserai.translate.OddPayloads.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of each unit that was ordered: what a channel leaves out, contradicts or does not expect any more is never open. */
class UnitsTest {

    private static String units(JsonNode order) {
        JsonNode line = order.at("/lines/0");
        return line.path("open") + " open, " + line.path("fulfilled") + " fulfilled, " + line.path("cancelled")
                + " cancelled of " + line.path("ordered") + " " + codes(order, "problems");
    }

    // ---- Shopify: fulfillable_quantity says what the shop still expects

    /** Two units in no fulfilment. */
    private static JsonNode shopify(Integer fulfillable) {
        return order("shopify", o -> {
            line(o, "line_items").put("quantity", 2).put("current_quantity", 2);
            line(o, "line_items").put("fulfillable_quantity", fulfillable);
            o.putArray("fulfillments");
        });
    }

    private static JsonNode shopify(String status, int units, Integer fulfillable) {
        return order("shopify", o -> {
            ObjectNode line = line(o, "line_items").put("quantity", 2).put("current_quantity", 2);
            line.put("fulfillable_quantity", fulfillable);
            ObjectNode one =
                    o.putArray("fulfillments").addObject().put("id", 71).put("status", status);
            one.putArray("line_items").addObject().put("quantity", units).set("id", line.get("id"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "pending", "open"})
    void whatAnotherServiceHasInHandIsSentElsewhere(String status) {
        assertThat(units(shopify(status, 2, 0))).isEqualTo("0 open, 2 fulfilled, 0 cancelled of 2 []");
        assertThat(units(shopify(status, 1, 1))).isEqualTo("1 open, 1 fulfilled, 0 cancelled of 2 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "error", "failure"})
    void aFulfilmentThatCameToNothingSendsNothing(String status) {
        assertThat(units(shopify(status, 2, 2))).isEqualTo("2 open, 0 fulfilled, 0 cancelled of 2 []");
    }

    @Test
    void unitsThatTheShopDoesNotExpectAnyMoreAndDoesNotExplainAreAskedFor() {
        assertThat(units(shopify(0))).isEqualTo("0 open, 0 fulfilled, 0 cancelled of 2 [statement.incomplete]");
        assertThat(units(shopify(1))).isEqualTo("1 open, 0 fulfilled, 0 cancelled of 2 [statement.incomplete]");
        assertThat(units(shopify(null))).isEqualTo("2 open, 0 fulfilled, 0 cancelled of 2 []");
        assertThat(units(shopify(2))).isEqualTo("2 open, 0 fulfilled, 0 cancelled of 2 []");
    }

    // ---- Amazon: the counts of an item are optional

    private static JsonNode amazon(String status, String counts, int packed) {
        return order("amazon", o -> {
            ((ObjectNode) o.path("fulfillment")).put("fulfillmentStatus", status);
            ObjectNode item = line(o, "orderItems").put("quantityOrdered", 3);
            ObjectNode fulfilment = item.putObject("fulfillment");
            for (String one : counts.isEmpty() ? new String[0] : counts.split(" ")) {
                fulfilment.put(
                        one.startsWith("f") ? "quantityFulfilled" : "quantityUnfulfilled",
                        Integer.parseInt(one.substring(1)));
            }
            if (packed > 0) {
                ObjectNode pack = o.putArray("packages").addObject().put("packageReferenceId", "1");
                pack.putArray("packageItems")
                        .addObject()
                        .put("orderItemId", item.path("orderItemId").asText())
                        .put("quantity", packed);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "UNSHIPPED, '', 0, 3 open 0 fulfilled",
        "SHIPPED, '', 0, 0 open 3 fulfilled",
        "SHIPPED, '', 3, 0 open 3 fulfilled",
        "SHIPPED, f3, 0, 0 open 3 fulfilled",
        "SHIPPED, f3 u0, 0, 0 open 3 fulfilled",
        "SHIPPED, u3, 0, 3 open 0 fulfilled statement.incomplete",
        "SHIPPED, f1, 0, 2 open 1 fulfilled statement.incomplete",
        "PARTIALLY_SHIPPED, '', 2, 1 open 2 fulfilled",
        "PARTIALLY_SHIPPED, '', 0, 3 open 0 fulfilled statement.incomplete",
        "PARTIALLY_SHIPPED, f1 u2, 0, 2 open 1 fulfilled",
        "PARTIALLY_SHIPPED, f1, 0, 2 open 1 fulfilled",
        "UNFULFILLABLE, '', 0, 3 open 0 fulfilled fulfilment.unfulfillable"
    })
    void whatAmazonDoesNotCountItsStatusAndItsPackagesSay(String status, String counts, int packed, String expected) {
        JsonNode order = amazon(status, counts, packed);
        JsonNode line = order.at("/lines/0");
        assertThat((line.path("open") + " open " + line.path("fulfilled") + " fulfilled "
                                + String.join(" ", codes(order, "problems")))
                        .strip())
                .isEqualTo(expected);
    }

    // ---- WooCommerce: the list of refunds is another document than the order

    private static JsonNode woo(String refunds, String list) {
        return order("woocommerce", o -> {
            line(o, "line_items").put("id", 41).put("quantity", 2);
            o.set("refunds", OddPayloads.json(refunds));
            if (list != null) {
                o.set("refund_list", OddPayloads.json(list));
            }
        });
    }

    @Test
    void aListOfRefundsCountsWhenItHoldsEveryRefundThatTheOrderNames() {
        String named = "[{'id': 9, 'total': '-10.00'}]";
        assertThat(codes(woo(named, null), "problems")).containsExactly("statement.incomplete");
        assertThat(codes(woo(named, "[]"), "problems")).containsExactly("statement.incomplete");
        assertThat(codes(woo(named, "[{'id': 8, 'line_items': []}]"), "problems"))
                .containsExactly("statement.incomplete");
        assertThat(codes(woo(named, "[{'id': 9, 'line_items': []}]"), "problems"))
                .isEmpty();
    }

    @Test
    void aRefundedLineSaysWhichLineOfTheOrderItTakesOff() {
        String named = "[{'id': 9, 'total': '-10.00'}]";
        String line = "[{'id': 9, 'line_items': [{'id': 77, 'quantity': -1%s}]}]";
        String of = ", 'meta_data': [{'key': '_refunded_item_id', 'value': '41'}]";
        JsonNode told = woo(named, line.formatted(of));
        assertThat(told.at("/lines/0/unclear").asInt()).isEqualTo(1);
        assertThat(codes(told, "problems")).isEmpty();
        assertThat(codes(woo(named, line.formatted("")), "problems")).containsExactly("statement.incomplete");
    }

    // ---- all

    @Test
    void anIdThatTwoLinesShareTellsNobodyWhichIsMeant() {
        for (String channel : OddPayloads.ALL) {
            JsonNode order = order(channel, o -> {
                ArrayNode lines = (ArrayNode) OddPayloads.items(channel, o);
                lines.add(lines.get(0).deepCopy());
            });
            assertThat(codes(order, "problems")).as(channel).contains("payload.line_twice");
        }
    }
}
