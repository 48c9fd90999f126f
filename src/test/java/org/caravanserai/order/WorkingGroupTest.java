package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkingGroupTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final WorkingGroup group = WorkingGroup.founded(3);

    @Test
    void aChangeTheTableDoesNotHaveIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> group.stopAt(GroupState.SHIPPED))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessage("fulfilment group 3 cannot go from RECEIVED to SHIPPED");
        assertThat(group.state()).isEqualTo(GroupState.RECEIVED);
        assertThat(group.changed()).isFalse();
    }

    @Test
    void whatIsOverHasNoNextStep() {
        group.become(GroupState.CANCELLED, NextStep.ALLOCATE, NOW);
        assertThat(group.nextStep()).isNull();
        assertThat(group.nextAt()).isNull();
    }

    @Test
    void aRecallIsForgottenWhenTheWarehouseHasAnswered() {
        WorkingGroup released = WorkingGroup.known(4, GroupState.RELEASED, "MAIN");
        released.become(GroupState.CANCEL_REQUESTED, NextStep.RECALL_ANSWER, NOW);
        released.recallFor(RecallReason.ADDRESS);
        assertThat(released.recalledFor()).isEqualTo(RecallReason.ADDRESS);
        released.become(GroupState.RELEASED, NextStep.CONFIRM, NOW);
        assertThat(released.recalledFor()).isNull();
    }

    @Test
    void onlyAGroupThatBecameAllocatedHereIsNewlyAllocated() {
        assertThat(WorkingGroup.known(4, GroupState.ALLOCATED, "MAIN").newlyAllocated())
                .isFalse();
        group.become(GroupState.ALLOCATED, NextStep.RELEASE, NOW);
        assertThat(group.newlyAllocated()).isTrue();
        group.sourceAnew(NOW);
        assertThat(group.newlyAllocated()).isFalse();
    }

    @Test
    void unitsThatAreNotOpenCanNeitherLeaveNorBeTakenAway() {
        group.put(1, 3, 2);
        assertThatThrownBy(() -> group.ship(1, 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> group.reduce(1, 2)).isInstanceOf(IllegalStateException.class);
        group.reduce(1, 1);
        assertThat(group.shippedAll()).isTrue();
        assertThat(group.isEmpty()).isFalse();
    }

    @Test
    void aGraverReasonForARecallOutranksALesserOne() {
        assertThat(RecallReason.CANCEL.outranks(RecallReason.ADDRESS)).isTrue();
        assertThat(RecallReason.QUANTITY.outranks(RecallReason.ADDRESS)).isFalse();
        assertThat(RecallReason.QUANTITY.outranks(null)).isTrue();
        assertThat(RecallReason.of(RecallReason.ADDRESS.word())).isEqualTo(RecallReason.ADDRESS);
    }

    @Test
    void aSplitReservationKeepsTheRestActive() {
        WorkingReservation whole =
                new WorkingReservation(1, 3, 1, 1, "MUG", "MAIN", 5, ReservationState.ACTIVE, NOW, false);
        WorkingReservations all = new WorkingReservations();
        all.add(whole);
        all.add(whole.split(2, 2, ReservationState.CLAIMED));
        assertThat(all.activeOf(3)).containsExactly(whole);
        assertThat(whole.quantity()).isEqualTo(3);
        assertThat(whole.changed()).isTrue();
        assertThat(all.stream().mapToInt(WorkingReservation::quantity).sum()).isEqualTo(5);
        assertThat(all.activeOf(4)).isEmpty();
    }
}
