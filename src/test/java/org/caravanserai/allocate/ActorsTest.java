package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases and trails say who did what, once, and a state word says the truth of what was cancelled in part. */
class ActorsTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void start() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 10);
        send(Orders.order("1", V1, "MUG", 3));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    private void cancelByCommand() {
        hub.event(
                1,
                "cancel",
                "",
                "1",
                hub.key(),
                "{\"schema\":\"cancellation.v1\",\"reference\":\"k\",\"order\":{\"channel\":\"shopify\",\"account\":\"main\",\"orderId\":\"1\"},"
                        + "\"reason\":\"buyer\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00Z\"}");
        hub.awaitQuiet();
    }

    private void leave() {
        warehouse.receive();
        warehouse.ship(
                hub.sql()
                        .sql("select max(id) from fulfilment_group")
                        .query(Long.class)
                        .single(),
                3);
    }

    private List<String> cases() {
        return hub.sql()
                .sql(
                        "select code || ' ' || count || ': ' || summary from exception_case where state <> 'resolved' order by id")
                .query(String.class)
                .list();
    }

    private String order() {
        return hub.sql()
                .sql(
                        "select o.state || ' ' || l.quantity || ' ' || l.cancelled from orders o join order_line l on l.order_id = o.id")
                .query(String.class)
                .single();
    }

    @Test
    void aCancellationOfOursAfterTheParcelLeftNeverSaysThatTheChannelDidIt() {
        leave();
        cancelByCommand();
        assertThat(cases())
                .singleElement()
                .asString()
                .startsWith("cancel.after_shipment 1: Order #1 was cancelled by api after");
        cancelByCommand();
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 3), V2));
        assertThat(cases())
                .as("one case of the group, counted; it names who did it last")
                .singleElement()
                .asString()
                .startsWith("cancel.after_shipment 3: Order #1 was cancelled by channel:shopify/main");
    }

    @Test
    void whatTheChannelKnewToHaveLeftAndTakesOffIsAReturnAndNoAlarm() {
        leave();
        hub.sql()
                .sql("update shipment set tell_state = 'accepted', intent_at = shipped_at, told_at = shipped_at")
                .update();
        ObjectNode sent = Orders.order("1", V2, "MUG", 3);
        ((ObjectNode) sent.at("/lines/0")).put("open", 0).put("fulfilled", 3);
        ObjectNode parcel = ((ArrayNode) sent.path("parcels")).addObject();
        parcel.put("id", "F-1")
                .put("carrier", "UPS")
                .put(
                        "trackingNumber",
                        hub.sql()
                                .sql("select tracking from shipment")
                                .query(String.class)
                                .single());
        parcel.putArray("lines").addObject().put("lineId", "1-1").put("quantity", 3);
        send(sent);
        send(Orders.cancelled(sent, V3));
        assertThat(cases()).isEmpty();
        assertThat(hub.count("audit_row where action = 'group.to-come-back' and actor = 'channel:shopify/main'"))
                .isEqualTo(1);
    }

    @Test
    void whatTheChannelCancelsWithoutKnowingThatItLeftIsAnAlarmThatNamesIt() {
        leave();
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 3), V2));
        assertThat(cases())
                .anyMatch(one ->
                        one.startsWith("cancel.after_shipment 1: Order #1 was cancelled by channel:shopify/main"));
    }

    @Test
    void theTrailNamesWhoCancelled() {
        cancelByCommand();
        assertThat(hub.sql()
                        .sql(
                                "select distinct actor from audit_row where action in ('group.cancelled', 'cancellation.to-tell')")
                        .query(String.class)
                        .list())
                .containsExactly("api");
    }

    @Test
    void aCommandByTheApiIsNamedAfterItsCaller() {
        hub.inbox()
                .store(new NewEvent(
                        1,
                        EventKind.CANCEL,
                        EventSource.API,
                        "",
                        "",
                        "1",
                        "k1".getBytes(StandardCharsets.UTF_8),
                        Map.of("hubActor", "user:anna"),
                        ("{\"schema\":\"cancellation.v1\",\"reference\":\"k\",\"order\":{\"channel\":\"shopify\",\"account\":\"main\",\"orderId\":\"1\"},"
                                        + "\"reason\":\"fraud\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00Z\"}")
                                .getBytes(StandardCharsets.UTF_8),
                        false,
                        null));
        hub.awaitQuiet();
        assertThat(hub.count("audit_row where action = 'group.cancelled' and actor = 'user:anna'"))
                .isEqualTo(1);
        assertThat(hub.count("cancellation where actor = 'user:anna' and reason = 'fraud'"))
                .isEqualTo(1);
    }

    @Test
    void oneOfThreeUnitsTakenOffIsNoCancellationOfTheOrder() {
        warehouse.receive();
        send(Orders.order("1", V2, "MUG", 2));
        assertThat(hub.count("fulfilment_group where state = 'CANCEL_REQUESTED'"))
                .isEqualTo(1);
        assertThat(order()).isEqualTo("RELEASED 2 1");
        send(Orders.cancelled(Orders.order("1", V2, "MUG", 2), V3));
        assertThat(order()).isEqualTo("CANCEL_REQUESTED 0 3");
    }
}
