package org.caravanserai.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.HubSnapshot.Case;
import org.caravanserai.testbed.oracle.HubSnapshot.Event;
import org.caravanserai.testbed.oracle.HubSnapshot.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One order of two units, and what people did to it at 10:00. The hub had worked on that at 10:00:10, so it could know; whatever
 * left at 10:01 left carelessly, whatever left at 10:00:05 did not.
 */
class PeopleChecksTest {

    private static final OrderId KEY = new OrderId("woocommerce", "one", "100");
    private static final String EARLY = "2026-11-23T10:00:05Z";
    private static final String LATE = "2026-11-23T10:01:00Z";

    private ObjectNode sold;
    private ObjectNode dispatch;
    private ArrayNode dispatches;
    private String state = "SHIPPED";
    private final List<Case> cases = new ArrayList<>();

    @BeforeEach
    void twoUnitsOfOneLineThatLeftAndAreTold() {
        sold = json("""
                {"channel":"woocommerce","shop":"one","orderId":"100","number":"100","placedAt":"2026-11-23T09:59:00Z","paid":true,"currency":"USD",
                 "fulfilledBy":"MERCHANT","told":true,"address":"new","cancelled":false,
                 "lines":[{"lineId":"7","sku":"MUG","quantity":2,"removed":0,"returned":0,"fulfilled":0,"unitPrice":"12.00","requiresShipping":true}],
                 "deliveries":[{"id":"d1","webhookId":"3","orderId":"100","topic":"order.updated","done":true,"madeAt":"2026-11-23T10:00:00Z",
                                "at":"2026-11-23T10:00:00Z","status":200,"ms":3}],
                 "fulfilments":[{"at":"2026-11-23T10:02:00Z","tracking":"1Z1","carrier":"UPS","lines":[]}],"history":[]}""");
        dispatch = json("""
                {"dispatchId":"21","orderId":"1","channel":"woocommerce","account":"one","channelOrderId":"100","location":"MAIN","address":"new","recalled":null,
                 "lines":[{"line":1,"lineId":"7","sku":"MUG","quantity":2}],
                 "shipments":[{"reference":"r1","at":"%s","parcels":[{"carrier":"ups","trackingNumber":"1Z1","lines":[{"line":1,"sku":"MUG","quantity":2}]}]}]}""".formatted(LATE));
        dispatches = Ask.MAPPER.createArrayNode().add(dispatch);
    }

    @Test
    void nobodyDidAnythingAndAllIsWell() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatWasSentByHandMustNotLeaveAgainUnlessACaseSaysSo() {
        byHand(1);
        assertThat(findings()).containsExactly("unit.left_twice");
        open("3pl.over_shipped");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aMarkMayMeanWhatHadLeftBefore() {
        byHand(1);
        ((ObjectNode) sold.path("fulfilments").path(1)).put("onlyMarked", true);
        assertThat(findings()).containsExactly("unit.left_twice");
        ship(2, EARLY);
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatWasTakenBackDoesNotCountAsSent() {
        byHand(1);
        ((ObjectNode) sold.path("fulfilments").path(1)).put("takenBackAt", LATE);
        assertThat(findings()).isEmpty();
    }

    @Test
    void handAndHubTogetherServeTheOrder() {
        byHand(1);
        ship(1, LATE);
        assertThat(findings()).isEmpty();
        dispatches.removeAll();
        told().remove(0);
        assertThat(findings()).contains("unit.unshipped");
    }

    @Test
    void refundedUnitsMayHaveLeftBeforeTheHubCouldKnowAndNotAfter() {
        line().put("removed", 1);
        did("refund", 1, "before it left");
        assertThat(findings()).containsExactly("unit.not_wanted");
        ship(2, EARLY);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aParcelThatTheHubAskedBackIsNotItsFault() {
        line().put("removed", 1);
        did("refund", 1, "before it left");
        dispatch.put("recalled", false);
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatCameBackHadToLeave() {
        line().put("removed", 1).put("returned", 1);
        did("refund", 1, "after it left");
        assertThat(findings()).isEmpty();
        ship(1, LATE);
        assertThat(findings()).contains("unit.unshipped");
    }

    @Test
    void aCancelledOrderDoesNotLeaveAndDoesNotGoOn() {
        sold.put("cancelled", true).put("cancelledAt", "2026-11-23T10:00:00Z").put("erased", true);
        did("delete", 0, "for good");
        assertThat(findings()).containsExactly("unit.not_wanted");
        dispatches.removeAll();
        told().removeAll();
        state = "ALLOCATED";
        assertThat(findings()).containsExactly("order.cancelled_goes_on");
        state = "CANCELLED";
        assertThat(findings()).isEmpty();
    }

    @Test
    void aRevivedOrderIsServed() {
        did("cancel", 2, "");
        did("revive", 2, "");
        dispatches.removeAll();
        told().removeAll();
        sold.put("told", false);
        state = "CANCELLED";
        assertThat(findings()).contains("unit.unshipped", "order.not_told", "cancel.not_told");
    }

    @Test
    void aParcelGoesToTheNewestAddress() {
        dispatch.put("address", "old");
        assertThat(findings()).containsExactly("parcel.wrong_address");
        did("move", 0, "old to new");
        assertThat(findings()).containsExactly("parcel.old_address");
        ship(2, EARLY);
        dispatch.put("address", "old");
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatTheHubCancelledItsChannelKnowsOrACaseSaysWhatToDoThere() {
        dispatches.removeAll();
        told().removeAll();
        state = "CANCELLED";
        assertThat(findings()).contains("cancel.not_told");
        open("status-out.rejected");
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatWasSeenIsSaidWithTheOrders() {
        did("move", 0, "");
        ChannelSnapshot channels = channels();
        assertThat(Deeds.of(channels)).containsExactly(new Verdict.Seen("move", Map.of("woocommerce", List.of("100"))));
    }

    private ObjectNode line() {
        return (ObjectNode) sold.path("lines").path(0);
    }

    private ArrayNode told() {
        return (ArrayNode) sold.path("fulfilments");
    }

    private void byHand(int units) {
        told().addObject()
                .put("at", "2026-11-23T10:00:00Z")
                .put("byHand", true)
                .put("tracking", "H1")
                .putArray("lines")
                .addObject()
                .put("lineId", "7")
                .put("quantity", units);
        did("fulfil", units, "H1");
    }

    /** The warehouse shipped so many, and then. */
    private void ship(int units, String at) {
        ((ObjectNode) dispatch.path("lines").path(0)).put("quantity", units);
        ObjectNode shipment = (ObjectNode) dispatch.path("shipments").path(0);
        shipment.put("at", at);
        ((ObjectNode) shipment.at("/parcels/0/lines/0")).put("quantity", units);
    }

    private void did(String act, int units, String detail) {
        ObjectNode deed = sold.withArray("history")
                .addObject()
                .put("at", "2026-11-23T10:00:00Z")
                .put("act", act)
                .put("detail", detail);
        ObjectNode moved = deed.putObject("units");
        if (units > 0) {
            moved.put("7", units);
        }
    }

    private void open(String code) {
        cases.add(new Case(90, code, "order", true, KEY, null, "Something is odd", "Look at it"));
    }

    private ChannelSnapshot channels() {
        ObjectNode ledger = Ask.MAPPER.createObjectNode();
        ledger.putArray("orders").add(sold);
        return ChannelSnapshot.read(ledger);
    }

    private List<String> findings() {
        Map<OrderId, Order> orders = new LinkedHashMap<>();
        orders.put(
                KEY,
                new Order(
                        1,
                        KEY,
                        state,
                        "USD",
                        Instant.parse("2026-11-23T09:59:01Z"),
                        true,
                        "{\"currency\":\"USD\",\"lines\":[{\"lineId\":\"7\",\"sku\":\"MUG\",\"ordered\":2,\"unitPrice\":\"12.00\"}]}"));
        Event event = new Event(
                11,
                KEY,
                "order",
                "webhook",
                "order.updated",
                "",
                Instant.parse("2026-11-23T10:00:01Z"),
                Instant.parse("2026-11-23T10:00:10Z"));
        ObjectNode warehouse = Ask.MAPPER.createObjectNode();
        warehouse.set("dispatches", dispatches);
        HubSnapshot hub = new HubSnapshot(
                orders,
                List.of(event),
                cases,
                List.of(new HubSnapshot.Parcel(KEY, 1, "ups", "1Z1", true)),
                List.of(),
                List.of());
        Snapshot snapshot = new Snapshot(hub, channels(), WarehouseSnapshot.read(warehouse));
        Findings findings = new Findings();
        Oracle.CHECKS.forEach(check -> check.look(snapshot, findings));
        return findings.all().stream().map(Finding::code).distinct().toList();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Ask.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
