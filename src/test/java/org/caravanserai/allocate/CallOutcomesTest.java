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

/** How the calls that told a channel something ended, on the parcel, on the cancellation and in the statements that are kept. */
class CallOutcomesTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void anOrderWhoseParcelHasLeft() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 10);
        send(Orders.order("1", V1, "MUG", 2));
        warehouse.receive();
        warehouse.ship(
                hub.sql()
                        .sql("select max(id) from fulfilment_group")
                        .query(Long.class)
                        .single(),
                2);
        hub.sql()
                .sql(
                        "update outbox set attempts = 1, intent_at = ?::timestamptz, state = 'sending' where operation = 'shipment'")
                .param(V1)
                .update();
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

    private void ended(String operation, String outcome, String ids, String key) {
        var row = hub.sql()
                .sql("select id, order_id from outbox where operation = ?")
                .param(operation)
                .query()
                .singleRow();
        hub.event(
                shop,
                "outcome",
                "",
                "1",
                key,
                "{\"outboxId\":\"" + row.get("id") + "\",\"operation\":\"" + operation + "\",\"orderId\":\""
                        + row.get("order_id") + "\",\"outcome\":\"" + outcome + "\",\"channelIds\":\"" + ids
                        + "\",\"endedAt\":\"2026-11-23T10:00:02Z\"}");
        hub.awaitQuiet();
        hub.sql()
                .sql("update outbox set state = ? where operation = ?")
                .params(outcome.equals("accepted") ? "sent" : outcome.equals("refused") ? "case" : "pending", operation)
                .update();
    }

    private String parcel() {
        return hub.sql()
                .sql(
                        "select tell_state || ' ' || channel_ids || ' ' || (told_at is not null) || ' ' || named from shipment")
                .query(String.class)
                .single();
    }

    private List<String> cases() {
        return hub.sql()
                .sql("select code from exception_case where state <> 'resolved'")
                .query(String.class)
                .list();
    }

    /** What the shop says once it has the parcel. */
    private ObjectNode stated(String version, String fulfilment, String tracking) {
        ObjectNode order = Orders.order("1", version, "MUG", 2);
        ((ObjectNode) order.at("/lines/0")).put("open", 0).put("fulfilled", 2);
        ObjectNode parcel = ((ArrayNode) order.path("parcels")).addObject();
        parcel.put("id", fulfilment).put("carrier", "UPS").put("trackingNumber", tracking);
        parcel.putArray("lines").addObject().put("lineId", "1-1").put("quantity", 2);
        return order;
    }

    private String tracking() {
        return hub.sql()
                .sql("select tracking from shipment")
                .query(String.class)
                .single();
    }

    @Test
    void anAcceptedCallLeavesTheChannelsIdAndItsTime() {
        assertThat(parcel()).isEqualTo("none  false false");
        ended("shipment", "accepted", "F-1 F-2", "o1");
        assertThat(parcel()).isEqualTo("accepted F-1 F-2 true false");
        assertThat(hub.count("shipment where intent_at = ?::timestamptz and told_at = '2026-11-23T10:00:02Z'", V1))
                .isEqualTo(1);
        assertThat(hub.count("orders where state = 'SHIPPED'")).isEqualTo(1);
    }

    @Test
    void theSameOutcomeAgainChangesNothingAndALaterOneOfAnEarlierAttemptNeither() {
        ended("shipment", "accepted", "F-1", "o1");
        ended("shipment", "accepted", "F-1", "o1");
        ended("shipment", "unknown", "", "o2");
        ended("shipment", "refused", "", "o3");
        assertThat(parcel()).isEqualTo("accepted F-1 true false");
        assertThat(hub.count("inbox where kind = 'outcome'")).isEqualTo(3);
    }

    @Test
    void aRefusedCallLeavesItUntoldAndARetryMayStillSucceed() {
        ended("shipment", "refused", "", "o1");
        assertThat(parcel()).isEqualTo("refused  false false");
        ended("shipment", "accepted", "F-1", "o2");
        assertThat(parcel()).isEqualTo("accepted F-1 true false");
    }

    @Test
    void anUnknownOutcomeThatAStatementSettlesIsNotTriedAgain() {
        ended("shipment", "unknown", "", "o1");
        assertThat(parcel()).isEqualTo("unknown  false false");
        assertThat(hub.count("outbox where operation = 'shipment' and state = 'pending'"))
                .isEqualTo(1);

        send(stated(V2, "F-7", tracking()));

        assertThat(parcel()).isEqualTo("accepted F-7 true true");
        assertThat(hub.count("outbox where operation = 'shipment' and state = 'dropped'"))
                .isEqualTo(1);
        assertThat(cases()).isEmpty();
    }

    @Test
    void aRefusedCallThatAStatementSettlesEndsItsCase() {
        ended("shipment", "refused", "", "o1");
        hub.sql().sql("""
                insert into exception_case (id, code, scope, account_id, order_id, outbox_id, summary, first_seen, last_seen)
                select 1, 'status-out.rejected', 'outbox', ?, order_id, id, 'refused', ?::timestamptz, ?::timestamptz
                  from outbox where operation = 'shipment'""").params(shop, V1, V1).update();
        assertThat(cases()).containsExactly("status-out.rejected");

        send(stated(V2, "F-7", tracking()));

        assertThat(parcel()).isEqualTo("accepted F-7 true true");
        assertThat(cases()).isEmpty();
        assertThat(hub.count("outbox where operation = 'shipment' and state = 'dropped'"))
                .isEqualTo(1);
    }

    /** Where the last parcel marks the order as sent, naming it is half of what the call was to do. */
    @Test
    void aStatementThatNamesTheParcelAndDoesNotMarkTheOrderLeavesTheRestOfTheCall() {
        ended("shipment", "unknown", "", "o1");
        send(marked(stated(V2, "t7", tracking()), false));
        assertThat(parcel()).startsWith("unknown");
        assertThat(hub.count("outbox where operation = 'shipment' and state = 'pending'"))
                .isEqualTo(1);

        send(marked(stated("2026-11-23T10:00:02.000Z", "t7", tracking()), true));
        assertThat(parcel()).isEqualTo("accepted t7 true true");
        assertThat(hub.count("outbox where operation = 'shipment' and state = 'dropped'"))
                .isEqualTo(1);
    }

    /** As a channel says it that counts whole orders only. */
    private static ObjectNode marked(ObjectNode order, boolean sent) {
        ((ObjectNode) order.at("/lines/0"))
                .putNull("open")
                .put("fulfilled", sent ? 2 : 0)
                .put("sent", sent);
        ((ObjectNode) order.at("/parcels/0")).putArray("lines");
        return order;
    }

    @Test
    void aStatementThatDoesNotNameItLeavesTheRetry() {
        ended("shipment", "unknown", "", "o1");
        send(stated(V2, "F-8", "SOMEBODY-ELSES"));
        assertThat(parcel()).startsWith("unknown");
        assertThat(hub.count("outbox where operation = 'shipment' and state = 'pending'"))
                .isEqualTo(1);
        hub.sql()
                .sql("update outbox set state = 'sent' where operation = 'shipment'")
                .update();
    }

    @Test
    void aStatementThatANewerOneTookThePlaceOfIsKeptWithoutItsPersonalBlock() {
        send(Orders.order("1", V2, "MUG", 2).put("number", "#1b"));
        assertThat(hub.sql()
                        .sql(
                                "select revision || ' ' || (version = ?::timestamptz) || ' ' || (doc::json ->> 'number') from order_statement")
                        .param(V1)
                        .query(String.class)
                        .list())
                .containsExactly("1 true #1");
        assertThat(hub.count("order_statement where doc like '%Ada Muster%' or doc like '%personal%'"))
                .isZero();
        assertThat(hub.count("orders where doc like '%#1b%' and revision = 2")).isEqualTo(1);
    }

    @Test
    void aCancellationIsToldOnceAcceptedOrRefused() {
        send(Orders.order("2", V1, "MUG", 3));
        hub.event(
                2,
                "cancel",
                "",
                "2",
                hub.key(),
                "{\"schema\":\"cancellation.v1\",\"reference\":\"k\",\"order\":{\"channel\":\"shopify\",\"account\":\"main\",\"orderId\":\"2\"},"
                        + "\"reason\":\"buyer\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00Z\"}");
        hub.awaitQuiet();
        ended("cancel", "refused", "", "o1");
        assertThat(told()).isEqualTo("refused ");
        ended("cancel", "accepted", "R-1", "o2");
        assertThat(told()).isEqualTo("accepted R-1");
    }

    private String told() {
        return hub.sql()
                .sql("select tell_state || ' ' || channel_ids from cancellation")
                .query(String.class)
                .single();
    }

    @Test
    void anOutcomeOfAnOrderNobodyHasIsACase() {
        hub.event(
                shop,
                "outcome",
                "",
                "9",
                "o9",
                "{\"outboxId\":\"1\",\"operation\":\"shipment\",\"orderId\":\"999\",\"outcome\":\"accepted\",\"channelIds\":\"\",\"endedAt\":\"2026-11-23T10:00:02Z\"}");
        hub.awaitQuiet();
        assertThat(cases()).containsExactly("command.unknown_target");
    }
}
