package org.caravanserai.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StockViewTest {

    private static final StockKey MAIN = new StockKey("MUG", "MAIN");
    private static final StockKey EAST = new StockKey("MUG", "EAST");

    private final StockView view = new StockView();

    @Test
    void whatOneOrderTookTheNextNoLongerSees() {
        view.put(MAIN, new StockLevel(5, 1));
        view.change(MAIN, 0, 3);
        assertThat(view.available(MAIN)).isEqualTo(1);
        assertThat(view.reserved(MAIN)).isEqualTo(4);
        assertThat(view.onHand(MAIN)).isEqualTo(5);
    }

    @Test
    void whatWasBookedBeforeTheRowsWereReadStaysBooked() {
        view.change(MAIN, 0, -2);
        view.put(MAIN, new StockLevel(5, 3));
        assertThat(view.available(MAIN)).isEqualTo(4);
    }

    @Test
    void changesAreSortedAndThoseThatCancelOutAreLeftAway() {
        view.change(MAIN, 0, 2);
        view.change(EAST, -1, -1);
        view.change(new StockKey("CUP", "WEST"), 0, 1);
        view.change(MAIN, 0, -2);
        assertThat(view.changes().keySet()).containsExactly(new StockKey("CUP", "WEST"), EAST);
    }

    @Test
    void aRowThatIsNotThereHoldsNothing() {
        assertThat(view.knows(MAIN)).isFalse();
        assertThat(view.available(MAIN)).isZero();
        view.change(MAIN, 1, 0);
        assertThat(view.knows(MAIN)).isFalse();
        assertThat(view.available(MAIN)).isEqualTo(1);
    }
}
