package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

/** Parcels that have left move stock, and their channel is told. */
class ShipmentsTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";

    @Test
    void parcelsMoveStockAndTellTheChannelAndTheLastOneIsComplete() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        long group = release();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 2));
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 2));
        hub.event(2, "shipment", "", "1", "s2", Orders.shipment("s2", group, "1Z2", 1, 1));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(hub.count("stock where on_hand = 2 and reserved = 0")).isEqualTo(1);
        List<String> told = hub.sql()
                .sql("select convert_from(body, 'UTF8') from outbox where kind = 'status' order by id")
                .query(String.class)
                .list();
        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .contains("\"complete\":false")
                .contains("\"trackingNumber\":\"1Z1\"")
                .contains("\"parcelNo\":1");
        assertThat(told.get(1)).contains("\"complete\":true").contains("\"parcelNo\":2");
    }

    @Test
    void aParcelUnderTheNumberOfEarlierOnesSaysWhatTheChannelIsToldBefore() {
        hub.stock("MUG", "MAIN", 9);
        hub.stock("CUP", "MAIN", 9);
        send(Orders.order("1", V1, "MUG", 6, "CUP", 1));
        hub.awaitQuiet();
        long group = release();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 1));
        hub.awaitQuiet();
        ObjectNode sisters = Orders.shipment("s2", group, "1Z1", 1, 2, 2, 1);
        sisters.withArray("parcels")
                .add(Orders.shipment("s2", group, "1Z2", 1, 1).at("/parcels/0"))
                .add(Orders.shipment("s2", group, "1Z1", 1, 2).at("/parcels/0"));
        hub.event(2, "shipment", "", "1", "s2", sisters);
        hub.awaitQuiet();
        assertThat(told().map(status -> status.path("trackingNumber").asText() + status.path("alreadyTold")))
                .containsExactly(
                        "1Z1",
                        "1Z1[{\"lineId\":\"1-1\",\"quantity\":1}]",
                        "1Z2",
                        "1Z1[{\"lineId\":\"1-1\",\"quantity\":3},{\"lineId\":\"1-2\",\"quantity\":1}]");
    }

    @Test
    void theChannelsOtherIdsOfTheOrderGoBackWithItsParcels() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 2);
        order.putObject("references").put("marketplaceId", "A2EUQ1WTGCTBG2");
        send(order);
        hub.awaitQuiet();
        long group = release();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 1));
        hub.awaitQuiet();
        assertThat(told().map(status -> status.at("/references/marketplaceId").asText()))
                .containsExactly("A2EUQ1WTGCTBG2");
    }

    @Test
    void aChannelThatOnlySendsFilesIsToldNothingAndItsParcelsAreBooked() {
        shop = hub.connect("b2b", "acme");
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 2);
        order.put("channel", "b2b");
        send(order);
        hub.awaitQuiet();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", release(), "1Z1", 1, 2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(told()).isEmpty();
        assertThat(hub.count("shipment")).isEqualTo(1);
    }

    @Test
    void unitsOfASkuAreDealtOutOverItsLines() {
        hub.stock("MUG", "MAIN", 20);
        send(Orders.order("1", V1, "MUG", 2, "MUG", 3, "MUG", 4));
        hub.awaitQuiet();
        long group = release();
        ship("s1", bySku(group, "1Z1", 3));
        ship("s2", bySku(group, "1Z2", 5));
        assertThat(hub.count("exception_case")).isZero();
        assertThat(told().map(status -> status.path("lines").findValuesAsText("line") + " "
                        + status.path("lines").findValuesAsText("quantity")))
                .as("the line that needs exactly these first, then in the order's order")
                .containsExactly("[2] [3]", "[1, 3] [2, 3]");
        ship("s3", bySku(group, "1Z3", 2));
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(hub.sql()
                        .sql("select summary from exception_case")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "Parcel 1Z3 holds 2 unit(s) of SKU 'MUG' of order #1, of which 1 were open in its dispatch");
        assertThat(hub.count("shipment_line where quantity = 1")).isEqualTo(1);
    }

    @Test
    void unitsOfASkuThatLeaveAfterTheyWereGivenBackAreDealtOutToo() {
        hub.stock("MUG", "MAIN", 20);
        send(Orders.order("1", V1, "MUG", 2, "MUG", 3));
        hub.awaitQuiet();
        long group = release();
        hub.sql()
                .sql("update fulfilment_group set state = 'CANCELLED', next_step = null, next_at = null")
                .update();
        ship("s1", bySku(group, "1Z1", 6));
        assertThat(hub.count("shipment_line")).isEqualTo(2);
        assertThat(hub.sql()
                        .sql("select sum(quantity) from shipment_line")
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    void aLetterWithoutATrackingNumberIsBookedAndTheNextOneIsItsSister() {
        hub.stock("MUG", "MAIN", 9);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        long group = release();
        ship("s1", untracked(Orders.shipment("s1", group, "x", 1, 2)));
        ship("s2", untracked(Orders.shipment("s2", group, "x", 1, 1)));
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(hub.count("shipment where tracking = ''")).isEqualTo(2);
        assertThat(told().map(status -> status.path("trackingNumber").asText() + status.path("alreadyTold")))
                .containsExactly("", "[{\"lineId\":\"1-1\",\"quantity\":2}]");
    }

    @Test
    void aBlankTrackingNumberIsRefusedWithWhatToDo() {
        hub.stock("MUG", "MAIN", 9);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        ship("s1", Orders.shipment("s1", release(), "  ", 1, 2));
        assertThat(hub.count("shipment")).isZero();
        assertThat(hub.sql()
                        .sql("select evidence::json ->> 'detail' from exception_case")
                        .query(String.class)
                        .list())
                .containsExactly("/parcels/0/trackingNumber must not be blank; leave it out where there is none");
    }

    private void ship(String reference, ObjectNode shipment) {
        hub.event(2, "shipment", "", "1", reference, shipment);
        hub.awaitQuiet();
    }

    private static ObjectNode bySku(long group, String tracking, int units) {
        ObjectNode shipment = Orders.shipment(tracking, group, tracking, 1, units);
        ((ObjectNode) shipment.at("/parcels/0/lines/0")).put("sku", "MUG").remove("line");
        return shipment;
    }

    private static ObjectNode untracked(ObjectNode shipment) {
        ((ObjectNode) shipment.at("/parcels/0")).remove("trackingNumber");
        return shipment;
    }

    private Stream<JsonNode> told() {
        return hub
                .sql()
                .sql("select convert_from(body, 'UTF8') from outbox where kind = 'status' order by id")
                .query(String.class)
                .list()
                .stream()
                .map(hub::json);
    }

    private long release() {
        hub.sql()
                .sql(
                        "update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z' where state = 'ALLOCATED'")
                .update();
        return hub.sql()
                .sql("select id from fulfilment_group")
                .query(Long.class)
                .single();
    }
}
