package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.testbed.oracle.DatabaseRules;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must not go on waits with a reason, and goes on by itself when the reason is gone. */
class HoldsTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";
    private static final int API = 1;
    private static final int TIMER = 4;

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void aHubWithALocation() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("woocommerce", "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 90);
        hub.stock("CUP", "MAIN", 90);
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        DatabaseRules.check(hub.database().dataSource(), hub.clock().instant());
        hub.close();
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    private static ObjectNode mugs(String version) {
        return Orders.order("1", version, "MUG", 2);
    }

    private List<String> groups() {
        return hub.sql().sql("""
                select g.state || ' ' || coalesce(g.next_step, '-') || ' '
                       || (select string_agg(line_no || 'x' || quantity, ' ' order by line_no) from group_line l where l.group_id = g.id)
                  from fulfilment_group g order by g.id""").query(String.class).list();
    }

    private List<String> holds() {
        return hub.sql()
                .sql("select cause || ' ' || step from hold where released_at is null order by cause, id")
                .query(String.class)
                .list();
    }

    private List<String> openCases() {
        return hub.sql()
                .sql("select code || ': ' || summary from exception_case where state <> 'resolved' order by code, id")
                .query(String.class)
                .list();
    }

    private void retry(String code) {
        long id = hub.sql()
                .sql("select id from exception_case where code = ? and state <> 'resolved'")
                .param(code)
                .query(Long.class)
                .single();
        hub.event(
                API,
                "redrive",
                "",
                "1",
                hub.key(),
                "{\"schema\":\"redrive.v1\",\"caseId\":\"" + id + "\",\"orderId\":\""
                        + hub.sql()
                                .sql("select order_id from exception_case where id = ?")
                                .param(id)
                                .query(String.class)
                                .single()
                        + "\",\"actor\":\"ann\"}");
        hub.awaitQuiet();
    }

    /** The timers of everything that waits go off now. */
    private void lookAgain() {
        hub.sql().sql("update hold set next_look = '2026-11-23T08:00:00Z' where released_at is null").update();
        hub.sql()
                .sql("update fulfilment_group set next_at = '2026-11-23T08:00:00Z' where next_at is not null")
                .update();
        hub.sql().sql("select id, next_step from fulfilment_group where next_step is not null").query(row -> {
            hub.event(
                    TIMER,
                    "timer",
                    "",
                    "1",
                    hub.key(),
                    "{\"groupId\":" + row.getLong(1) + ",\"step\":\"" + row.getString(2) + "\"}");
        });
        hub.awaitQuiet();
    }

    private static ObjectNode without(ObjectNode order, String... fields) {
        for (String field : fields) {
            ((ObjectNode) order.at("/personal/shipTo")).putNull(field);
        }
        return order;
    }

    @ParameterizedTest
    @CsvSource({
        "US, line1, true",
        "US, city, true",
        "US, postcode, true",
        "US, region, false",
        "DE, postcode, true",
        "IE, postcode, false",
        "HK, postcode, false",
        "HK, region, true",
        "AE, city, false",
        "XK, postcode, false",
        "JP, city, false",
        "US, name, false",
        "US, country, true"
    })
    void whatAnAddressNeedsDependsOnItsCountry(String country, String field, boolean held) {
        ObjectNode order = mugs(V1);
        ((ObjectNode) order.at("/personal/shipTo")).put("country", country);
        ((ObjectNode) order.path("destination")).put("country", country);
        send(without(order, field));
        assertThat(holds()).isEqualTo(held ? List.of("address.incomplete release") : List.of());
        assertThat(warehouse.receive()).hasSize(held ? 0 : 1);
    }

    @Test
    void anOrderWithoutAnAddressIsReservedAndNotReleasedUntilTheChannelSendsOne() {
        ObjectNode order = mugs(V1);
        ((ObjectNode) order.path("personal")).putNull("shipTo");
        send(order);
        assertThat(groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(hub.count("stock where sku = 'MUG' and reserved = 2")).isEqualTo(1);
        assertThat(openCases())
                .containsExactly("address.incomplete: Order #1 cannot be sent: there is no address (country US)");
        assertThat(warehouse.receive()).isEmpty();
        lookAgain();
        assertThat(warehouse.receive()).as("a look changes nothing").isEmpty();
        assertThat(hub.count("exception_case")).as("it is one case").isEqualTo(1);

        send(mugs(V2));
        assertThat(holds()).isEmpty();
        assertThat(openCases()).isEmpty();
        assertThat(warehouse.receive()).hasSize(1);
        assertThat(hub.count("audit_row where action in ('hold.placed', 'hold.released')"))
                .isEqualTo(2);
    }

    @Test
    void anAddressIsAskedForOnlyWhereSomethingIsToBeSentThere() {
        ObjectNode pickup = mugs(V1);
        ((ObjectNode) pickup.path("personal")).putNull("shipTo");
        ((ObjectNode) pickup.path("destination")).put("kind", "pickup");
        send(pickup);
        assertThat(holds()).isEmpty();
        ObjectNode pending = Orders.order("2", V1, "MUG", 1).put("status", "pending");
        ((ObjectNode) pending.path("personal")).putNull("shipTo");
        send(pending);
        assertThat(holds()).containsExactly("order.pending release");
        ObjectNode fba = Orders.order("3", V1, "MUG", 1).put("fulfilledBy", "channel");
        ((ObjectNode) fba.path("personal")).putNull("shipTo");
        send(fba);
        assertThat(holds()).containsExactly("order.pending release");
    }

    @Test
    void aPostcodeThatDoesNotFitIsAnAlert() {
        ObjectNode order = mugs(V1);
        ((ObjectNode) order.at("/personal/shipTo")).put("postcode", "SW1A 1AA");
        send(order);
        assertThat(holds()).isEmpty();
        assertThat(hub.count("orders where alerts = 'address.postcode_unusual'")).isEqualTo(1);
        send(mugs(V2));
        assertThat(hub.count("orders where alerts = ''")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "-5.00, 5.00, totals.negative",
        "10.00, -99.00, totals.negative",
        "9999.00, 5.00, totals.absurd",
        "0.00, 5.00, ",
        "10.01, 5.00, totals.absurd",
        "10.00, 5.00, ",
        ", 5.00, ",
        "9999.00, , "
    })
    void aTotalThatCannotBeMeantIsHeldUntilAPersonLetsItGo(String total, String line, String cause) {
        ObjectNode order = mugs(V1);
        ((ObjectNode) order.path("totals")).put("total", total);
        ((ObjectNode) order.at("/lines/0")).put("total", line);
        send(order);
        assertThat(holds()).isEqualTo(cause == null ? List.of() : List.of(cause + " release"));
        if (cause != null) {
            assertThat(warehouse.receive()).isEmpty();
            retry(cause);
            assertThat(openCases()).isEmpty();
            assertThat(warehouse.receive()).hasSize(1);
        }
    }

    @Test
    void whatAPersonLetGoIsHeldAgainOnlyWhenSomethingElseIsWrong() {
        ObjectNode order = mugs(V1);
        ((ObjectNode) order.path("totals")).put("total", "-5.00");
        send(order);
        retry("totals.negative");
        send(order.deepCopy().put("version", V2).put("number", "#1"));
        assertThat(holds()).isEmpty();
        ((ObjectNode) order.path("totals")).put("total", "-6.00");
        send(order.put("version", V3));
        assertThat(holds()).containsExactly("totals.negative release");
    }

    @Test
    void aLineWithoutAnItemDoesNotHoldTheOthersAndGoesOnByItselfOnceItIsMapped() {
        ObjectNode order = Orders.order("1", V1, "MUG", 1, "", 2);
        listing(order, 1, "311", "399");
        send(order);
        assertThat(groups()).containsExactly("ALLOCATED release 1x1", "RECEIVED allocate 2x2");
        assertThat(openCases())
                .containsExactly(
                        "mapping.unknown_sku: No item is known for what was ordered: line 2 has no SKU, product 311, variant 399 (woocommerce/main)");
        assertThat(warehouse.receive()).hasSize(1);
        hub.sql()
                .sql("insert into sku_map (account_id, product, variant, sku) values (?, '311', '399', 'CUP')")
                .param(shop)
                .update();
        lookAgain();
        assertThat(groups()).containsExactly("RELEASED confirm 1x1", "ALLOCATED release 2x2");
        assertThat(openCases()).isEmpty();
        assertThat(warehouse.receive()).hasSize(1);
        assertThat(hub.sql()
                        .sql("select line_no || ' ' || part_no || ' ' || sku || ' ' || per_unit from order_line_part order by line_no")
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
        hub.sql()
                .sql("insert into sku_map (account_id, product, variant, channel_sku, sku) values (?, ?, ?, ?, 'CUP')")
                .params(shop, product, variant, sku)
                .update();
        ObjectNode order = Orders.order("1", V1, "X", 1);
        listing(order, 0, "7", "8");
        send(order);
        assertThat(holds()).isEqualTo(mapped ? List.of() : List.of("mapping.unknown_sku allocate"));
    }

    @Test
    void aLineWithNothingToDoHoldsNothing() {
        ObjectNode order = Orders.order("1", V1, "MUG", 1, "GONE", 1, "ZERO", 0);
        ((ObjectNode) order.at("/lines/1")).put("open", 0).put("cancelled", 1);
        send(order);
        assertThat(holds()).isEmpty();
        assertThat(warehouse.receive()).hasSize(1);
    }

    @Test
    void whatIsNotStockedIsNeitherReservedNorShipped() {
        hub.sql().sql("insert into item (sku, stocked) values ('DONATE', false)").update();
        ObjectNode order = Orders.order("1", V1, "MUG", 1, "DONATE", 3);
        send(order);
        assertThat(groups()).containsExactly("ALLOCATED release 1x1", "CHANNEL_FULFILLED - 2x3");
        send(order.deepCopy().put("version", V2));
        assertThat(groups()).containsExactly("ALLOCATED release 1x1", "CHANNEL_FULFILLED - 2x3");
        send(Orders.order("2", V1, "DONATE", 1));
        assertThat(hub.count("orders where channel_order_id = '2' and state = 'CHANNEL_FULFILLED'"))
                .isEqualTo(1);
        assertThat(openCases()).isEmpty();
    }

    @Test
    void anUnpaidOrderReservesForADayAndIsSourcedAnewWhenItIsPaid() {
        send(mugs(V1).put("status", "pending"));
        assertThat(groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(openCases()).isEmpty();
        lookAgain();
        assertThat(groups()).containsExactly("RECEIVED allocate 1x2");
        assertThat(holds()).containsExactly("order.pending allocate");
        assertThat(hub.count("stock where reserved > 0")).isZero();
        lookAgain();
        assertThat(groups()).containsExactly("RECEIVED allocate 1x2");
        send(mugs(V2));
        assertThat(groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(warehouse.receive()).hasSize(1);
    }

    @Test
    void anOrderThatIsPutOnHoldAfterReleaseIsRecalledAndComesBackWhenItMayShip() {
        send(mugs(V1));
        warehouse.receive();
        send(mugs(V2).put("status", "pending"));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED recall-answer 1x2");
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED - 1x0", "ALLOCATED release 1x2");
        assertThat(warehouse.receive()).extracting(one -> one.path("schema").asText()).isEmpty();
        send(mugs(V3));
        assertThat(warehouse.receive()).hasSize(1);
        assertThat(openCases()).isEmpty();
    }

    @Test
    void aWarehouseThatShipsWhatIsOnHoldIsACase() {
        send(mugs(V1));
        warehouse.receive();
        send(mugs(V2).put("status", "pending"));
        warehouse.answerRecalls(false);
        assertThat(groups()).containsExactly("RELEASED confirm 1x2");
        assertThat(openCases()).hasSize(1).allMatch(one -> one.startsWith("order.held_after_release"));
    }

    @Test
    void aWordNobodyKnowsIsACaseThatNamesItWhenAWarehouseHasTheOrder() {
        ObjectNode packing = mugs(V2).put("status", "pending");
        ((ArrayNode) packing.path("alerts"))
                .addObject()
                .put("code", "status.unknown")
                .put("detail", "status packing");
        send(packing.deepCopy().put("version", V1));
        assertThat(holds()).as("before release it waits like an unpaid one").containsExactly("order.pending release");
        send(mugs(V2));
        warehouse.receive();
        send(packing.deepCopy().put("version", V3));
        assertThat(groups()).containsExactly("RELEASED confirm 1x2");
        assertThat(openCases()).hasSize(1).allMatch(one -> one.contains("status packing") && one.contains("#1"));
    }

    @Test
    void aReleaseThatWaitsInTheOutboxIsDroppedWhenAHoldComesFirst() {
        send(mugs(V1));
        send(mugs(V2).put("status", "pending"));
        assertThat(warehouse.receive()).isEmpty();
        assertThat(groups()).containsExactly("ALLOCATED release 1x2");
    }

    @Test
    void goodsOfAMarketplaceLeaveWithTheSubOrders() {
        send(Orders.order("9", V1, "MUG", 1, "CUP", 1).put("subOrders", true));
        assertThat(holds()).containsExactly("order.children_ship allocate");
        assertThat(openCases()).isEmpty();
        send(Orders.order("10", V1, "MUG", 1).put("parentOrder", "9"));
        send(Orders.order("11", V1, "CUP", 1).put("parentOrder", "9"));
        assertThat(warehouse.receive()).hasSize(2);
        lookAgain();
        assertThat(holds()).containsExactly("order.children_ship allocate");
        assertThat(openCases()).isEmpty();
    }

    @Test
    void aParentWhoseSubOrdersHoldLessIsACaseInTheEnd() {
        send(Orders.order("10", V1, "MUG", 1).put("parentOrder", "9"));
        send(Orders.order("9", V1, "MUG", 1, "CUP", 1));
        assertThat(holds()).containsExactly("order.children_ship allocate");
        lookAgain();
        assertThat(holds()).containsExactly("order.parent_and_children allocate");
        send(Orders.order("11", V1, "CUP", 1).put("parentOrder", "9"));
        assertThat(openCases()).isEmpty();
        assertThat(warehouse.receive()).hasSize(2);
    }

    @Test
    void aParentThatIsAtTheWarehouseIsRecalledWhenASubOrderComesWhichWaits() {
        send(Orders.order("9", V1, "MUG", 1));
        warehouse.receive();
        send(Orders.order("10", V1, "MUG", 1).put("parentOrder", "9"));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED recall-answer 1x1", "ALLOCATED release 1x1");
        assertThat(openCases()).hasSize(1).allMatch(one -> one.startsWith("order.parent_and_children"));
        warehouse.answerRecalls(true);
        lookAgain();
        assertThat(openCases()).isEmpty();
        assertThat(warehouse.receive()).hasSize(1);
    }

    @Test
    void parentAndSubOrderThatDidNotSeeEachOtherDoNotBothLeave() {
        send(Orders.order("9", V1, "MUG", 1));
        send(Orders.order("10", V1, "MUG", 1));
        hub.sql().sql("update orders set parent_order = '9' where channel_order_id = '10'").update();
        assertThat(warehouse.receive()).hasSize(1);
        assertThat(holds()).containsExactly("order.children_ship release");
    }

    @Test
    void aCopyOfASaleOfAConnectedAccountIsHeld() {
        ObjectNode copy = mugs(V1);
        copy.putObject("copiedFrom").put("channel", "amazon").put("orderId", "111-2222222-3333333");
        send(copy);
        assertThat(holds()).as("the other one is not connected").isEmpty();
        hub.connect("amazon", "eu");
        ObjectNode second = Orders.order("2", V1, "MUG", 1);
        second.putObject("copiedFrom").put("channel", "amazon").put("orderId", "111-2222222-4444444");
        send(second);
        assertThat(holds()).containsExactly("order.copied_sale allocate");
        assertThat(openCases()).allMatch(one -> one.contains("111-2222222-4444444"));
        retry("order.copied_sale");
        assertThat(warehouse.receive()).hasSize(2);
    }

    private static void listing(ObjectNode order, int line, String product, String variant) {
        ((ObjectNode) order.at("/lines/" + line + "/listing"))
                .put("product", product)
                .put("variant", variant);
    }
}
