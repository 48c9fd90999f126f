package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldsOfAnOrderTest {

    private static final Instant LATER = Instant.parse("2026-11-23T10:00:00Z");

    private final Holds holds = new Holds();
    private final WorkingGroup first = WorkingGroup.founded(1);
    private final WorkingGroup second = WorkingGroup.founded(2);

    private Hold known(Long group, HoldStep step) {
        Hold hold = Hold.known(7, group, "a.b", "test", step, "because");
        holds.known(hold);
        return hold;
    }

    @Test
    void whoMayNotBeAllocatedMayNotBeReleased() {
        holds.place("a.b", HoldStep.RELEASE, "test", null, "because");
        assertThat(holds.block(first, HoldStep.ALLOCATE)).isFalse();
        assertThat(holds.block(first, HoldStep.RELEASE)).isTrue();
        holds.place("a.b", HoldStep.ALLOCATE, "test", null, "because");
        assertThat(holds.block(first, HoldStep.ALLOCATE)).isTrue();
        assertThat(holds.block(first, HoldStep.RELEASE)).isTrue();
        assertThat(holds.open()).as("it is the same hold").hasSize(1);
    }

    @Test
    void aHoldOfAGroupHoldsNoOther() {
        known(1L, HoldStep.ALLOCATE);
        assertThat(holds.block(first, HoldStep.ALLOCATE)).isTrue();
        assertThat(holds.block(second, HoldStep.ALLOCATE)).isFalse();
    }

    @Test
    void onlyItsSourceLiftsIt() {
        known(null, HoldStep.ALLOCATE);
        holds.lift("a.b", "another");
        assertThat(holds.open()).hasSize(1);
        holds.lift("a.b", "test");
        assertThat(holds.open()).isEmpty();
        assertThat(holds.letGo(first)).isTrue();
    }

    @Test
    void whatIsLiftedAndPlacedAgainInOneRoundGoesOn() {
        Hold hold = known(null, HoldStep.ALLOCATE);
        holds.lift("a.b", "test");
        holds.place("a.b", HoldStep.ALLOCATE, "test", LATER, "because");
        assertThat(holds.open()).containsExactly(hold);
        assertThat(hold.until()).isEqualTo(LATER);
        assertThat(hold.reworded()).isFalse();
        assertThat(holds.letGo(first)).isFalse();
    }

    @Test
    void aHoldThatWasNeverStoredIsForgotten() {
        holds.place("a.b", HoldStep.ALLOCATE, "test", null, "because");
        holds.lift("a.b", "test");
        assertThat(holds.copy()).isEmpty();
    }

    @Test
    void whatAPersonReleasesInThisRoundIsNotPlacedAgainInIt() {
        holds.end(known(null, HoldStep.RELEASE), "ann");
        holds.place("a.b", HoldStep.RELEASE, "test", null, "because");
        assertThat(holds.open()).isEmpty();
    }

    @Test
    void whatAPersonReleasedHoldsAgainOnlyInOtherWords() {
        known(null, HoldStep.RELEASE).knownReleased("ann");
        holds.place("a.b", HoldStep.RELEASE, "test", null, "because");
        assertThat(holds.open()).isEmpty();
        holds.place("a.b", HoldStep.RELEASE, "test", null, "something else");
        assertThat(holds.open()).hasSize(1);
    }
}
