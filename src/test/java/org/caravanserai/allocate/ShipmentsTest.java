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
