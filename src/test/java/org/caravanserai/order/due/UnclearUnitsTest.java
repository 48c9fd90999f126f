package org.caravanserai.order.due;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Of four units some were refunded, and the channel does not say which. */
class UnclearUnitsTest {

    @Test
    void whereNothingHasLeftTheyWereAtHome() {
        assertThat(UnclearUnits.of(4, 2, 0, 0)).isEqualTo(new UnclearUnits(2, 0, 0));
    }

    @Test
    void whereEverythingHasLeftTheyCameBack() {
        assertThat(UnclearUnits.of(4, 2, 0, 4)).isEqualTo(new UnclearUnits(0, 2, 0));
    }

    @Test
    void inBetweenNobodyCanTell() {
        assertThat(UnclearUnits.of(4, 1, 0, 2)).isEqualTo(new UnclearUnits(0, 0, 1));
    }

    @Test
    void whatWasAtHomeWhenItWasFirstHeardOfStaysSo() {
        assertThat(UnclearUnits.of(4, 1, 1, 2)).isEqualTo(new UnclearUnits(1, 0, 0));
        assertThat(UnclearUnits.of(4, 2, 1, 2)).isEqualTo(new UnclearUnits(1, 0, 1));
    }

    @Test
    void moreThanHadLeftWereAtHomeAndMoreThanWereAtHomeHadLeft() {
        assertThat(UnclearUnits.of(4, 2, 0, 1)).isEqualTo(new UnclearUnits(1, 0, 1));
        assertThat(UnclearUnits.of(4, 2, 0, 3)).isEqualTo(new UnclearUnits(0, 1, 1));
    }
}
