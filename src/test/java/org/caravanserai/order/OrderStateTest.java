package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.order.GroupState.ALLOCATED;
import static org.caravanserai.order.GroupState.BACKORDERED;
import static org.caravanserai.order.GroupState.CANCELLED;
import static org.caravanserai.order.GroupState.CANCEL_REQUESTED;
import static org.caravanserai.order.GroupState.CHANNEL_FULFILLED;
import static org.caravanserai.order.GroupState.PARTIALLY_SHIPPED;
import static org.caravanserai.order.GroupState.RECEIVED;
import static org.caravanserai.order.GroupState.RELEASED;
import static org.caravanserai.order.GroupState.SHIPPED;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderStateTest {

    private static GroupState of(GroupState... states) {
        return OrderState.of(Arrays.stream(states).map(state -> group(state, 0)).toList());
    }

    private static WorkingGroup group(GroupState state, int shipped) {
        WorkingGroup group = WorkingGroup.known(state.ordinal() + 1, state, "MAIN");
        group.put(1, 2, shipped);
        return group;
    }

    @Test
    void anOrderOfOneGroupIsWhatItsGroupIs() {
        for (GroupState state : GroupState.values()) {
            assertThat(of(state)).isEqualTo(state);
        }
    }

    @Test
    void anOrderWithoutGroupsIsCancelled() {
        assertThat(of()).isEqualTo(CANCELLED);
    }

    @Test
    void theLeastAdvancedGroupNamesIt() {
        assertThat(of(RELEASED, ALLOCATED)).isEqualTo(ALLOCATED);
        assertThat(of(ALLOCATED, RECEIVED)).isEqualTo(RECEIVED);
    }

    @Test
    void whatWaitsForSomebodyIsSaidFirst() {
        assertThat(of(ALLOCATED, BACKORDERED)).isEqualTo(BACKORDERED);
        assertThat(of(RELEASED, CANCEL_REQUESTED)).isEqualTo(CANCEL_REQUESTED);
        assertThat(of(RECEIVED, BACKORDERED)).isEqualTo(BACKORDERED);
    }

    @Test
    void aGroupThatIsAskedBackForAPartOfItIsNoCancellation() {
        WorkingGroup group = WorkingGroup.known(1, CANCEL_REQUESTED, "MAIN");
        group.put(1, 3, 0);
        group.knownToWait(null, null, null, RecallReason.QUANTITY);
        assertThat(OrderState.of(Arrays.asList(group))).isEqualTo(RELEASED);
        group.recallFor(RecallReason.ADDRESS);
        assertThat(OrderState.of(Arrays.asList(group))).isEqualTo(RELEASED);
        group.recallFor(RecallReason.CANCEL);
        assertThat(OrderState.of(Arrays.asList(group))).isEqualTo(CANCEL_REQUESTED);
    }

    @Test
    void cancelledAndChannelFulfilledCountOnlyWhenNothingElseIsLeft() {
        assertThat(of(CANCELLED, ALLOCATED)).isEqualTo(ALLOCATED);
        assertThat(of(CHANNEL_FULFILLED, SHIPPED)).isEqualTo(SHIPPED);
        assertThat(of(CANCELLED, CHANNEL_FULFILLED)).isEqualTo(CHANNEL_FULFILLED);
    }

    @Test
    void whatHasLeftInPartIsPartiallyShippedUntilNothingIsOpen() {
        assertThat(OrderState.of(Arrays.asList(group(SHIPPED, 2), group(BACKORDERED, 0))))
                .isEqualTo(PARTIALLY_SHIPPED);
        assertThat(OrderState.of(Arrays.asList(group(SHIPPED, 2), group(CANCEL_REQUESTED, 0))))
                .isEqualTo(PARTIALLY_SHIPPED);
        assertThat(OrderState.of(Arrays.asList(group(CANCEL_REQUESTED, 1)))).isEqualTo(PARTIALLY_SHIPPED);
        assertThat(OrderState.of(Arrays.asList(group(SHIPPED, 2), group(CANCELLED, 0))))
                .isEqualTo(SHIPPED);
    }
}
