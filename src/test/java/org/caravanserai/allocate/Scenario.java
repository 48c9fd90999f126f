package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;

/** A small day at the hub that needs every step of the processing routes: whoever takes one out must notice here. */
final class Scenario extends OrdersSeen {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final int JMS = 2;

    private final int shop;

    Scenario(ProcessingHub hub) {
        super(hub);
        this.shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.location("EAST", 2);
        hub.stock("MUG", "MAIN", 10);
        hub.stock("CUP", "MAIN", 1);
        hub.stock("CUP", "EAST", 1);
    }

    void play() throws IOException, SQLException {
        stockMovesMeanwhile();
        ordersOfAllKinds();
        warehouseSpeaks();
        strangersSpeak();
        callsEnd();
        channelsClaim();
        peopleAndTimersSpeak();
        anAccountInShadowTakesNothing();
        whoeverSendsSomethingIsTold();
        nothingIsUnexplained();
        StockOracle.check(hub.sql());
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
    }

    private void tell(String kind, ObjectNode document) {
        hub.event(JMS, kind, "", "x", hub.key(), document);
    }

    /** In every transaction another hub takes the units once between our look at them and our promise: it is decided again. */
    private void stockMovesMeanwhile() throws SQLException {
        hub.stock("RARE", "MAIN", 3);
        try (Connection owner = hub.database().ownerConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    create sequence thief;
                    create function steal() returns trigger language plpgsql security definer as $$ begin
                      if new.sku = 'RARE' and (select last_value from thief) <> (pg_current_xact_id()::text)::bigint then
                        perform setval('thief', (pg_current_xact_id()::text)::bigint);
                        update stock set on_hand = on_hand - 1 where sku = 'RARE';
                      end if;
                      return new;
                    end $$;
                    create trigger steal before insert on reservation for each row execute function steal();
                    """);
        }
        send(Orders.order("raced", V1, "RARE", 3));
        hub.awaitQuiet();
        assertThat(state("raced")).containsExactly("ALLOCATED");
        assertThat(codes()).isEmpty();
    }

    private void ordersOfAllKinds() throws IOException {
        send(Orders.order("plain", V1, "MUG", 2));
        send(Orders.order("split", V1, "CUP", 2));
        send(Orders.order("unknown", V1, "NOBODY-KNOWS", 1));
        send(Orders.order("short", V1, "MUG", 99));
        send(Orders.order("banana", V1, "MUG", 1).put("status", "banana"));
        hub.event(shop, "order", "webhook", "real", hub.key(), fixture("01-simple"));
        hub.event(shop, "order", "webhook", "sums", hub.key(), fixture("09-totals-do-not-add-up"));
        hub.event(shop, "weather", "", "x", hub.key(), "{}");
        hub.awaitQuiet();
        assertThat(state("plain")).containsExactly("ALLOCATED");
        assertThat(state("split")).containsExactly("ALLOCATED", "ALLOCATED");
        assertThat(state("unknown")).containsExactly("RECEIVED");
        assertThat(state("short")).containsExactly("BACKORDERED");
        assertThat(hub.count("orders where channel_order_id = 'banana'")).isZero();
        assertThat(hub.count("orders where channel_order_id ~ '^[0-9]+$' and alerts like '%totals.mismatch%'"))
                .isEqualTo(1);
        assertThat(hub.count("orders where channel_order_id ~ '^[0-9]+$'")).isEqualTo(2);
        assertThat(hub.count("outbox where operation = 'release'")).isGreaterThanOrEqualTo(3);
        assertThat(codes())
                .contains("mapping.not_canonical", "intake.unknown_kind", "mapping.unknown_sku", "stock.short");
    }

    private static String fixture(String name) throws IOException {
        return Files.readString(Path.of("transformers/shopify/fixtures", name, "request.webhook.json"));
    }

    private void warehouseSpeaks() {
        long plain = group("plain");
        long split = group("split");
        release();
        tell("shipment", Orders.shipment("s1", plain, "1Z1", 1, 2));
        tell("shipment", Orders.shipment("s2", plain, "1Z2", 1, 2).put("shippedAt", "yesterday"));
        tell("stock", Orders.count("c1", V2, "MUG", "EAST", 7));
        tell("stock", Orders.count("c2", V2, "MUG", "EAST", -7));
        tell("stock", Orders.count("c3", V2, "MUG", "EAST", 8).put("asOf", "yesterday"));
        hub.awaitQuiet();
        assertThat(state("plain")).containsExactly("SHIPPED");
        assertThat(hub.count("stock where sku = 'MUG' and location = 'EAST' and on_hand = 7"))
                .isEqualTo(1);
        assertThat(hub.count("exception_case where code = 'mapping.not_canonical'"))
                .isEqualTo(3);
        assertThat(hub.count("exception_case where code = 'stock.levels_not_taken'"))
                .isEqualTo(1);
        send(Orders.cancelled(Orders.order("split", V1, "CUP", 2), V2));
        hub.awaitQuiet();
        assertThat(state("split")).contains("CANCEL_REQUESTED");
        for (long group : hub.sql()
                .sql("select id from fulfilment_group where state = 'CANCEL_REQUESTED'")
                .query(Long.class)
                .list()) {
            tell("recall-answer", (ObjectNode)
                    hub.json("{\"schema\":\"recall-answer.v1\",\"reference\":\"r\",\"dispatchId\":\"" + group
                            + "\",\"recalled\":true}"));
        }
        hub.awaitQuiet();
        assertThat(state("split")).containsOnly("CANCELLED");
        assertThat(split).isPositive();
    }

    /** What a login says for a location that is not its own. */
    private void strangersSpeak() {
        hub.login("warehouse-east", "EAST");
        send(Orders.order("guarded", V1, "MUG", 1));
        hub.awaitQuiet();
        release();
        long group = group("guarded");
        hub.sent("warehouse-east", "shipment", Orders.shipment("s9", group, "1Z9", 1, 1));
        hub.awaitQuiet();
        assertThat(state("guarded")).containsExactly("RELEASED");
        assertThat(hub.count("exception_case where code = '3pl.foreign_location'"))
                .isEqualTo(1);
        tell("shipment", Orders.shipment("s10", group, "1Z10", 1, 1));
        hub.awaitQuiet();
        assertThat(state("guarded")).containsExactly("SHIPPED");
    }

    /** How a call about a parcel ended decides what a statement counts that names no parcels. */
    private void callsEnd() {
        send(Orders.order("doubt", V1, "MUG", 2).putNull("parcels"));
        hub.awaitQuiet();
        hub.sql().sql("""
                update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z' where id = ?
                """).param(group("doubt")).update();
        tell("shipment", Orders.shipment("s3", group("doubt"), "1Z3", 1, 1));
        hub.awaitQuiet();
        hub.sql().sql("""
                update outbox set state = 'sending', attempts = 1, intent_at = '2026-11-23T10:00:00Z'
                 where operation = 'shipment' and order_id = ?""").param(order("doubt")).update();
        send(oneSent(V2));
        hub.awaitQuiet();
        assertThat(state("doubt")).as("counted or not: one is left").containsExactly("PARTIALLY_SHIPPED");

        ended("refused", "");
        assertThat(parcel("doubt")).isEqualTo("refused  -");
        assertThat(state("doubt"))
                .as("somebody else sent the other")
                .containsExactlyInAnyOrder("CANCEL_REQUESTED", "CHANNEL_FULFILLED");
        ended("accepted", "F-7");
        assertThat(parcel("doubt")).isEqualTo("accepted F-7 -");
        send(oneSent("2026-11-23T10:05:00.000Z"));
        hub.awaitQuiet();
        assertThat(parcel("doubt")).isEqualTo("accepted F-7 counted");
    }

    private static ObjectNode oneSent(String version) {
        ObjectNode order = Orders.order("doubt", version, "MUG", 2).putNull("parcels");
        ((ObjectNode) order.at("/lines/0")).put("open", 1).put("fulfilled", 1);
        return order;
    }

    private void ended(String outcome, String ids) {
        long row = hub.sql()
                .sql("select id from outbox where operation = 'shipment' and order_id = ?")
                .param(order("doubt"))
                .query(Long.class)
                .single();
        hub.event(
                shop,
                "outcome",
                "",
                "doubt",
                hub.key(),
                "{\"outboxId\":\"" + row + "\",\"operation\":\"shipment\",\"orderId\":\"" + order("doubt")
                        + "\",\"outcome\":\"" + outcome + "\",\"channelIds\":\"" + ids
                        + "\",\"endedAt\":\"2026-11-23T10:00:02Z\"}");
        hub.awaitQuiet();
    }

    private String parcel(String channelOrderId) {
        return hub.sql()
                .sql("""
                select tell_state || ' ' || channel_ids || ' ' || case when counted_from is null then '-' else 'counted' end
                  from shipment where order_id = ?""")
                .param(order(channelOrderId))
                .query(String.class)
                .single();
    }

    /** A version in the future is no statement, and an order that was deleted is cancelled. */
    private void channelsClaim() {
        send(Orders.order("ahead", "2027-11-23T10:00:00.000Z", "MUG", 1));
        send(Orders.order("gone", V1, "MUG", 1));
        hub.awaitQuiet();
        assertThat(hub.count("orders where channel_order_id = 'ahead'")).isZero();
        assertThat(hub.count("inbox_fetch where order_key = 'ahead'")).isEqualTo(1);
        hub.fetched(
                shop,
                "absent",
                "gone",
                hub.json("{\"orderId\":\"gone\"}"),
                Map.of(HubHeaders.ASKED_AT, "2026-11-23T12:00:01Z", HubHeaders.AFTER_DELETION, "true"));
        hub.awaitQuiet();
        assertThat(state("gone")).containsExactly("CANCELLED");
        caseEndsWithItsCause();
    }

    /** An order that its channel did not hand out, and then did. */
    private void caseEndsWithItsCause() {
        send(Orders.order("hidden", V1, "MUG", 1));
        hub.awaitQuiet();
        hub.fetched(
                shop,
                "absent",
                "hidden",
                hub.json("{\"orderId\":\"hidden\"}"),
                Map.of(HubHeaders.ASKED_AT, "2026-11-23T12:00:01Z"));
        hub.awaitQuiet();
        assertThat(hub.count("exception_case where code = 'order.not_found' and state = 'open'"))
                .isEqualTo(1);
        send(Orders.order("hidden", "2026-11-23T10:00:05.000Z", "MUG", 1));
        hub.awaitQuiet();
        assertThat(hub.count("exception_case where code = 'order.not_found' and state <> 'resolved'"))
                .isZero();
    }

    private void peopleAndTimersSpeak() {
        long heldCase = hub.sql()
                .sql("select id from exception_case where code = 'mapping.unknown_sku' and order_id = ?")
                .param(order("unknown"))
                .query(Long.class)
                .single();
        hub.sql()
                .sql("insert into sku_map (account_id, channel_sku, sku) values (?, 'NOBODY-KNOWS', 'MUG')")
                .param(shop)
                .update();
        tell("redrive", (ObjectNode) hub.json(
                "{\"caseId\":" + heldCase + ",\"orderId\":\"" + order("unknown") + "\",\"actor\":\"user:a\"}"));
        var banana = hub.sql()
                .sql(
                        "select c.id, c.inbox_id from exception_case c join inbox i on i.id = c.inbox_id where i.order_key = 'banana'")
                .query()
                .singleRow();
        tell("redrive", (ObjectNode) hub.json("{\"caseId\":" + banana.get("id") + ",\"inboxId\":\""
                + banana.get("inbox_id") + "\",\"actor\":\"user:a\"}"));
        hub.sql()
                .sql("update fulfilment_group set next_at = '2026-11-23T12:00:00Z' where state = 'BACKORDERED'")
                .update();
        hub.sql()
                .sql("update stock set on_hand = on_hand + 200 where sku = 'MUG' and location = 'MAIN'")
                .update();
        hub.sql()
                .sql(
                        "insert into stock_ledger (id, sku, location, kind, quantity, as_of, at) values (nextval('hub_id'), 'MUG', 'MAIN', 'receive', 200, '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                .update();
        tell("timer", (ObjectNode) hub.json("{\"groupId\":" + group("short") + ",\"step\":\"retry-allocation\"}"));
        hub.awaitQuiet();
        assertThat(state("unknown")).containsExactly("ALLOCATED");
        assertThat(state("short")).containsExactly("ALLOCATED");
        hub.awaitQuiet();
        assertThat(hub.count("exception_case where id = ? and count = 2", banana.get("id")))
                .as("the retried event failed once more")
                .isEqualTo(1);
        tell("cancel", (ObjectNode) hub.json(
                "{\"schema\":\"cancellation.v1\",\"reference\":\"k1\",\"order\":{\"hubOrderId\":\"" + order("unknown")
                        + "\"},\"reason\":\"fraud\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00.000Z\"}"));
        tell(
                "cancel",
                (ObjectNode)
                        hub.json(
                                "{\"schema\":\"cancellation.v1\",\"reference\":\"k2\",\"order\":{\"hubOrderId\":\""
                                        + order("short")
                                        + "\"},\"reason\":\"no reason at all\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00.000Z\"}"));
        hub.awaitQuiet();
        assertThat(state("unknown")).containsExactly("CANCELLED");
        assertThat(hub.count("outbox where operation = 'cancel' and order_id = ?", order("unknown")))
                .as("the channel is told of it")
                .isEqualTo(1);
        assertThat(state("short"))
                .as("a command that does not meet its schema is not carried out")
                .containsExactly("ALLOCATED");
        assertThat(hub.count("exception_case where code = 'mapping.not_canonical'"))
                .isEqualTo(4);
        assertThat(hub.halved())
                .as("batches that failed and were halved: what is wrong with an event is an outcome, no failure")
                .isZero();
    }

    private void anAccountInShadowTakesNothing() {
        int other = hub.connect("woocommerce", "shadow");
        hub.sql()
                .sql("update account set mode = 'shadow' where id = ?")
                .param(other)
                .update();
        hub.stock("POT", "MAIN", 5);
        hub.event(other, "order", "canonical", "tried", hub.key(), Orders.order("tried", V1, "POT", 2));
        hub.awaitQuiet();
        assertThat(state("tried")).containsExactly("ALLOCATED");
        assertThat(hub.count("reservation where sku = 'POT'")).isZero();
        hub.sql()
                .sql("update account set mode = 'live' where id = ?")
                .param(other)
                .update();
        tell("timer", (ObjectNode) hub.json("{\"groupId\":" + group("tried") + ",\"step\":\"release\"}"));
        hub.awaitQuiet();
        assertThat(hub.count("reservation where sku = 'POT' and state = 'active'"))
                .isEqualTo(1);
    }

    /** A fault of ours, planted: the group's next step is none that there is. */
    private void nothingIsUnexplained() {
        hub.sql()
                .sql("update fulfilment_group set next_step = 'dance', next_at = '2026-11-23T12:00:00Z' where id = ?")
                .param(group("short"))
                .update();
        tell("timer", (ObjectNode) hub.json("{\"groupId\":" + group("short") + ",\"step\":\"confirm\"}"));
        hub.awaitQuiet();
        assertThat(codes()).contains("intake.unexpected");
        assertThat(hub.count(
                        "outbox where kind = 'exception' and convert_from(body, 'UTF8') like '%intake.unexpected%'"))
                .isEqualTo(1);
        assertThat(hub.count("exception_case where scope = 'event' and summary = ''"))
                .isZero();
        long failed = cancelByMessage(hub.sql()
                .sql("select order_id from fulfilment_group where id = ?")
                .param(group("short"))
                .query(Long.class)
                .single());
        assertThat(hub.count(
                        "event_outcome where inbox_id = ? and result = 'refused' and code = 'intake.unexpected'",
                        failed))
                .isEqualTo(1);
    }

    private void whoeverSendsSomethingIsTold() {
        long refused = cancelByMessage(999_999_999L);
        assertThat(hub.count(
                        "event_outcome where inbox_id = ? and result = 'refused' and code = 'command.unknown_target'",
                        refused))
                .isEqualTo(1);
        assertThat(hub.count("outbox where kind = 'answer' and destination = 'answers:depot'"))
                .isEqualTo(1);
    }

    /** @return the event, which was worked on */
    private long cancelByMessage(long order) {
        long event = hub.sent(
                        "depot",
                        "cancel",
                        hub.json("{\"schema\":\"cancellation.v1\",\"reference\":\"c\",\"order\":{\"hubOrderId\":\""
                                + order + "\"},\"reason\":\"buyer\"}"))
                .id();
        hub.awaitQuiet();
        return event;
    }

    private void release() {
        hub.sql().sql("""
                update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z'
                 where state = 'ALLOCATED' and order_id in (select id from orders where channel_order_id in ('plain', 'split', 'guarded'))
                """).update();
    }
}
