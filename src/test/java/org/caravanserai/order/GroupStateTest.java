package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupStateTest {

    @Test
    void theTableHasEachEdgeOnceAndNoneThatStays() {
        assertThat(GroupTransition.TABLE)
                .extracting(one -> one.from() + " -> " + one.to())
                .doesNotHaveDuplicates();
        assertThat(GroupTransition.TABLE).noneMatch(one -> one.from() == one.to());
    }

    @Test
    void everyEdgeHasAReasonThatIsOneSentence() {
        assertThat(GroupTransition.TABLE)
                .allSatisfy(one ->
                        assertThat(one.reason()).matches("[A-Z][^.]{15,}\\.").doesNotContain("|"));
    }

    @Test
    void whatTheTableSaysIsAllowedAndNothingElse() {
        for (GroupState from : GroupState.values()) {
            for (GroupState to : GroupState.values()) {
                boolean edge = GroupTransition.TABLE.stream().anyMatch(one -> one.from() == from && one.to() == to);
                assertThat(from.canBecome(to)).as(from + " -> " + to).isEqualTo(edge);
            }
        }
    }

    /** What is at a warehouse comes back only by a recall; what has left never does. */
    @Test
    void nothingLeavesAWarehousesHandsWithoutARecall() {
        for (GroupState from : EnumSet.of(GroupState.RELEASED, GroupState.PARTIALLY_SHIPPED, GroupState.SHIPPED)) {
            assertThat(from.canBecome(GroupState.CANCELLED))
                    .as("%s -> CANCELLED", from)
                    .isFalse();
            assertThat(Arrays.stream(GroupState.values()).filter(GroupState::isUnreleased))
                    .noneMatch(from::canBecome);
        }
    }

    @ParameterizedTest
    @EnumSource(GroupState.class)
    void aStateIsInOnePhaseOfLife(GroupState state) {
        long phases = Arrays.asList(state.isUnreleased(), state.isAtWarehouse(), state.isTerminal()).stream()
                .filter(one -> one)
                .count();
        assertThat(phases).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(GroupState.class)
    void everyStateCanBeReachedFromTheFirst(GroupState state) {
        EnumSet<GroupState> reached = EnumSet.of(GroupState.RECEIVED);
        for (int i = 0; i < GroupState.values().length; i++) {
            GroupTransition.TABLE.stream()
                    .filter(one -> reached.contains(one.from()))
                    .map(GroupTransition::to)
                    .toList()
                    .forEach(reached::add);
        }
        assertThat(reached).contains(state);
    }

    @ParameterizedTest
    @EnumSource(NextStep.class)
    void aNextStepIsFoundByItsWord(NextStep step) {
        assertThat(NextStep.of(step.word())).isEqualTo(step);
        assertThat(step.word()).matches("[a-z-]+");
    }

    @Test
    void onlyTheReleaseIsLeftToASender() {
        assertThat(Arrays.stream(NextStep.values()).filter(step -> !step.timed()))
                .containsExactly(NextStep.RELEASE);
    }
}
