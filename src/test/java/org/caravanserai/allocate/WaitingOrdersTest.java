package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.caravanserai.fulfil.TimerSweep;
import org.caravanserai.order.store.WaitingOrders;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits is decided anew by timers: when its time has come, and when somebody has changed what it waits for. */
class WaitingOrdersTest {

    private static final int TIMER = 4;

    private final HoldPlay play = new HoldPlay();
    private final TimerSweep timers = new TimerSweep(play.hub.sql(), play.hub.inbox(), play.hub.clock(), TIMER);
    private final WaitingOrders waiting = new WaitingOrders(play.hub.sql());

    @AfterEach
    void stop() {
        play.close();
    }

    private int sweep() {
        int due = timers.sweep();
        play.hub.awaitQuiet();
        return due;
    }

    @Test
    void aMappingLetsTheLinesGoOnThatWaitForIt() {
        ObjectNode order = Orders.order("1", HoldPlay.V1, "", 1);
        HoldPlay.listing(order, 0, "311", "399");
        play.send(order);
        play.send(Orders.order("2", HoldPlay.V1, "STILL-UNKNOWN", 1));
        play.hub
                .sql()
                .sql("insert into sku_map (account_id, product, variant, sku) values (?, '311', '399', 'CUP')")
                .param(play.shop)
                .update();
        assertThat(sweep()).as("nothing is due by itself").isZero();
        waiting.wake("CUP", play.hub.clock().instant());
        assertThat(sweep()).isEqualTo(2);
        assertThat(play.warehouse.receive()).hasSize(1);
        assertThat(play.openCases()).hasSize(1).allMatch(one -> one.contains("STILL-UNKNOWN"));
    }

    @Test
    void anItemThatIsNotStockedAfterAllLeavesTheBackOrder() {
        play.hub.sql().sql("insert into item (sku) values ('TIP')").update();
        play.send(Orders.order("1", HoldPlay.V1, "MUG", 1, "TIP", 1));
        assertThat(play.groups()).containsExactly("BACKORDERED retry-allocation 1x1 2x1");
        play.hub.sql().sql("update item set stocked = false where sku = 'TIP'").update();
        waiting.wake("TIP", play.hub.clock().instant());
        assertThat(sweep()).isEqualTo(1);
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x1 2x0", "CHANNEL_FULFILLED - 2x1");
    }

    @Test
    void whatAnUnpaidOrderReservedIsGivenBackAfterADayAndNotBefore() {
        play.send(HoldPlay.mugs(HoldPlay.V1).put("status", "pending"));
        play.hub.clock().move(Duration.ofHours(23));
        assertThat(sweep()).isZero();
        assertThat(play.hub.count("stock where reserved > 0")).isEqualTo(1);
        play.hub.clock().move(Duration.ofHours(2));
        assertThat(sweep()).isEqualTo(1);
        assertThat(play.hub.count("stock where reserved > 0")).isZero();
        assertThat(play.groups()).containsExactly("RECEIVED allocate 1x2");
    }

    @Test
    void anotherHoldOfAnUnpaidOrderDoesNotShortenItsDay() {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1).put("status", "pending");
        order.putObject("cancellation")
                .putNull("reason")
                .put("by", "buyer")
                .put("requested", true)
                .putNull("at");
        play.send(order);
        assertThat(play.holds()).containsExactly("cancel.buyer_requested release", "order.may_not_ship release");
        play.hub.clock().move(Duration.ofHours(2));
        assertThat(sweep()).isEqualTo(1);
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x2");
    }
}
