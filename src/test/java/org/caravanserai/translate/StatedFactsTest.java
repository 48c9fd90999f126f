package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.caravanserai.translate.OddPayloads.ALL;
import static org.caravanserai.translate.OddPayloads.codes;
import static org.caravanserai.translate.OddPayloads.country;
import static org.caravanserai.translate.OddPayloads.items;
import static org.caravanserai.translate.OddPayloads.line;
import static org.caravanserai.translate.OddPayloads.order;
import static org.caravanserai.translate.OddPayloads.sku;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mappings make of the odd things that shops really send: each kind, on every channel that can show it. */
class StatedFactsTest {

    // ---- where it goes

    @ParameterizedTest
    @CsvSource({"XK, XK", "UK, GB", "Germany, DE", "deutschland, DE", "USA, US"})
    void aCountryIsUnderstoodHoweverItIsWritten(String stated, String country) {
        for (String channel : ALL) {
            JsonNode order = order(channel, o -> country(channel, o, stated));
            assertThat(order.at("/personal/shipTo/country").asText())
                    .as(channel)
                    .isEqualTo(country);
            assertThat(order.at("/destination/country").asText()).as(channel).isEqualTo(country);
            assertThat(codes(order, "alerts")).as(channel).isEmpty();
        }
    }

    @Test
    void aCountryThatIsThereAndNotUnderstoodIsSaidToBeThat() {
        for (String channel : ALL) {
            assertThat(codes(order(channel, o -> country(channel, o, "Atlantis")), "alerts"))
                    .as(channel)
                    .containsExactly("address.country_unknown");
            assertThat(codes(order(channel, o -> country(channel, o, "")), "alerts"))
                    .as(channel)
                    .containsExactly("address.missing");
        }
    }

    /** The code is one that nobody knows, the name beside it is. */
    @Test
    void shopifysCountryNameCountsWhereItsCodeSaysNothing() {
        JsonNode order = order(
                "shopify",
                o -> ((ObjectNode) o.path("shipping_address"))
                        .put("country_code", "ZZ")
                        .put("country", "Kosovo"));
        assertThat(order.at("/personal/shipTo/country").asText()).isEqualTo("XK");
    }

    @Test
    void goodsWithoutAnAddressAreNotPickedUpUnlessThePayloadSaysSo() {
        JsonNode silent = order("shopify", o -> o.putNull("shipping_address"));
        assertThat(silent.at("/destination/kind").asText()).isEqualTo("ship");
        assertThat(codes(silent, "alerts")).containsExactly("address.missing");
        JsonNode said = order("shopify", o -> {
            o.putNull("shipping_address");
            ((ObjectNode) o.at("/shipping_lines/0")).put("title", "Click & Collect Soho");
        });
        assertThat(said.at("/destination/kind").asText()).isEqualTo("pickup");
        assertThat(said.at("/serviceLevel/level").asText()).isEqualTo("pickup");
        assertThat(codes(said, "alerts")).isEmpty();
        JsonNode woo =
                order("woocommerce", o -> ((ObjectNode) o.at("/shipping_lines/0")).put("method_id", "local_pickup"));
        assertThat(woo.at("/destination/kind").asText()).isEqualTo("pickup");
        JsonNode amazon = order("amazon", o -> o.remove("recipient"));
        assertThat(amazon.at("/destination/kind").asText()).isEqualTo("ship");
        assertThat(codes(amazon, "alerts")).containsExactly("address.missing");
    }

    @Test
    void aLineThatAnotherServiceOfTheShopSendsIsSaid() {
        for (String service : new String[] {"manual", "gift_card", "parcel-pals"}) {
            JsonNode order = order("shopify", o -> {
                line(o, "line_items").put("fulfillment_service", service);
                line(o, "line_items").put("requires_shipping", !service.equals("gift_card"));
            });
            assertThat(codes(order, "problems"))
                    .as(service)
                    .isEqualTo(service.equals("parcel-pals") ? List.of("fulfilment.other_service") : List.of());
        }
        JsonNode sent = order("shopify", o -> {
            ObjectNode line = line(o, "line_items")
                    .put("fulfillment_service", "parcel-pals")
                    .put("fulfillable_quantity", 0);
            o.putArray("fulfillments")
                    .addObject()
                    .put("id", 1)
                    .put("status", "success")
                    .putArray("line_items")
                    .addObject()
                    .put("quantity", line.path("quantity").intValue())
                    .set("id", line.get("id"));
        });
        assertThat(codes(sent, "problems")).isEmpty();
    }

    @Test
    void aWooOrderWithoutAddressIsNotDigitalUnlessItsLinesAre() {
        Consumer<ObjectNode> nowhere = o -> {
            o.putArray("shipping_lines");
            o.putObject("shipping");
        };
        JsonNode silent = order("woocommerce", nowhere);
        assertThat(silent.at("/destination/kind").asText()).isEqualTo("ship");
        assertThat(silent.at("/lines/0/requiresShipping").asBoolean()).isTrue();
        assertThat(silent.at("/personal/shipTo").isNull()).isTrue();
        assertThat(codes(silent, "alerts")).contains("address.missing");
        for (Consumer<ObjectNode> virtual : List.<Consumer<ObjectNode>>of(
                o -> o.put("needs_processing", false),
                o -> line(o, "line_items").put("virtual", true))) {
            JsonNode digital = order("woocommerce", nowhere.andThen(virtual));
            assertThat(digital.at("/destination/kind").asText()).isEqualTo("none");
            assertThat(digital.at("/lines/0/requiresShipping").asBoolean()).isFalse();
            assertThat(codes(digital, "alerts")).doesNotContain("address.missing");
        }
    }

    @Test
    void theBillingAddressIsWhereAWooShopSendsOnlyIfSomethingWasBoughtForTheWay() {
        JsonNode order = order("woocommerce", o -> o.putObject("shipping"));
        assertThat(order.at("/personal/shipTo/line1").asText()).isEqualTo("Lindenweg 5");
        assertThat(codes(order, "alerts")).containsExactly("address.from_billing");
        JsonNode shopify = order("shopify", o -> o.putNull("shipping_address"));
        assertThat(shopify.at("/personal/shipTo").isNull()).isTrue();
    }

    // ---- lines and money

    @Test
    void aLineOfNothingIsNothingToDoAndTheRestGoesOn() {
        for (String channel : ALL) {
            JsonNode order = order(channel, o -> {
                ArrayNode lines = (ArrayNode) items(channel, o);
                ObjectNode nothing = lines.get(0).deepCopy();
                nothing.put(channel.equals("amazon") ? "orderItemId" : "id", "99");
                nothing.put(channel.equals("amazon") ? "quantityOrdered" : "quantity", 0);
                if (channel.equals("shopify")) {
                    nothing.put("current_quantity", 0).put("fulfillable_quantity", 0);
                } else if (channel.equals("amazon")) {
                    ((ObjectNode) nothing.path("fulfillment")).put("quantityUnfulfilled", 0);
                }
                lines.add(nothing);
            });
            assertThat(order.at("/lines/1/ordered").asInt(-1)).as(channel).isZero();
            assertThat(order.at("/lines/0/ordered").asInt()).as(channel).isEqualTo(2);
            assertThat(codes(order, "problems")).as(channel).isEmpty();
        }
    }

    @Test
    void anOrderOfFeesOnlyIsAnOrderWithNothingToSend() {
        JsonNode order = order("woocommerce", o -> {
            o.putArray("line_items");
            o.putArray("fee_lines")
                    .addObject()
                    .put("name", "Invoice 12")
                    .put("total", "36.98")
                    .put("total_tax", "7.18");
        });
        assertThat(order.path("lines")).isEmpty();
        assertThat(order.at("/fees/0/title").asText()).isEqualTo("Invoice 12");
        assertThat(order.at("/destination/kind").asText()).isEqualTo("none");
        assertThat(codes(order, "alerts")).doesNotContain("address.missing");
        JsonNode shopify = order("shopify", o -> o.putArray("line_items"));
        assertThat(shopify.path("lines")).isEmpty();
        assertThat(shopify.at("/destination/kind").asText()).isEqualTo("none");
    }

    @Test
    void aTipIsCountedOnce() {
        Consumer<ObjectNode> tipped = o -> o.put("total_tip_received", "5.00").put("total_price", "36.64");
        JsonNode sum = order("shopify", tipped);
        assertThat(sum.at("/fees/0/title").asText()).isEqualTo("tip");
        assertThat(sum.at("/totals/fees").asText()).isEqualTo("5.00");
        assertThat(codes(sum, "alerts")).isEmpty();
        JsonNode line = order("shopify", tipped.andThen(o -> {
            ObjectNode tip = ((ArrayNode) o.path("line_items")).addObject();
            tip.put("id", 88)
                    .put("title", "Trinkgeld")
                    .put("quantity", 1)
                    .put("price", "5.00")
                    .put("requires_shipping", false);
            tip.putNull("product_id").putNull("variant_id").putNull("sku");
        }));
        assertThat(line.path("fees")).isEmpty();
        assertThat(line.at("/totals/items").asText()).isEqualTo("29.00");
        assertThat(codes(line, "alerts")).as("the sum is right").isEmpty();
    }

    @Test
    void taxesThatAShopDoesNotRoundAreNoDifference() {
        JsonNode order = order(
                "woocommerce",
                o -> line(o, "line_items")
                        .put("subtotal", "33.603306")
                        .put("total", "33.603306")
                        .put("total_tax", "6.376694"));
        assertThat(codes(order, "alerts")).isEmpty();
    }

    @Test
    void aPartOfAUnitIsAnOrderThatIsHeld() {
        for (String channel : ALL) {
            JsonNode order = order(
                    channel,
                    o -> line(o, channel.equals("amazon") ? "orderItems" : "line_items")
                            .put(
                                    channel.equals("amazon") ? "quantityOrdered" : "quantity",
                                    new java.math.BigDecimal("1.5")));
            assertThat(codes(order, "problems")).as(channel).containsExactly("quantity.not_whole");
            assertThat(order.at("/problems/0/pointer").asText())
                    .as(channel)
                    .endsWith("/0/" + (channel.equals("amazon") ? "quantityOrdered" : "quantity"));
            assertThat(order.at("/lines/0/ordered").asInt()).as(channel).isEqualTo(2);
        }
    }

    // ---- words

    @Test
    void aTextThatIsTooLongIsCutAndSaid() {
        String endless = "x".repeat(12_000);
        for (String channel : ALL) {
            JsonNode order = order(channel, o -> {
                ObjectNode line = line(o, channel.equals("amazon") ? "orderItems" : "line_items");
                (channel.equals("amazon") ? (ObjectNode) line.path("product") : line)
                        .put(channel.equals("woocommerce") ? "name" : "title", endless);
            });
            assertThat(order.at("/lines/0/title").asText()).as(channel).hasSize(1000);
            assertThat(codes(order, "alerts")).as(channel).containsExactly("payload.cut");
        }
        JsonNode personal = order("shopify", o -> {
            ObjectNode one = line(o, "line_items").putArray("properties").addObject();
            one.put("name", endless).put("value", endless);
            line(o, "line_items")
                    .withArray("properties")
                    .addObject()
                    .put("name", "odd")
                    .putObject("value");
            line(o, "line_items")
                    .withArray("properties")
                    .addObject()
                    .put("name", "")
                    .put("value", "z");
        });
        assertThat(personal.at("/personal/properties/0/name").asText()).hasSize(255);
        assertThat(personal.at("/personal/properties/0/value").asText()).hasSize(10_000);
        assertThat(codes(personal, "alerts")).containsExactly("payload.cut", "payload.cut", "payload.unreadable");
        JsonNode woo = order(
                "woocommerce",
                o -> line(o, "line_items")
                        .putArray("meta_data")
                        .addObject()
                        .put("key", "engraving")
                        .put("display_key", endless)
                        .put("display_value", "<b>v</b>")
                        .put("value", endless));
        assertThat(woo.at("/personal/properties/0/name").asText()).hasSize(255);
        assertThat(codes(woo, "alerts")).containsExactly("payload.cut", "payload.cut");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "amazon"})
    void aSkuIsComparedToTheLetter(String channel) {
        JsonNode blanks = order(channel, o -> sku(channel, o, " MUG "));
        assertThat(blanks.at("/lines/0/sku").asText()).isEqualTo("MUG");
        assertThat(codes(blanks, "alerts")).containsExactly("payload.trimmed");
        JsonNode hidden = order(channel, o -> sku(channel, o, "S\u00001"));
        assertThat(hidden.at("/lines/0/sku").asText()).isEmpty();
        assertThat(codes(hidden, "problems")).containsExactly("payload.control_characters");
    }

    @Test
    void whatPhpWritesForListsIsRead() {
        JsonNode order = order("woocommerce", o -> {
            o.putObject("meta_data");
            o.putObject("refunds").putObject("0").put("id", 5).put("reason", "").put("total", "-10.00");
            o.putObject("fee_lines");
            ObjectNode lines = Json.MAPPER.createObjectNode();
            lines.set("315", o.at("/line_items/0"));
            o.set("line_items", lines);
        });
        assertThat(order.at("/totals/refunded").asText()).isEqualTo("10.00");
        assertThat(codes(order, "alerts")).containsExactly("refund.quantity_unknown");
        assertThat(order.at("/lines/0/sku").asText()).isEqualTo("SPADE-1");
        assertThat(codes(order, "problems")).containsExactly("statement.incomplete");
    }

    // ---- drafts

    @ParameterizedTest
    @ValueSource(strings = {"checkout-draft", "auto-draft", "draft"})
    void aDraftWithoutTimesIsADraft(String word) {
        JsonNode order = order(
                "woocommerce",
                o -> o.put("status", word).putNull("date_created_gmt").putNull("date_modified_gmt"));
        assertThat(order.path("status").asText()).isEqualTo("draft");
        MappingException real = catchThrowableOfType(
                MappingException.class, () -> order("woocommerce", o -> o.putNull("date_modified_gmt")));
        assertThat(real.code()).isEqualTo("mapping.incomplete");
        assertThat(real.evidence()).isEqualTo("/date_modified_gmt");
    }
}
