package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.api.CaseDesk;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.SenderCases;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;

/** A hub with a shop, a warehouse and a person at the API, for the ways in which cases begin and end. */
final class CasePlay implements AutoCloseable {

    static final String V1 = "2026-11-23T10:00:00.000Z";
    static final String V2 = "2026-11-23T10:00:01.000Z";
    static final String V3 = "2026-11-23T10:00:02.000Z";
    static final String V4 = "2026-11-23T10:30:00.000Z";
    static final int JMS = 2;
    static final int FILE = 3;
    static final int TIMER = 4;

    final ProcessingHub hub = new ProcessingHub(Path.of("routes"), 2);
    final WarehouseSide warehouse = new WarehouseSide(hub);
    final CaseDesk desk = new CaseDesk(hub.database().dataSource(), hub.inbox(), hub.clock());
    final SenderCases senders = new SenderCases(
            hub.database().dataSource(),
            new IdBlocks(
                    () -> hub.sql()
                            .sql("select nextval('hub_id')")
                            .query(Long.class)
                            .single(),
                    1000),
            hub.clock());
    final int shop = hub.connect("shopify", "main");
    final int amazon = hub.connect("amazon", "eu");

    CasePlay() {
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 900);
        hub.stock("CUP", "MAIN", 900);
    }

    @Override
    public void close() {
        StockOracle.check(hub.sql());
        hub.close();
    }

    static ObjectNode mugs(String id, String version, int units) {
        return Orders.order(id, version, "MUG", units);
    }

    void send(ObjectNode order) {
        send(shop, order);
    }

    void send(int account, ObjectNode order) {
        hub.event(account, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    /** The channel answers that it has no such order, or hands it out. */
    void fetched(String kind, String id, ObjectNode body) {
        hub.fetched(
                shop,
                kind,
                id,
                body,
                Map.of(HubHeaders.ASKED_AT, hub.clock().instant().toString()));
        hub.awaitQuiet();
    }

    /** An order of mugs that its warehouse has. @return its group */
    long released(String id, int units) {
        send(mugs(id, V1, units));
        warehouse.receive();
        return group(id);
    }

    long group(String id) {
        return hub.sql().sql("""
                        select min(g.id) from fulfilment_group g join orders o on o.id = g.order_id where o.channel_order_id = ?""").param(id).query(Long.class).single();
    }

    long order(String id) {
        return hub.sql()
                .sql("select id from orders where channel_order_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** A command cancels the order, or units of its first line. */
    void cancel(String id, int units) {
        hub.event(
                JMS,
                "cancel",
                "",
                id,
                hub.key(),
                "{\"schema\":\"cancellation.v1\",\"reference\":\"" + hub.key()
                        + "\",\"order\":{\"channel\":\"shopify\",\"account\":\"main\",\"orderId\":\"" + id
                        + "\"},\"reason\":\"buyer\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00.000Z\""
                        + (units == 0 ? "" : ",\"lines\":[{\"line\":1,\"quantity\":" + units + "}]") + "}");
        hub.awaitQuiet();
    }

    /** The channel has accepted that the order was cancelled. */
    void accepted(String id) {
        long message = message(id, "cancel");
        hub.sql()
                .sql("update outbox set attempts = 1, intent_at = ?::timestamptz, state = 'sent' where id = ?")
                .params(V2, message)
                .update();
        accepted(id, message, "cancel", V3);
    }

    private long message(String id, String operation) {
        return hub.sql()
                .sql("select id from outbox where order_id = ? and operation = ?")
                .params(order(id), operation)
                .query(Long.class)
                .single();
    }

    private void accepted(String id, long message, String operation, String endedAt) {
        hub.event(
                shop,
                "outcome",
                "",
                id,
                hub.key(),
                "{\"outboxId\":\"" + message + "\",\"operation\":\"" + operation + "\",\"orderId\":\"" + order(id)
                        + "\",\"outcome\":\"accepted\",\"channelIds\":\"\",\"endedAt\":\"" + endedAt + "\"}");
        hub.awaitQuiet();
    }

    /** The group's next step is due and nobody has taken it. */
    void due(long group, String step) {
        hub.sql()
                .sql("update fulfilment_group set next_at = '2026-11-23T08:00:00Z' where id = ?")
                .param(group)
                .update();
        hub.event(TIMER, "timer", "", "1", hub.key(), "{\"groupId\":" + group + ",\"step\":\"" + step + "\"}");
        hub.awaitQuiet();
    }

    void answer(long group, boolean recalled) {
        warehouse.receive();
        warehouse.answer(group, recalled);
        hub.awaitQuiet();
    }

    /** Something that intake did not recognise. */
    void noise(int account, EventSource source, String orderKey, Map<String, String> kept) {
        store(new NewEvent(
                account,
                EventKind.UNRECOGNISED,
                source,
                "carts/update",
                "",
                orderKey,
                hub.key().getBytes(StandardCharsets.UTF_8),
                kept,
                "{}".getBytes(StandardCharsets.UTF_8),
                false,
                null));
    }

    void store(NewEvent event) {
        hub.inbox().store(event);
        hub.awaitQuiet();
    }

    /** What a sender makes a case of. @param about subject, empty for a message's */
    void sendersCase(String code, String scope, Long message, String evidence, String about) {
        senders.open(new NewCase(
                0, code, scope, shop, null, null, null, message, "the channel refuses it", evidence, about));
    }

    /** A message to the channel that was not delivered. @return its id */
    long undelivered() {
        return hub.sql().sql("""
                insert into outbox (id, kind, destination, operation, body, state, attempts, next_at, created_at)
                values (nextval('hub_id'), 'status', 'account:' || ?, 'shipment', '', 'case', 5, '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')
                returning id""").param(shop).query(Long.class).single();
    }

    /** Open cases of a code, or of those that a pattern stands for. */
    List<Long> open(String code) {
        return hub.sql()
                .sql("select id from exception_case where state <> 'resolved' and code ~ ? order by id")
                .param("^" + code.replace(".", "[.]").replace("*", "[a-z_]+") + "$")
                .query(Long.class)
                .list();
    }

    void retry(String code) {
        open(code).forEach(desk::retry);
        hub.awaitQuiet();
    }

    void resolve(String code) {
        open(code).forEach(desk::resolve);
    }

    static ObjectNode problem(ObjectNode order, String code) {
        order.withArray("/problems")
                .addObject()
                .put("code", code)
                .put("detail", "odd")
                .put("pointer", "/lines/0");
        return order;
    }

    /** The channel names a parcel of the order. @param units 0 where it does not say what is in it */
    static ObjectNode parcel(ObjectNode order, String tracking, int units) {
        ObjectNode parcel = ((ArrayNode) order.path("parcels")).addObject();
        parcel.put("id", "F-" + tracking).put("carrier", "").put("trackingNumber", tracking);
        ArrayNode lines = parcel.putArray("lines");
        if (units > 0) {
            lines.addObject()
                    .put("lineId", order.at("/lines/0/lineId").asText())
                    .put("quantity", units);
            ObjectNode line = (ObjectNode) order.at("/lines/0");
            line.put("fulfilled", units).put("open", line.path("open").asInt() - units);
        }
        return order;
    }

    /** The channel has accepted what it was told of the order's parcel. */
    void told(String id, String endedAt) {
        accepted(id, message(id, "shipment"), "shipment", endedAt);
    }

    String tracking(String id) {
        return hub.sql()
                .sql("select tracking from shipment where order_id = ?")
                .param(order(id))
                .query(String.class)
                .single();
    }
}
