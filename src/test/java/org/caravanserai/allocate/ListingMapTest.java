package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a channel calls an item, lines of which nobody knows what they are, and what is no goods. */
class ListingMapTest {

    private final HoldPlay play = new HoldPlay();

    @AfterEach
    void stop() {
        play.close();
    }

    @Test
    void aLineWithoutAnItemDoesNotHoldTheOthersAndGoesOnByItselfOnceItIsMapped() {
        ObjectNode order = Orders.order("1", HoldPlay.V1, "MUG", 1, "", 2);
        HoldPlay.listing(order, 1, "311", "399");
        play.send(order);
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x1", "RECEIVED allocate 2x2");
        assertThat(play.openCases())
                .containsExactly(
                        "mapping.unknown_sku: No item is known for what was ordered: line 2 has no SKU, product 311, variant 399 (woocommerce/main)");
        assertThat(play.warehouse.receive()).hasSize(1);
        play.hub
                .sql()
                .sql("insert into sku_map (account_id, product, variant, sku) values (?, '311', '399', 'CUP')")
                .param(play.shop)
                .update();
        play.lookAgain();
        assertThat(play.groups()).containsExactly("RELEASED confirm 1x1", "ALLOCATED release 2x2");
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
        assertThat(play.hub
                        .sql()
                        .sql(
                                "select line_no || ' ' || part_no || ' ' || sku || ' ' || per_unit from order_line_part order by line_no")
                        .query(String.class)
                        .list())
                .containsExactly("1 1 MUG 1", "2 1 CUP 1");
    }

    @ParameterizedTest
    @CsvSource({
        // product, variant, SKU of the entry; the line is product 7, variant 8, SKU X
        "'', '', X, true",
        "7, 8, '', true",
        "7, 8, X, true",
        "'', 8, '', true",
        "7, '', '', false",
        "7, 9, '', false",
        "7, 8, Y, false",
        "'', '', x, false"
    })
    void aListingIsMappedToTheLetter(String product, String variant, String sku, boolean mapped) {
        play.hub
                .sql()
                .sql("insert into sku_map (account_id, product, variant, channel_sku, sku) values (?, ?, ?, ?, 'CUP')")
                .params(play.shop, product, variant, sku)
                .update();
        ObjectNode order = Orders.order("1", HoldPlay.V1, "X", 1);
        HoldPlay.listing(order, 0, "7", "8");
        play.send(order);
        assertThat(play.holds()).isEqualTo(mapped ? List.of() : List.of("mapping.unknown_sku allocate"));
    }

    @Test
    void aLineWithNothingToDoHoldsNothing() {
        ObjectNode order = Orders.order("1", HoldPlay.V1, "MUG", 1, "GONE", 1, "ZERO", 0);
        ((ObjectNode) order.at("/lines/1")).put("open", 0).put("cancelled", 1);
        play.send(order);
        assertThat(play.holds()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
    }

    @Test
    void whatIsNotStockedIsNeitherReservedNorShipped() {
        play.hub
                .sql()
                .sql("insert into item (sku, stocked) values ('DONATE', false)")
                .update();
        ObjectNode order = Orders.order("1", HoldPlay.V1, "MUG", 1, "DONATE", 3);
        play.send(order);
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x1", "CHANNEL_FULFILLED - 2x3");
        play.send(order.deepCopy().put("version", HoldPlay.V2));
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x1", "CHANNEL_FULFILLED - 2x3");
        play.send(Orders.order("2", HoldPlay.V1, "DONATE", 1));
        assertThat(play.hub.count("orders where channel_order_id = '2' and state = 'CHANNEL_FULFILLED'"))
                .isEqualTo(1);
        assertThat(play.openCases()).isEmpty();
    }

    @Test
    void ofABundleThePartsShipAndTheContainerCarriesThePrice() {
        ObjectNode order = Orders.order("1", HoldPlay.V1, "BUNDLE-NOBODY-KNOWS", 1, "MUG", 1, "CUP", 2);
        bundle(order, 0, "container", null);
        bundle(order, 1, "part", "1-1");
        bundle(order, 2, "part", "1-1");
        play.send(order);
        assertThat(play.groups()).containsExactly("CHANNEL_FULFILLED - 1x1", "ALLOCATED release 2x1 3x2");
        play.send(order.deepCopy().put("version", HoldPlay.V2));
        assertThat(play.groups()).containsExactly("CHANNEL_FULFILLED - 1x1", "ALLOCATED release 2x1 3x2");
        assertThat(play.openCases()).isEmpty();
    }

    @Test
    void aContainerWithoutPartsShipsItself() {
        ObjectNode order = Orders.order("1", HoldPlay.V1, "MUG", 1, "CUP", 1);
        bundle(order, 0, "container", null);
        bundle(order, 1, "part", "1-9");
        play.send(order);
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x1 2x1");
    }

    @Test
    void whatAMappingCannotBelieveHoldsTheOrderUntilAPersonLetsItGo() {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1);
        order.putArray("problems")
                .addObject()
                .put("code", "quantity.fractional")
                .put("detail", "1.5 units")
                .put("pointer", "/line_items/0/quantity");
        play.send(order);
        assertThat(play.holds()).containsExactly("quantity.fractional allocate");
        assertThat(play.openCases())
                .containsExactly("quantity.fractional: Order #1: 1.5 units (/line_items/0/quantity)");
        play.retry("quantity.fractional");
        assertThat(play.warehouse.receive()).hasSize(1);
    }

    private static void bundle(ObjectNode order, int line, String role, String parent) {
        ((ObjectNode) order.at("/lines/" + line)).put("bundle", role).put("parentLine", parent);
    }
}
