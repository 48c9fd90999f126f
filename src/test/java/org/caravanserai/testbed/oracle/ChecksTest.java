package org.caravanserai.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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

/** Two orders: one shipped in two parcels, one excepted. An honest snapshot gives no finding; each lie is named. */
class ChecksTest {

    private static final OrderId SHIPPED = new OrderId("shopify", "one", "100");
    private static final OrderId EXCEPTED = new OrderId("shopify", "one", "101");

    private ObjectNode ledger;
    private ObjectNode warehouse;
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<HubSnapshot.Parcel> parcels = new ArrayList<>();
    private final List<HubSnapshot.TakenOff> takenOff = new ArrayList<>();

    @BeforeEach
    void honestSnapshot() {
        ledger = json("""
                {"orders":[
                  {"channel":"shopify","shop":"one","orderId":"100","number":"#1","placedAt":"2026-11-23T10:00:00Z","paid":true,"currency":"USD","fulfilledBy":"MERCHANT",
                   "told":true,"lines":[{"lineId":"7","sku":"MUG","quantity":3,"removed":0,"fulfilled":3,"unitPrice":"12.00","requiresShipping":true}],
                   "deliveries":[{"id":"d1","webhookId":"w1","orderId":"100","topic":"orders/create","done":true,"status":503,"ms":3},
                                 {"id":"d1","webhookId":"w1","orderId":"100","topic":"orders/create","done":true,"status":200,"ms":3},
                                 {"id":"d2","webhookId":"w1","orderId":"100","topic":"orders/create","done":true,"status":200,"ms":3,"duplicateOf":"d1"},
                                 {"id":"d3","webhookId":"w2","orderId":"100","topic":"orders/paid","lost":true,"done":true,"status":0,"ms":0}],
                   "fulfilments":[{"at":"2026-11-23T10:01:00Z","tracking":"1Z1","carrier":"UPS","lines":[{"lineId":"7","quantity":2}]},
                                  {"at":"2026-11-23T10:02:00Z","tracking":"CP2","carrier":"Camel Post","lines":[{"lineId":"7","quantity":1}]}]},
                  {"channel":"shopify","shop":"one","orderId":"101","number":"#2","placedAt":"2026-11-23T10:00:00Z","paid":true,"currency":"USD","fulfilledBy":"MERCHANT",
                   "told":false,"lines":[{"lineId":"8","sku":"NOBODY","quantity":1,"removed":0,"fulfilled":0,"unitPrice":"5.00","requiresShipping":true}],
                   "deliveries":[{"id":"d4","webhookId":"w4","orderId":"101","topic":"orders/create","done":true,"status":200,"ms":3}],"fulfilments":[]}],
                 "strays":[{"id":"d9","webhookId":"w9","orderId":"900","topic":"orders/create","forged":true,"done":true,"status":401,"ms":1}],
                 "calls":[],"violations":[]}""");
        warehouse = json("""
                {"dispatches":[{"dispatchId":"21","orderId":"1","channel":"shopify","account":"one","channelOrderId":"100","location":"MAIN","recalled":null,
                   "lines":[{"line":1,"lineId":"7","sku":"MUG","quantity":3}],
                   "shipments":[{"reference":"r1","parcels":[{"carrier":"ups","carrierName":null,"trackingNumber":"1Z1","lines":[{"line":1,"sku":"MUG","quantity":2}]}]},
                                {"reference":"r2","parcels":[{"carrier":"other","carrierName":"Camel Post","trackingNumber":"CP2","lines":[{"line":1,"sku":"MUG","quantity":1}]}]}]}],
                 "violations":[],"waiting":0}""");
        order(1, SHIPPED, "SHIPPED", "7", "MUG", 3, "12.00");
        order(2, EXCEPTED, "RECEIVED", "8", "NOBODY", 1, "5.00");
        events.add(event(11, SHIPPED, "order", "webhook", "orders/create", "w1"));
        events.add(event(12, EXCEPTED, "order", "webhook", "orders/create", "w4"));
        cases.add(
                new Case(90, "mapping.unknown_sku", "group", true, EXCEPTED, null, "No item is known", "Map the SKU"));
        parcels.add(new HubSnapshot.Parcel(SHIPPED, 1, "ups", "1Z1", true));
        parcels.add(new HubSnapshot.Parcel(SHIPPED, 2, "other", "CP2", true));
    }

    private void order(long id, OrderId key, String state, String lineId, String sku, int ordered, String price) {
        orders.put(
                key,
                new Order(
                        id,
                        key,
                        state,
                        "USD",
                        Instant.parse("2026-11-23T10:00:01Z"),
                        true,
                        "{\"currency\":\"USD\",\"lines\":[{\"lineId\":\"" + lineId + "\",\"sku\":\"" + sku
                                + "\",\"ordered\":" + ordered + ",\"unitPrice\":\"" + price + "\"}]}"));
    }

    @Test
    void anHonestSnapshotGivesNoFinding() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aCancellationOfTheHubsOwnThatTheChannelWasNotToldIsNamed() {
        takenOff.add(new HubSnapshot.TakenOff(EXCEPTED, "8", 1));
        assertThat(findings()).as("its case accounts for it").isEmpty();
        takenOff.add(new HubSnapshot.TakenOff(SHIPPED, "7", 1));
        assertThat(findings()).containsExactly("cancel.units_not_told");
        ((ObjectNode) ledger.at("/orders/0/lines/0")).put("removed", 1);
        assertThat(findings()).doesNotContain("cancel.units_not_told");
        ((ObjectNode) ledger.at("/orders/0/lines/0")).put("removed", 0);
        ((ObjectNode) ledger.at("/orders/0")).put("cancelled", true);
        assertThat(findings()).doesNotContain("cancel.units_not_told");
    }

    @Test
    void anOrderThatNobodyKnowsOfIsLostAndOneThatNobodySoldIsInvented() {
        orders.remove(EXCEPTED);
        assertThat(findings()).as("its case accounts for it").doesNotContain("order.lost");
        cases.clear();
        OrderId stranger = new OrderId("shopify", "one", "900");
        order(3, stranger, "RECEIVED", "9", "MUG", 1, "1.00");
        assertThat(findings()).contains("order.lost", "order.invented");
    }

    @Test
    void anEventThatWasAnsweredMustBeInTheInboxOnce() {
        events.add(event(13, SHIPPED, "order", "webhook", "orders/create", "w1"));
        assertThat(findings()).containsExactly("event.stored_twice");
        events.clear();
        assertThat(findings()).containsOnly("event.lost");
        events.add(event(11, SHIPPED, "order", "webhook", "orders/create", "w7"));
        assertThat(findings()).contains("event.invented", "event.lost");
    }

    @Test
    void eventsWithoutANameAreCounted() {
        events.set(0, event(11, SHIPPED, "order", "webhook", "orders/create", ""));
        assertThat(findings()).isEmpty();
        events.add(event(13, SHIPPED, "order", "webhook", "orders/create", ""));
        assertThat(findings()).as("two were sent").isEmpty();
        events.add(event(14, SHIPPED, "order", "webhook", "orders/create", ""));
        assertThat(findings()).containsExactly("event.stored_twice");
    }

    @Test
    void aRefusedGenuineWebhookAndAnAcceptedForgedOneAreNamed() {
        ((ObjectNode) ledger.path("orders").path(0).path("deliveries").path(1)).put("status", 401);
        ((ObjectNode) ledger.path("strays").path(0)).put("status", 200);
        assertThat(findings()).contains("webhook.genuine_refused", "webhook.forged_accepted");
        ((ObjectNode) ledger.path("orders").path(0).path("deliveries").path(1)).put("status", 404);
        assertThat(findings()).contains("webhook.refused");
    }

    @Test
    void aTotalReadAsUnitPriceAndOtherMoneyFaultsAreNamed() {
        order(1, SHIPPED, "SHIPPED", "7", "MUG", 3, "36.00");
        assertThat(sentences()).containsExactly("the hub reads the total of a line as the price of one unit");
        order(1, SHIPPED, "SHIPPED", "7", "CUP", 2, "12.0");
        assertThat(findings()).containsExactly("line.sku", "line.quantity");
        order(1, SHIPPED, "SHIPPED", "77", "MUG", 3, "12.00");
        assertThat(findings()).containsExactly("line.missing");
        sold(0).put("currency", "EUR");
        assertThat(findings()).contains("order.currency");
    }

    @Test
    void aParcelMustBeToldOnceWithItsCarrierAndUnits() {
        told().remove(1);
        assertThat(findings()).containsExactly("parcel.not_told");
        told().add(
                        json(
                                "{\"at\":\"2026-11-23T10:02:00Z\",\"tracking\":\"CP2\",\"carrier\":\"UPS\",\"lines\":[{\"lineId\":\"7\",\"quantity\":2}]}"));
        assertThat(findings()).containsExactly("parcel.carrier", "parcel.told_twice");
        ((ObjectNode) told().path(1))
                .put("carrier", "Other")
                .putArray("lines")
                .addObject()
                .put("lineId", "6")
                .put("quantity", 1);
        assertThat(findings()).containsExactly("parcel.units");
        ((ObjectNode) told().path(1)).put("tracking", "CP3");
        assertThat(findings()).containsExactly("parcel.not_told", "parcel.invented");
    }

    @Test
    void aParcelToldAgainWhereTheChannelTakesNoQuantitiesIsNamed() {
        told().forEach(parcel -> ((ObjectNode) parcel).putArray("lines"));
        assertThat(findings()).isEmpty();
        told().add(told().path(0).deepCopy());
        assertThat(findings()).containsExactly("parcel.told_twice");
    }

    @Test
    void aParcelTheHubTookForRefusedAlthoughTheChannelHoldsItWasSentAgain() {
        parcels.set(1, new HubSnapshot.Parcel(SHIPPED, 2, "other", "CP2", false));
        cases.add(
                new Case(91, "status-out.rejected", "outbox", true, SHIPPED, 5L, "shopify refused", "Read its answer"));
        assertThat(findings()).containsExactly("parcel.sent_again");
    }

    @Test
    void unitsThatLeftTwiceOrNeverOrWereToldTwiceAreNamed() {
        ObjectNode line = (ObjectNode) sold(0).path("lines").path(0);
        line.put("fulfilled", 4);
        assertThat(findings()).containsExactly("unit.told_twice");
        line.put("fulfilled", 3).put("quantity", 2);
        assertThat(findings()).contains("unit.left_twice");
        line.put("quantity", 4);
        assertThat(findings()).contains("unit.unshipped");
        cases.clear();
        assertThat(findings()).contains("order.not_told");
    }

    @Test
    void whatChannelsAndWarehouseComplainOfIsAFinding() {
        ((ArrayNode) ledger.path("violations"))
                .addObject()
                .put("channel", "shopify")
                .put("shop", "one")
                .put("code", "double-parcel")
                .put("what", "twice");
        ((ArrayNode) warehouse.path("violations"))
                .addObject()
                .put("dispatchId", "21")
                .put("code", "no-expiry")
                .put("what", "never");
        assertThat(findings()).containsExactly("channel.double-parcel", "warehouse.no-expiry");
    }

    private ObjectNode sold(int index) {
        return (ObjectNode) ledger.path("orders").path(index);
    }

    private ArrayNode told() {
        return (ArrayNode) sold(0).path("fulfilments");
    }

    private static Event event(long id, OrderId key, String kind, String source, String topic, String eventId) {
        Instant received = Instant.parse("2026-11-23T10:00:01Z");
        return new Event(id, key, kind, source, topic, eventId, received, received);
    }

    private List<String> findings() {
        return look().stream().map(Finding::code).distinct().toList();
    }

    private List<String> sentences() {
        return look().stream().map(Finding::sentence).toList();
    }

    private List<Finding> look() {
        Snapshot snapshot = new Snapshot(
                new HubSnapshot(orders, events, cases, parcels, takenOff, List.of()),
                ChannelSnapshot.read(ledger),
                WarehouseSnapshot.read(warehouse));
        Findings findings = new Findings();
        Oracle.CHECKS.forEach(check -> check.look(snapshot, findings));
        return findings.all();
    }

    private static ObjectNode json(String text) {
        try {
            JsonNode node = Ask.MAPPER.readTree(text);
            return (ObjectNode) node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
