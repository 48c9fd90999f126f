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

/** Orders that change after stock was promised, before and after their warehouse knows of them. */
class RecallTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";
    private static final String OLD = "1 Sample Street";
    private static final String NEW = "2 Other Road";

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void aHubWithTwoLocations() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.location("EAST", 2);
        hub.stock("MUG", "MAIN", 100);
        hub.stock("MUG", "EAST", 100);
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

    private static ObjectNode order(String version, int mugs) {
        return Orders.order("1", version, "MUG", mugs);
    }

    private static ObjectNode readdressed(ObjectNode order, String version) {
        ObjectNode copy = order.deepCopy().put("version", version);
        ((ObjectNode) copy.at("/personal/shipTo")).put("line1", NEW);
        return copy;
    }

    private List<String> groups() {
        return hub.sql().sql("""
                select g.state || ' ' || coalesce(g.location, '-') || ' ' || (select sum(quantity) from group_line l where l.group_id = g.id)
                  from fulfilment_group g order by g.id""").query(String.class).list();
    }

    private long group() {
        return hub.sql()
                .sql("select max(id) from fulfilment_group")
                .query(Long.class)
                .single();
    }

    private List<String> actions(String like) {
        return hub.sql()
                .sql("select action from audit_row where action like ? order by block, pos")
                .param(like)
                .query(String.class)
                .list();
    }

    private List<String> cases() {
        return hub.sql()
                .sql("select code || ': ' || summary from exception_case where state <> 'resolved' order by id")
                .query(String.class)
                .list();
    }

    private static List<String> told(List<JsonNode> messages) {
        return messages.stream()
                .map(one ->
                        one.path("type").asText() + " " + one.path("location").asText() + " "
                                + one.at("/shipTo/line1").asText("-"))
                .toList();
    }

    @Test
    void anotherAddressBeforeTheReleaseIsSourcedAnew() {
        send(order(V1, 2));
        hub.sql().sql("update location set priority = 0 where code = 'EAST'").update();
        send(readdressed(order(V1, 2), V2));
        assertThat(groups()).containsExactly("ALLOCATED EAST 2");
        assertThat(hub.count("reservation where state = 'active' and location = 'EAST'"))
                .isEqualTo(1);
        assertThat(hub.count("reservation where state = 'active'")).isEqualTo(1);
        assertThat(told(warehouse.receive())).containsExactly("release EAST " + NEW);
        assertThat(actions("%")).contains("order.readdressed", "group.taken-back");
        assertThat(cases()).isEmpty();
    }

    @Test
    void aGroupThatWasAllocatedTwiceIsReleasedOnceWithTheNewAddress() {
        send(order(V1, 2));
        send(readdressed(order(V1, 2), V2));
        assertThat(hub.count("outbox where operation = 'release' and state = 'pending'"))
                .isEqualTo(2);
        assertThat(told(warehouse.receive())).containsExactly("release MAIN " + NEW);
        assertThat(groups()).containsExactly("RELEASED MAIN 2");
    }

    @Test
    void aReleaseThatCouldNotBeSentYetCarriesTheNewAddressAndIsRecalled() {
        send(order(V1, 2));
        warehouse.receive();
        hub.sql()
                .sql("update outbox set state = 'pending' where operation = 'release'")
                .update();
        send(readdressed(order(V1, 2), V2));
        assertThat(told(warehouse.receive())).containsExactly("release MAIN " + NEW, "recall MAIN -");
        warehouse.answerRecalls(true);
        assertThat(told(warehouse.receive())).containsExactly("release MAIN " + NEW);
    }

    @Test
    void whatTheWarehouseGivesBackIsReleasedAgainWithTheNewAddress() {
        send(order(V1, 2));
        assertThat(told(warehouse.receive())).containsExactly("release MAIN " + OLD);
        send(readdressed(order(V1, 2), V2));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED MAIN 2");
        assertThat(told(warehouse.receive())).containsExactly("recall MAIN -");
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED MAIN 0", "ALLOCATED MAIN 2");
        assertThat(told(warehouse.receive())).containsExactly("release MAIN " + NEW);
        assertThat(cases()).isEmpty();
        assertThat(actions("group.%"))
                .containsExactly(
                        "group.sourced", "group.recalled", "group.recall-granted", "group.replaced", "group.sourced");
        warehouse.ship(group(), 2);
        assertThat(groups()).containsExactly("CANCELLED MAIN 0", "SHIPPED MAIN 2");
        assertThat(hub.count("orders where state = 'SHIPPED'")).isEqualTo(1);
    }

    @Test
    void whatTheWarehouseDoesNotGiveBackGoesOnWithACaseThatSaysWhereItGoes() {
        send(order(V1, 2));
        warehouse.receive();
        send(readdressed(order(V1, 2), V2));
        warehouse.answerRecalls(false);
        assertThat(groups()).containsExactly("RELEASED MAIN 2");
        assertThat(cases())
                .hasSize(1)
                .allMatch(one -> one.startsWith("change.after_release: ")
                        && one.contains("although it was recalled")
                        && one.contains("the address the order had before"));
        warehouse.ship(group(), 2);
        assertThat(groups()).containsExactly("SHIPPED MAIN 2");
        assertThat(cases()).hasSize(1);
    }

    @Test
    void aParcelThatLeavesBeforeTheAnswerIsOneCase() {
        send(order(V1, 2));
        warehouse.receive();
        send(readdressed(order(V1, 2), V2));
        warehouse.ship(group(), 2);
        warehouse.answer(group(), false);
        hub.awaitQuiet();
        assertThat(groups()).containsExactly("SHIPPED MAIN 2");
        assertThat(cases())
                .hasSize(1)
                .allMatch(one ->
                        one.startsWith("change.after_release: ") && one.contains("before the recall was answered"));
    }

    @Test
    void aParcelThatLeavesAfterItWasGivenBackTakesThePlaceOfWhatWasSourcedAnew() {
        send(order(V1, 2));
        warehouse.receive();
        long first = group();
        send(readdressed(order(V1, 2), V2));
        warehouse.answerRecalls(true);
        warehouse.ship(first, 2);
        assertThat(groups()).containsExactly("SHIPPED MAIN 2", "CANCELLED MAIN 0");
        assertThat(warehouse.receive()).isEmpty();
        assertThat(cases()).hasSize(1).allMatch(one -> one.startsWith("cancel.after_shipment"));
    }

    @Test
    void ofAPartlyShippedGroupTheRestGoesToTheNewAddress() {
        send(order(V1, 3));
        warehouse.receive();
        warehouse.ship(group(), 1);
        send(readdressed(order(V1, 3), V2));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED MAIN 3");
        assertThat(cases()).hasSize(1).allMatch(one -> one.contains("after parcels had left"));
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("SHIPPED MAIN 1", "ALLOCATED MAIN 2");
        assertThat(hub.count("orders where state = 'PARTIALLY_SHIPPED'")).isEqualTo(1);
        assertThat(hub.count("stock where location = 'MAIN' and on_hand = 99 and reserved = 2"))
                .isEqualTo(1);
    }

    @Test
    void aNewAddressAfterShipmentIsACaseOnly() {
        send(order(V1, 2));
        warehouse.receive();
        warehouse.ship(group(), 2);
        send(readdressed(order(V1, 2), V2));
        assertThat(groups()).containsExactly("SHIPPED MAIN 2");
        assertThat(warehouse.receive()).isEmpty();
        assertThat(cases()).hasSize(1).allMatch(one -> one.startsWith("change.after_release: "));
    }

    @Test
    void whyItWasRecalledOutlivesAnAnswerThatIsLate() {
        send(order(V1, 2));
        warehouse.receive();
        send(readdressed(order(V1, 2), V2));
        hub.sql()
                .sql("update fulfilment_group set next_at = '2026-11-23T12:00:00Z'")
                .update();
        hub.event(4, "timer", "", "1", hub.key(), "{\"groupId\":" + group() + ",\"step\":\"recall-answer\"}");
        hub.awaitQuiet();
        assertThat(cases()).hasSize(1).allMatch(one -> one.startsWith("cancel.recall_unanswered"));
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED MAIN 0", "ALLOCATED MAIN 2");
        assertThat(cases()).isEmpty();
    }

    @Test
    void aRecalledOrderThatIsThenCancelledDoesNotComeBack() {
        send(order(V1, 2));
        warehouse.receive();
        send(readdressed(order(V1, 2), V2));
        send(Orders.cancelled(readdressed(order(V1, 2), V2), V3));
        assertThat(told(warehouse.receive())).as("one recall is enough").containsExactly("recall MAIN -");
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED MAIN 2");
        assertThat(actions("group.recall%"))
                .containsExactly("group.recalled", "group.recall-changed", "group.recall-granted");
    }

    @Test
    void theFirstAddressAndAnotherSpellingAreNoChange() {
        ObjectNode without = order(V1, 2);
        ((ObjectNode) without.path("personal")).putNull("shipTo");
        send(without.deepCopy().put("status", "pending"));
        assertThat(groups()).containsExactly("ALLOCATED MAIN 2");
        send(order(V2, 2));
        assertThat(groups()).containsExactly("ALLOCATED MAIN 2");
        ObjectNode spelled = order(V3, 2);
        ((ObjectNode) spelled.at("/personal/shipTo"))
                .put("line1", "1 SAMPLE  street")
                .put("phone", "+1 415 555 0100");
        send(spelled);
        send(without.deepCopy().put("version", "2026-11-23T10:00:03.000Z"));
        assertThat(actions("order.updated")).hasSize(3);
        assertThat(actions("order.readdressed")).isEmpty();
        assertThat(told(warehouse.receive()))
                .as("the newest statement has no address to send it to")
                .isEmpty();
        send(spelled.put("version", "2026-11-23T10:00:04.000Z"));
        assertThat(told(warehouse.receive())).hasSize(1);
    }

    @Test
    void whatWaitsForStockGoesOnWaiting() {
        send(order(V1, 300));
        send(readdressed(order(V1, 300), V2));
        assertThat(groups()).containsExactly("BACKORDERED - 300");
        assertThat(hub.count("exception_case where state <> 'resolved'")).isEqualTo(1);
    }

    @Test
    void unitsTakenOffAfterTheReleaseAreRecalledAndTheRestIsSourcedAnew() {
        send(order(V1, 4));
        warehouse.receive();
        send(order(V2, 3));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED MAIN 4");
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED MAIN 1", "ALLOCATED MAIN 3");
        assertThat(hub.count("stock where location = 'MAIN' and reserved = 3")).isEqualTo(1);
        assertThat(cases()).isEmpty();
    }

    @Test
    void aLineThatIsGoneAfterTheReleaseIsGivenBackForGood() {
        send(order(V1, 4));
        warehouse.receive();
        send(order(V2, 0));
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED MAIN 4");
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(2);
    }

    @Test
    void unitsTakenOffThatTheWarehouseShipsAllTheSameAreACase() {
        send(order(V1, 4));
        warehouse.receive();
        send(order(V2, 3));
        warehouse.answerRecalls(false);
        assertThat(groups()).containsExactly("RELEASED MAIN 4");
        assertThat(cases())
                .hasSize(1)
                .allMatch(one -> one.startsWith("change.after_release: ")
                        && one.contains("1 unit(s) that the channel has taken off"));
        warehouse.ship(group(), 4);
        assertThat(groups()).containsExactly("SHIPPED MAIN 4");
    }

    @Test
    void lessAndMoreBeforeTheAnswerEndInWhatIsWanted() {
        send(order(V1, 4));
        warehouse.receive();
        send(order(V2, 2));
        send(order(V3, 3));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED MAIN 4");
        send(order("2026-11-23T10:00:03.000Z", 6));
        assertThat(groups()).containsExactly("CANCEL_REQUESTED MAIN 4", "ALLOCATED MAIN 2");
        warehouse.answerRecalls(true);
        assertThat(groups()).containsExactly("CANCELLED MAIN 0", "ALLOCATED MAIN 2", "ALLOCATED MAIN 4");
        assertThat(hub.count("stock where location = 'MAIN' and reserved = 6")).isEqualTo(1);
    }

    @Test
    void createEditAndCancelEndInOneStateInWhateverOrderTheyArriveAndWheneverItIsReleased() {
        ObjectNode created = order(V1, 2);
        ObjectNode edited = readdressed(created, V2);
        ObjectNode cancelled = Orders.cancelled(edited, V3);
        List<List<ObjectNode>> permutations = List.of(
                List.of(created, edited, cancelled),
                List.of(created, cancelled, edited),
                List.of(edited, created, cancelled),
                List.of(edited, cancelled, created),
                List.of(cancelled, created, edited),
                List.of(cancelled, edited, created));
        for (int i = 0; i < permutations.size(); i++) {
            for (int released = 0; released < 3; released++) {
                for (int step = 0; step < 3; step++) {
                    send(permutations.get(i).get(step).deepCopy().put("orderId", "p" + i + released));
                    if (step == released) {
                        warehouse.receive();
                    }
                }
            }
        }
        warehouse.receive();
        warehouse.answerRecalls(true);
        assertThat(warehouse.receive()).isEmpty();
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(18);
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(2);
        assertThat(hub.count("fulfilment_group where state <> 'CANCELLED'")).isZero();
        assertThat(cases()).isEmpty();
    }

    @Test
    void createAndEditEndAtTheNewAddressInWhateverOrderTheyArriveAndWheneverItIsReleased() {
        for (int i = 0; i < 8; i++) {
            ObjectNode created = Orders.order("q" + i, V1, "MUG", 2);
            ObjectNode edited = readdressed(created, V2);
            send(i % 2 == 0 ? created : edited);
            if (i / 2 % 2 == 0) {
                warehouse.receive();
            }
            send(i % 2 == 0 ? edited : created);
            if (i / 4 == 0) {
                warehouse.receive();
            }
            warehouse.answerRecalls(true);
            List<JsonNode> last = warehouse.receive();
            assertThat(hub.count(
                            "fulfilment_group g join orders o on o.id = g.order_id where o.channel_order_id = ? and g.state = 'RELEASED'",
                            "q" + i))
                    .isEqualTo(1);
            assertThat(told(last)).allMatch(one -> !one.endsWith(OLD));
        }
        assertThat(hub.count("stock where location = 'MAIN' and reserved = 16")).isEqualTo(1);
        assertThat(hub.count("fulfilment_group where state not in ('RELEASED', 'CANCELLED')"))
                .isZero();
    }
}
