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

/** What is left to do is what the channel says now, less what left our warehouses; what was said before does not matter. */
class LevelTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void aHubWithALocation() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
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
        return Orders.order("1", version, "MUG", 3);
    }

    private static ObjectNode line(ObjectNode order) {
        return (ObjectNode) order.at("/lines/0");
    }

    /** Staff sent units in the shop, under a number of their own. */
    private static ObjectNode sentByHand(ObjectNode order, int units, String tracking) {
        line(order).put("open", line(order).path("open").asInt() - units);
        line(order).put("fulfilled", line(order).path("fulfilled").asInt() + units);
        ObjectNode parcel = ((ArrayNode) order.path("parcels")).addObject();
        parcel.put("id", "F" + tracking).put("carrier", "").put("trackingNumber", tracking);
        parcel.putArray("lines")
                .addObject()
                .put("lineId", line(order).path("lineId").asText())
                .put("quantity", units);
        return order;
    }

    private List<String> groups() {
        return hub.sql().sql("""
                select g.state || ' ' || (select sum(quantity) from group_line l where l.group_id = g.id)
                  from fulfilment_group g order by g.id""").query(String.class).list();
    }

    @Test
    void whatTheShopSentByHandIsNotSentAgain() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        send(sentByHand(mugs(V2), 2, "HAND"));
        assertThat(groups()).containsExactly("ALLOCATED 1", "CHANNEL_FULFILLED 2");
        assertThat(warehouse.receive()).hasSize(1);
        assertThat(hub.count("stock where reserved = 1")).isEqualTo(1);
    }

    @Test
    void aBackorderedOrderThatTheShopSentByHandIsOver() {
        hub.stock("MUG", "MAIN", 1);
        send(mugs(V1));
        assertThat(groups()).containsExactly("BACKORDERED 3");
        send(sentByHand(mugs(V2), 3, "HAND"));
        assertThat(groups()).containsExactly("CANCELLED 0", "CHANNEL_FULFILLED 3");
        assertThat(hub.count("orders where state = 'CHANNEL_FULFILLED'")).isEqualTo(1);
    }

    @Test
    void whatTheShopSentByHandIsRecalledFromTheWarehouseAndTheRestIsSourcedAnew() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        warehouse.receive();
        send(sentByHand(mugs(V2), 1, "HAND"));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED 3", "CHANNEL_FULFILLED 1");
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED 1", "CHANNEL_FULFILLED 1", "ALLOCATED 2");
    }

    @Test
    void ourOwnParcelInTheStatementIsNobodyElses() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        warehouse.receive();
        long group = hub.sql()
                .sql("select id from fulfilment_group")
                .query(Long.class)
                .single();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z 999-a", 1, 2));
        hub.awaitQuiet();
        send(sentByHand(mugs(V2), 2, "1z999A"));
        assertThat(groups()).containsExactly("PARTIALLY_SHIPPED 3");
    }

    @Test
    void theCaseOfTooManyUnitsCountsAndEndsWithThem() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        warehouse.receive();
        long group = hub.sql()
                .sql("select id from fulfilment_group")
                .query(Long.class)
                .single();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z9", 1, 3));
        hub.awaitQuiet();
        ObjectNode ours = sentByHand(mugs(V2), 3, "1Z9");
        send(twoMore(ours.deepCopy()));
        send(twoMore(ours.deepCopy()).put("version", V3).put("number", "#1b"));
        assertThat(cases()).containsExactly("3pl.over_shipped open 2");
        send(ours.deepCopy().put("version", "2026-11-23T10:30:00.000Z"));
        assertThat(cases()).containsExactly("3pl.over_shipped resolved 2");
    }

    /** Staff sent units that nobody ordered. */
    private static ObjectNode twoMore(ObjectNode order) {
        sentByHand(order, 2, "HAND");
        line(order).put("open", 0);
        return order;
    }

    private List<String> cases() {
        return hub.sql()
                .sql("select code || ' ' || state || ' ' || count from exception_case order by id")
                .query(String.class)
                .list();
    }

    @Test
    void anOrderThatIsCancelledAndThenWantedAgainIsReservedAndSentAgain() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        send(Orders.cancelled(mugs(V1), V2));
        assertThat(groups()).containsExactly("CANCELLED 3");
        send(mugs(V3));
        assertThat(groups()).containsExactly("CANCELLED 3", "ALLOCATED 3");
    }

    @Test
    void anOrderThatIsWantedAgainWhileItsWarehouseGivesItBackIsSourcedAnew() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        warehouse.receive();
        send(Orders.cancelled(mugs(V1), V2));
        send(mugs(V3));
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED 0", "ALLOCATED 3");
    }

    @Test
    void aUnitThatWasSentAndCameBackIsNoReduction() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode returned = sentByHand(mugs(V1), 1, "HAND");
        line(returned).put("returned", 1);
        send(returned);
        assertThat(groups()).containsExactly("CHANNEL_FULFILLED 1", "ALLOCATED 2");
    }

    @Test
    void whatTheChannelShipsItselfGrowsToo() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode fba = mugs(V1).put("fulfilledBy", "channel");
        send(fba);
        ObjectNode more = Orders.order("1", V2, "MUG", 5).put("fulfilledBy", "channel");
        send(more);
        assertThat(groups()).containsExactly("CHANNEL_FULFILLED 3", "CHANNEL_FULFILLED 2");
        assertThat(warehouse.receive()).isEmpty();
    }

    @Test
    void anOrderThatTheShopMarksAsSentIsOverUnlessWeSentAllOfIt() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode marks = mugs(V1);
        marks.putNull("parcels");
        line(marks).putNull("open");
        send(marks);
        ObjectNode completed = marks.deepCopy().put("version", V2);
        line(completed).put("sent", true).put("fulfilled", 3);
        send(completed);
        assertThat(groups()).containsExactly("CANCELLED 0", "CHANNEL_FULFILLED 3");
        assertThat(warehouse.receive()).isEmpty();
    }

    @Test
    void whatACommandCancelledIsNotSentBecauseTheShopStillCountsIt() {
        hub.stock("MUG", "MAIN", 9);
        send(mugs(V1));
        hub.event(1, "cancel", "", "1", "c1", hub.json("""
                {"schema":"cancellation.v1","reference":"c1","order":{"channel":"shopify","account":"main","orderId":"1"},
                 "reason":"fraud","by":"seller","at":"2026-11-23T12:00:00.000Z"}""").toString());
        hub.awaitQuiet();
        send(mugs(V2));
        assertThat(groups()).containsExactly("CANCELLED 3");
        assertThat(warehouse.receive()).isEmpty();
    }
}
