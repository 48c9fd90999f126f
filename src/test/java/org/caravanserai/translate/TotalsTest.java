package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class TotalsTest {

    @Test
    void anOrderThatAddsUpIsLeftAlone() {
        ObjectNode order = order();
        assertThat(Totals.compare(order)).isEmpty();
        assertThat(Transformers.translator().totals(order)).isSameAs(order);
    }

    @Test
    void aDifferenceIsSaidWithBothSums() {
        ObjectNode order = order();
        totals(order).put("total", "30.64");
        Totals.Mismatch mismatch = Totals.compare(order).orElseThrow();
        assertThat(mismatch.detail()).isEqualTo("stated 30.64, parts give 31.64, difference -1.00");
        JsonNode alerted = Transformers.translator().totals(order);
        assertThat(alerted.at("/alerts/0/code").asText()).isEqualTo("totals.mismatch");
        assertThat(order.path("alerts"))
                .as("the order that was given stays as it was")
                .isEmpty();
        assertThat(Transformers.schema("order.v1").problems(alerted)).isEmpty();
    }

    @Test
    void oneMinorUnitPerLineIsRounding() {
        ObjectNode order = order();
        totals(order).put("total", "31.65");
        assertThat(Totals.compare(order)).isEmpty();
        totals(order).put("total", "31.66");
        assertThat(Totals.compare(order)).isPresent();
    }

    /** Two lines whose taxes a shop keeps to six decimals, and sums that it rounds. */
    @Test
    void unroundedTaxesOfLinesAreNoDifference() {
        ObjectNode order = order();
        ObjectNode line = (ObjectNode) order.at("/lines/0");
        ((com.fasterxml.jackson.databind.node.ArrayNode) order.path("lines")).add(line.deepCopy());
        line.put("total", "16.528925");
        ((ObjectNode) order.at("/lines/1")).put("total", "8.264463");
        order.putArray("shipping");
        totals(order).put("tax", "5.21").put("total", "30.00");
        assertThat(Totals.compare(order)).isEmpty();
    }

    @Test
    void taxCountsOnlyWhenPricesAreWithoutIt() {
        ObjectNode order = order();
        order.put("taxesIncluded", true);
        assertThat(Totals.compare(order))
                .hasValueSatisfying(m -> assertThat(m.parts()).isEqualByComparingTo("29.90"));
    }

    @Test
    void linesDiscountsShippingAndFeesAllCount() {
        ObjectNode order = order();
        ((ObjectNode) order.at("/lines/0")).put("discount", "4.00");
        order.putArray("fees")
                .addObject()
                .put("title", "wrap")
                .put("total", "2.50")
                .put("tax", "0.00");
        assertThat(Totals.compare(order))
                .hasValueSatisfying(m -> assertThat(m.parts()).isEqualByComparingTo("30.14"));
    }

    @Test
    void withoutPricesOrWithCancelledUnitsNothingIsCompared() {
        ObjectNode unpriced = order();
        totals(unpriced).putNull("total");
        assertThat(Totals.compare(unpriced)).isEmpty();
        ObjectNode halfPriced = order();
        ((ObjectNode) halfPriced.at("/lines/0")).putNull("total");
        assertThat(Totals.compare(halfPriced)).isEmpty();
        ObjectNode refunded = order();
        totals(refunded).put("total", "1.00");
        ((ObjectNode) refunded.at("/lines/0")).put("cancelled", 1);
        assertThat(Totals.compare(refunded)).isEmpty();
    }

    private static ObjectNode order() {
        return Transformers.expected("shopify/fixtures/01-simple");
    }

    private static ObjectNode totals(ObjectNode order) {
        return (ObjectNode) order.path("totals");
    }
}
