package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.translate.OddPayloads.codes;
import static org.caravanserai.translate.OddPayloads.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a payload says beside its goods, and what is kept of it. */
class KeptFactsTest {

    @Test
    void partsOfABundleNameTheirContainer() {
        JsonNode order = order("woocommerce", o -> {
            ArrayNode lines = (ArrayNode) o.path("line_items");
            ObjectNode container = (ObjectNode) lines.get(0);
            ObjectNode part = container.deepCopy();
            ObjectNode composed = container.deepCopy();
            container.putArray("bundled_items").add(316);
            part.put("id", 316).put("bundled_by", "315").put("sku", "BLADE");
            composed.put("id", 317).put("composite_parent", "").put("sku", "ALONE");
            composed.putArray("bundled_items");
            lines.add(part).add(composed);
        });
        assertThat(order.at("/lines/0/bundle").asText()).isEqualTo("container");
        assertThat(order.at("/lines/1/bundle").asText()).isEqualTo("part");
        assertThat(order.at("/lines/1/parentLine").asText()).isEqualTo("315");
        assertThat(order.at("/lines/2/bundle").isNull()).isTrue();
        assertThat(order.at("/lines/2/parentLine").isNull()).isTrue();
    }

    @Test
    void aMarketplacesPartNamesTheWholeAndTheWholeSaysThatItHasParts() {
        JsonNode whole = order(
                "woocommerce",
                o -> o.putArray("meta_data")
                        .addObject()
                        .put("key", "has_sub_order")
                        .put("value", "1"));
        assertThat(whole.path("subOrders").asBoolean()).isTrue();
        assertThat(whole.path("parentOrder").isNull()).isTrue();
        JsonNode part = order("woocommerce", o -> o.put("parent_id", 700));
        assertThat(part.path("parentOrder").asText()).isEqualTo("700");
        assertThat(part.path("subOrders").asBoolean()).isFalse();
    }

    @Test
    void anOrderThatAnAppCopiedFromAmazonSaysSo() {
        String amazon = "114-1000001-2000001";
        for (Consumer<ObjectNode> copy : List.<Consumer<ObjectNode>>of(
                o -> o.put("source_name", "amazon").put("source_identifier", amazon),
                o -> o.put("tags", "vip, Amazon")
                        .putArray("note_attributes")
                        .addObject()
                        .put("name", "Order reference")
                        .put("value", amazon),
                o -> o.putArray("note_attributes")
                        .addObject()
                        .put("name", "Amazon Order Id")
                        .put("value", amazon))) {
            JsonNode order = order("shopify", copy);
            assertThat(order.at("/copiedFrom/channel").asText()).isEqualTo("amazon");
            assertThat(order.at("/copiedFrom/orderId").asText()).isEqualTo(amazon);
        }
        JsonNode nameless = order("shopify", o -> o.put("source_name", "amazon-us"));
        assertThat(nameless.at("/copiedFrom/channel").asText()).isEqualTo("amazon");
        assertThat(nameless.at("/copiedFrom/orderId").isNull()).isTrue();
        assertThat(order("shopify", o -> o.put("tags", "Amazon Pay"))
                        .path("copiedFrom")
                        .isNull())
                .as("a way to pay is no channel")
                .isTrue();
        assertThat(order("shopify", o -> o.put("source_name", "shopify_draft_order"))
                        .path("copiedFrom")
                        .isNull())
                .isTrue();
    }

    @Test
    void aPlugInOfWooCommerceThatCopiesFromAmazonSaysSo() {
        String amazon = "114-1000001-2000001";
        JsonNode plugin = order("woocommerce", o -> meta(o, "_wpla_amazon_order_id", amazon));
        assertThat(plugin.at("/copiedFrom/channel").asText()).isEqualTo("amazon");
        assertThat(plugin.at("/copiedFrom/orderId").asText()).isEqualTo(amazon);
        JsonNode nameless = order("woocommerce", o -> o.put("created_via", "amazon"));
        assertThat(nameless.at("/copiedFrom/channel").asText()).isEqualTo("amazon");
        for (String payment :
                List.of("amazon_charge_id", "amazon_reference_id", "amazon_pay_version", "woocommerce_note")) {
            assertThat(order("woocommerce", o -> meta(o, payment, "S01-1000001-2000001"))
                            .path("copiedFrom")
                            .isNull())
                    .as(payment)
                    .isTrue();
        }
    }

    private static void meta(ObjectNode order, String key, String value) {
        order.withArray("meta_data").addObject().put("id", 1).put("key", key).put("value", value);
    }

    @Test
    void whatWasPaidBackAndTheShopsOwnParcelsAreKept() {
        JsonNode shopify = order("shopify", o -> {
            ArrayNode paid = ((ArrayNode) o.path("refunds")).addObject().putArray("transactions");
            paid.addObject().put("kind", "refund").put("status", "success").put("amount", "4.50");
            paid.addObject().put("kind", "refund").put("status", "failure").put("amount", "4.50");
            ObjectNode parcel = ((ArrayNode) o.path("fulfillments")).addObject();
            parcel.put("id", 71)
                    .put("status", "success")
                    .put("tracking_number", "1Z1")
                    .put("tracking_company", "UPS");
            parcel.putArray("line_items").addObject().put("id", 11001).put("quantity", 1);
        });
        assertThat(shopify.at("/totals/refunded").asText()).isEqualTo("4.50");
        assertThat(shopify.at("/parcels/0/trackingNumber").asText()).isEqualTo("1Z1");
        JsonNode woo = order("woocommerce", o -> {
            ArrayNode refunds = (ArrayNode) o.path("refunds");
            refunds.addObject().put("id", 1).put("total", "-3.00");
            refunds.addObject().put("id", 2).put("total", "-1.50");
            ObjectNode kept = o.putArray("meta_data").addObject().put("key", "_wc_shipment_tracking_items");
            kept.putArray("value")
                    .addObject()
                    .put("tracking_provider", "usps")
                    .put("tracking_number", "9400")
                    .put("tracking_id", "ab1");
        });
        assertThat(woo.at("/totals/refunded").asText()).isEqualTo("4.50");
        assertThat(woo.at("/parcels/0/trackingNumber").asText()).isEqualTo("9400");
        assertThat(woo.at("/parcels/0/carrier").asText()).isEqualTo("usps");
        assertThat(woo.at("/shipping/0/instance").asText()).isEqualTo("1");
        JsonNode cancelled = order(
                "shopify", o -> o.put("cancelled_at", "2026-11-23T12:00:00Z").put("cancel_reason", "customer"));
        assertThat(cancelled.at("/cancellation/at").asText()).isEqualTo("2026-11-23T12:00:00.000Z");
    }

    /** Nothing but the orderer's word decides who ships. */
    @Test
    void anAmazonOrderThatDoesNotSayWhoShipsIsHeld() {
        assertThat(codes(order("amazon", o -> ((ObjectNode) o.path("fulfillment")).remove("fulfilledBy")), "problems"))
                .containsExactly("fulfilment.unknown");
    }
}
