package org.caravanserai.inventory;

/** How much a stock row's on_hand and reserved move, in signed units. */
public record StockChange(int onHand, int reserved) {

    StockChange plus(StockChange other) {
        return new StockChange(onHand + other.onHand, reserved + other.reserved);
    }
}
