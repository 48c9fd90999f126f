package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caravanserai.fulfil.TimerSweep;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account in shadow is sourced on a copy: it says what it would do, and nothing in stock or reservation changes. */
class ShadowTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";

    private TimerSweep timers;

    @BeforeEach
    void inShadow() {
        timers = new TimerSweep(hub.sql(), hub.inbox(), hub.clock(), 4);
        hub.stock("MUG", "MAIN", 5);
        mode("shadow");
    }

    @Test
    void nothingIsReservedAndWhatWouldBeSentIsRecorded() {
        List<String> before = stock();
        send(Orders.order("1", V1, "MUG", 3));
        send(Orders.order("2", V1, "MUG", 9));
        hub.awaitQuiet();
        assertThat(states()).containsExactlyInAnyOrder("ALLOCATED", "BACKORDERED");
        assertThat(stock()).isEqualTo(before);
        assertThat(hub.count("reservation")).isZero();
        assertThat(text("select kind || ' ' || destination || ' ' || state from outbox where kind <> 'exception'"))
                .containsExactly("dispatch location:MAIN shadow");
    }

    @Test
    void aRealOrderIsNotHeldUpByOneInShadow() {
        send(Orders.order("1", V1, "MUG", 5));
        hub.awaitQuiet();
        shop = hub.connect("shopify", "real");
        send(Orders.order("2", V1, "MUG", 5));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED", "ALLOCATED");
        assertThat(stock()).containsExactly("MUG 5/5");
    }

    @Test
    void cutOverReservesInEarnestAndTellsTheWarehouse() {
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        assertThat(timers.sweep()).as("nothing to do while it is in shadow").isZero();
        mode("live");
        assertThat(timers.sweep()).isEqualTo(1);
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(stock()).containsExactly("MUG 5/3");
        assertThat(text("select state from outbox where kind = 'dispatch' order by id"))
                .containsExactly("shadow", "pending");
        assertThat(timers.sweep()).isZero();
    }

    @Test
    void backToShadowGivesBackWhatNoWarehouseHas() {
        mode("live");
        send(Orders.order("1", V1, "MUG", 1));
        send(Orders.order("2", V1, "MUG", 2));
        hub.awaitQuiet();
        hub.sql()
                .sql(
                        "update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z' where order_id = (select id from orders where channel_order_id = '1')")
                .update();
        mode("shadow");
        timers.sweep();
        hub.awaitQuiet();
        assertThat(stock()).as("what a warehouse has is still its").containsExactly("MUG 5/1");
        assertThat(states()).containsExactlyInAnyOrder("RELEASED", "ALLOCATED");
        assertThat(text("select state from outbox where kind = 'dispatch' order by id"))
                .endsWith("shadow");
        assertThat(timers.sweep()).isZero();
    }

    @Test
    void aCancelledOrderOfAnAccountInShadowGivesNothingBack() {
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 3), V2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(stock()).containsExactly("MUG 5/0");
    }

    private void mode(String mode) {
        hub.sql()
                .sql("update account set mode = ? where id = ?")
                .params(mode, shop)
                .update();
    }

    private List<String> stock() {
        return text("select sku || ' ' || on_hand || '/' || reserved from stock order by 1");
    }

    private List<String> text(String query) {
        return hub.sql().sql(query).query(String.class).list();
    }
}
