package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What channels are told of cancellations: those of our own commands, once they are decided, and nothing else. */
class TellCancellationsTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";
    private static final int JMS = 2;

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void aHubWithMugsAndCups() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.location("EAST", 2);
        hub.stock("MUG", "MAIN", 10);
        hub.stock("CUP", "MAIN", 10);
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

    private void cancel(String reason, String by, String lines) {
        String channel = hub.sql()
                .sql("select channel from account where id = ?")
                .param(shop)
                .query(String.class)
                .single();
        hub.event(
                JMS,
                "cancel",
                "",
                "1",
                hub.key(),
                "{\"schema\":\"cancellation.v1\",\"reference\":\"k\",\"order\":{\"channel\":\"" + channel
                        + "\",\"account\":\"main\",\"orderId\":\"1\"},\"reason\":\"" + reason + "\",\"by\":\"" + by
                        + "\",\"at\":\"2026-11-23T12:00:00Z\"" + (lines.isEmpty() ? "" : ",\"lines\":[" + lines + "]")
                        + "}");
        hub.awaitQuiet();
    }

    private List<JsonNode> told() {
        return hub
                .sql()
                .sql(
                        "select convert_from(body, 'UTF8') from outbox where kind = 'status' and operation = 'cancel' order by turn")
                .query(String.class)
                .list()
                .stream()
                .map(hub::json)
                .toList();
    }

    private List<String> cases() {
        return hub.sql()
                .sql("select code || ': ' || summary from exception_case where state <> 'resolved' order by id")
                .query(String.class)
                .list();
    }

    private long group() {
        return hub.sql()
                .sql("select max(id) from fulfilment_group")
                .query(Long.class)
                .single();
    }

    @Test
    void anOrderThatIsCancelledHereIsToldAsAWholeWithItsReason() {
        send(Orders.order("1", V1, "MUG", 2, "CUP", 1));
        cancel("fraud", "seller", "");

        assertThat(told()).hasSize(1);
        JsonNode status = told().get(0);
        assertThat(status.path("schema").asText()).isEqualTo("status.v1");
        assertThat(status.path("channelOrderId").asText()).isEqualTo("1");
        assertThat(status.path("reason").asText()).isEqualTo("fraud");
        assertThat(status.path("whole").asBoolean()).isTrue();
        assertThat(status.path("lines").toString())
                .isEqualTo("[{\"line\":1,\"lineId\":\"1-1\",\"sku\":\"MUG\",\"quantity\":2,\"open\":0},"
                        + "{\"line\":2,\"lineId\":\"1-2\",\"sku\":\"CUP\",\"quantity\":1,\"open\":0}]");
        assertThat(hub.count("outbox where operation = 'cancel' and destination = ?", "account:" + shop))
                .isEqualTo(1);
        assertThat(hub.count("audit_row where action = 'cancellation.to-tell' and actor = 'jms'"))
                .isEqualTo(1);
    }

    @Test
    void unitsThatAreTakenOffAreToldPerLineWithWhatIsStillToBeSent() {
        send(Orders.order("1", V1, "MUG", 4, "CUP", 2));
        cancel("buyer", "seller", "{\"line\":1,\"quantity\":3}");

        assertThat(told()).hasSize(1);
        assertThat(told().get(0).path("whole").asBoolean()).isFalse();
        assertThat(told().get(0).path("lines").toString())
                .isEqualTo("[{\"line\":1,\"lineId\":\"1-1\",\"sku\":\"MUG\",\"quantity\":3,\"open\":1}]");
    }

    @Test
    void theLastUnitsMakeItAWhole() {
        send(Orders.order("1", V1, "MUG", 4));
        cancel("buyer", "seller", "{\"line\":1,\"quantity\":3}");
        cancel("buyer", "seller", "{\"line\":1,\"quantity\":1}");
        assertThat(told().stream().map(one -> one.path("whole").asBoolean() + " " + one.at("/lines/0/quantity")))
                .containsExactly("false 3", "true 1");
    }

    @Test
    void whatAWarehouseHadIsToldOnceItWasGivenBack() {
        send(Orders.order("1", V1, "MUG", 2));
        warehouse.receive();
        cancel("buyer", "seller", "");
        assertThat(told()).as("the warehouse has not answered").isEmpty();

        warehouse.answerRecalls(true);
        assertThat(told()).hasSize(1);
        assertThat(told().get(0).path("whole").asBoolean()).isTrue();
        send(Orders.order("1", V2, "MUG", 2).put("number", "#1b"));
        assertThat(told()).as("told once").hasSize(1);
    }

    @Test
    void whatTheWarehouseShipsAllTheSameIsNeverToldAsCancelled() {
        send(Orders.order("1", V1, "MUG", 2));
        warehouse.receive();
        cancel("buyer", "seller", "");
        warehouse.answerRecalls(false);
        assertThat(told()).isEmpty();
        assertThat(cases()).singleElement().asString().startsWith("cancel.recall_refused");
        warehouse.ship(group(), 2);
        assertThat(told()).isEmpty();
    }

    @Test
    void ofTwoWarehousesOnlyWhatOneGaveBackIsTold() {
        hub.stock("BOX", "MAIN", 1);
        hub.stock("BOX", "EAST", 2);
        send(Orders.order("1", V1, "BOX", 3));
        List<JsonNode> dispatches = warehouse.receive();
        assertThat(dispatches).hasSize(2);
        cancel("buyer", "seller", "");
        List<Long> groups = hub.sql()
                .sql("select g.id from fulfilment_group g join group_line l on l.group_id = g.id order by l.quantity")
                .query(Long.class)
                .list();
        warehouse.answer(groups.get(0), false);
        hub.awaitQuiet();
        assertThat(told()).as("the other warehouse has not answered").isEmpty();
        warehouse.answer(groups.get(1), true);
        hub.awaitQuiet();
        assertThat(told()).hasSize(1);
        assertThat(told().get(0).path("whole").asBoolean()).isFalse();
        assertThat(told().get(0).at("/lines/0/quantity").asInt()).isEqualTo(2);
        assertThat(told().get(0).at("/lines/0/open").asInt()).isEqualTo(1);
    }

    @Test
    void whatTheChannelItselfCancelsItIsNotTold() {
        send(Orders.order("1", V1, "MUG", 2));
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 2), V2));
        assertThat(told()).isEmpty();
        assertThat(hub.count("cancellation")).isZero();
    }

    @Test
    void whatACommandSaysTheChannelCancelledItIsNotTold() {
        send(Orders.order("1", V1, "MUG", 2));
        cancel("buyer", "channel", "");
        assertThat(told()).isEmpty();
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(1);
    }

    @Test
    void whatTheChannelTookOffBeforeTheWarehouseAnsweredItIsNotTold() {
        send(Orders.order("1", V1, "MUG", 2));
        warehouse.receive();
        cancel("buyer", "seller", "");
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 2), V2));
        warehouse.answerRecalls(true);
        assertThat(told()).isEmpty();
    }

    @Test
    void unitsTheChannelHasCountedDoNotHideTheNextOnes() {
        send(Orders.order("1", V1, "MUG", 4));
        cancel("buyer", "seller", "{\"line\":1,\"quantity\":2}");
        send(Orders.order("1", V2, "MUG", 2));
        cancel("buyer", "seller", "{\"line\":1,\"quantity\":1}");
        assertThat(told().stream().map(one -> one.at("/lines/0/quantity").asInt()))
                .containsExactly(2, 1);
        send(Orders.order("1", V3, "MUG", 1));
        assertThat(hub.sql()
                        .sql("select sum(uncounted) from cancellation_line")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theSameCommandTwiceIsToldOnce() {
        send(Orders.order("1", V1, "MUG", 2));
        cancel("buyer", "seller", "");
        cancel("buyer", "seller", "");
        assertThat(told()).hasSize(1);
    }

    @Test
    void aCancellationAfterAParcelIsNoWholeOne() {
        send(Orders.order("1", V1, "MUG", 2, "CUP", 1));
        warehouse.receive();
        warehouse.ship(group(), 2);
        cancel("out_of_stock", "seller", "");
        warehouse.answerRecalls(true);
        assertThat(told()).hasSize(1);
        assertThat(told().get(0).path("whole").asBoolean()).isFalse();
        assertThat(told().get(0).path("lines")).hasSize(1);
        assertThat(hub.sql()
                        .sql("select operation from outbox where kind = 'status' order by turn")
                        .query(String.class)
                        .list())
                .containsExactly("shipment", "cancel");
    }

    @Test
    void inShadowItIsOnlyRecorded() {
        hub.sql()
                .sql("update account set mode = 'shadow' where id = ?")
                .param(shop)
                .update();
        send(Orders.order("1", V1, "MUG", 2));
        cancel("buyer", "seller", "");
        assertThat(hub.count("outbox where operation = 'cancel' and state = 'shadow'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereTheChannelTakesNoSuchCallACaseSaysWhatAPersonDoesThere(boolean whole) {
        shop = hub.connect("amazon", "main");
        send(Orders.order("1", V1, "MUG", 2, "CUP", 1).put("channel", "amazon"));
        cancel("out_of_stock", "seller", whole ? "" : "{\"line\":1,\"quantity\":1}");
        assertThat(told()).isEmpty();
        assertThat(cases())
                .singleElement()
                .asString()
                .startsWith("cancel.tell_by_hand: jms cancelled " + (whole ? "2" : "1") + " unit(s) of line 1 (MUG)")
                .contains("Amazon account main takes no cancellation from the hub: cancel the order in Seller Central");

        ObjectNode stated = Orders.order("1", V2, "MUG", 1, "CUP", 1).put("channel", "amazon");
        send(whole ? Orders.cancelled(stated, V3) : stated);
        assertThat(cases()).as("the channel states it").isEmpty();
    }

    @Test
    void ofAnAccountThatOnlySendsFilesNobodyIsAsked() {
        shop = hub.connect("b2b", "main");
        send(Orders.order("1", V1, "MUG", 2).put("channel", "b2b"));
        cancel("buyer", "seller", "");
        assertThat(told()).isEmpty();
        assertThat(cases()).isEmpty();
    }
}
