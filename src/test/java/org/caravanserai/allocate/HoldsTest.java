package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must not go on waits with a reason, and goes on by itself when the reason is gone. */
class HoldsTest {

    private final HoldPlay play = new HoldPlay();

    @AfterEach
    void stop() {
        play.close();
    }

    @Test
    void anUnpaidOrderReservesForADayAndIsSourcedAnewWhenItIsPaid() {
        play.send(HoldPlay.mugs(HoldPlay.V1).put("status", "pending"));
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(play.openCases()).isEmpty();
        play.lookAgain();
        assertThat(play.groups()).containsExactly("RECEIVED allocate 1x2");
        assertThat(play.holds()).containsExactly("order.may_not_ship allocate");
        assertThat(play.hub.count("stock where reserved > 0")).isZero();
        play.lookAgain();
        assertThat(play.groups()).containsExactly("RECEIVED allocate 1x2");
        play.send(HoldPlay.mugs(HoldPlay.V2));
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(play.warehouse.receive()).hasSize(1);
    }

    @Test
    void anOrderThatIsPutOnHoldAfterReleaseIsRecalledAndComesBackWhenItMayShip() {
        play.send(HoldPlay.mugs(HoldPlay.V1));
        play.warehouse.receive();
        play.send(HoldPlay.mugs(HoldPlay.V2).put("status", "pending"));
        assertThat(play.groups()).containsExactly("CANCEL_REQUESTED recall-answer 1x2");
        play.warehouse.answerRecalls(true);
        assertThat(play.groups()).containsExactly("CANCELLED - 1x0", "ALLOCATED release 1x2");
        assertThat(play.warehouse.receive())
                .extracting(one -> one.path("schema").asText())
                .isEmpty();
        play.send(HoldPlay.mugs(HoldPlay.V3));
        assertThat(play.warehouse.receive()).hasSize(1);
        assertThat(play.openCases()).isEmpty();
    }

    @Test
    void aWarehouseThatShipsWhatIsOnHoldIsACase() {
        play.send(HoldPlay.mugs(HoldPlay.V1));
        play.warehouse.receive();
        play.send(HoldPlay.mugs(HoldPlay.V2).put("status", "pending"));
        play.warehouse.answerRecalls(false);
        assertThat(play.groups()).containsExactly("RELEASED confirm 1x2");
        assertThat(play.openCases()).hasSize(1).allMatch(one -> one.startsWith("order.held_after_release"));
    }

    @Test
    void aWordNobodyKnowsIsACaseThatNamesItAndDoesNotAskAWarehouse() {
        ObjectNode packing = HoldPlay.mugs(HoldPlay.V2).put("status", "pending");
        ((ArrayNode) packing.path("alerts"))
                .addObject()
                .put("code", "status.unknown")
                .put("detail", "status packing");
        play.send(packing.deepCopy().put("version", HoldPlay.V1));
        assertThat(play.holds()).as("before release it waits").containsExactly("order.unknown_status release");
        assertThat(play.openCases()).hasSize(1);
        play.send(HoldPlay.mugs(HoldPlay.V2));
        play.warehouse.receive();
        play.send(packing.deepCopy().put("version", HoldPlay.V3));
        assertThat(play.groups()).containsExactly("RELEASED confirm 1x2");
        assertThat(play.openCases()).hasSize(1).allMatch(one -> one.contains("status packing") && one.contains("#1"));
    }

    @Test
    void aReleaseThatWaitsInTheOutboxIsDroppedWhenAHoldComesFirst() {
        play.send(HoldPlay.mugs(HoldPlay.V1));
        play.send(HoldPlay.mugs(HoldPlay.V2).put("status", "pending"));
        assertThat(play.warehouse.receive()).isEmpty();
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x2");
    }

    @Test
    void goodsOfAMarketplaceLeaveWithTheSubOrders() {
        play.send(Orders.order("9", HoldPlay.V1, "MUG", 1, "CUP", 1).put("subOrders", true));
        assertThat(play.holds()).containsExactly("order.children_ship allocate");
        assertThat(play.openCases()).isEmpty();
        play.send(Orders.order("10", HoldPlay.V1, "MUG", 1).put("parentOrder", "9"));
        play.send(Orders.order("11", HoldPlay.V1, "CUP", 1).put("parentOrder", "9"));
        assertThat(play.warehouse.receive()).hasSize(2);
        play.lookAgain();
        assertThat(play.holds()).containsExactly("order.children_ship allocate");
        assertThat(play.openCases()).isEmpty();
    }

    @Test
    void aParentWhoseSubOrdersHoldLessIsACaseInTheEnd() {
        play.send(Orders.order("10", HoldPlay.V1, "MUG", 1).put("parentOrder", "9"));
        play.send(Orders.order("9", HoldPlay.V1, "MUG", 1, "CUP", 1).put("subOrders", false));
        assertThat(play.holds()).containsExactly("order.children_ship allocate");
        play.lookAgain();
        assertThat(play.holds()).containsExactly("order.parent_and_children allocate");
        play.send(Orders.order("11", HoldPlay.V1, "CUP", 1).put("parentOrder", "9"));
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(2);
    }

    @Test
    void anOrderThatIsAPartOfAnotherAndHasPartsItselfIsACaseAtOnce() {
        play.send(Orders.order("9", HoldPlay.V1, "MUG", 1).put("parentOrder", "10"));
        play.send(Orders.order("10", HoldPlay.V1, "MUG", 1).put("parentOrder", "9"));
        play.lookAgain();
        assertThat(play.openCases()).hasSize(2).allMatch(one -> one.startsWith("order.parent_and_children"));
        play.send(Orders.order("9", HoldPlay.V2, "MUG", 1));
        play.send(Orders.order("10", HoldPlay.V2, "MUG", 1).put("parentOrder", "9"));
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).as("the part ships, once").hasSize(1);
    }

    @Test
    void aParentThatIsAtTheWarehouseIsRecalledWhenASubOrderComesWhichWaits() {
        play.send(Orders.order("9", HoldPlay.V1, "MUG", 1));
        play.warehouse.receive();
        play.send(Orders.order("10", HoldPlay.V1, "MUG", 1).put("parentOrder", "9"));
        assertThat(play.groups()).containsExactly("CANCEL_REQUESTED recall-answer 1x1", "ALLOCATED release 1x1");
        assertThat(play.openCases()).hasSize(1).allMatch(one -> one.startsWith("order.parent_and_children"));
        play.warehouse.answerRecalls(true);
        play.lookAgain();
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
    }

    @Test
    void parentAndSubOrderThatDidNotSeeEachOtherDoNotBothLeave() {
        play.send(Orders.order("9", HoldPlay.V1, "MUG", 1));
        play.send(Orders.order("10", HoldPlay.V1, "MUG", 1));
        play.hub
                .sql()
                .sql("update orders set parent_order = '9' where channel_order_id = '10'")
                .update();
        assertThat(play.warehouse.receive()).hasSize(1);
        assertThat(play.holds()).containsExactly("order.children_ship release");
    }

    @Test
    void aCopyOfASaleOfAConnectedAccountIsHeld() {
        ObjectNode copy = HoldPlay.mugs(HoldPlay.V1);
        copy.putObject("copiedFrom").put("channel", "amazon").put("orderId", "111-2222222-3333333");
        play.send(copy);
        assertThat(play.holds()).as("the other one is not connected").isEmpty();
        play.hub.connect("amazon", "eu");
        ObjectNode second = Orders.order("2", HoldPlay.V1, "MUG", 1);
        second.putObject("copiedFrom").put("channel", "amazon").put("orderId", "111-2222222-4444444");
        play.send(second);
        assertThat(play.holds()).containsExactly("order.copied_sale allocate");
        assertThat(play.openCases()).allMatch(one -> one.contains("111-2222222-4444444"));
        play.retry("order.copied_sale");
        assertThat(play.warehouse.receive()).hasSize(2);
    }
}
