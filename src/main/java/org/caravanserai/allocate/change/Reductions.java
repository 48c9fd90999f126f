package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.GroupUnits;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * Takes units off a line: first from the youngest group that the warehouse does not know of yet, at once, from those that wait
 * for the channel's second word the last; then from the youngest that it has. A warehouse is told a dispatch as a whole and cannot be told to leave units out, so even for one unit
 * the whole group is recalled; what is still wanted of it is sourced anew when it comes back. A group that waits for stock is
 * tried again with what is left of it.
 */
final class Reductions {

    private final BatchDependencies dependencies;
    private final Reservations reservations;
    private final Recalls recalls;

    Reductions(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
        this.recalls = new Recalls(dependencies);
    }

    /** @return how many units could be taken off without asking anybody */
    int takeOff(Round round, WorkingOrder order, EventContext event, int lineNo, int units, String reason) {
        int left = units;
        for (WorkingGroup group : waitingLast(youngestFirst(order, lineNo))) {
            int taken = group.state().isUnreleased()
                    ? Math.min(left, group.lines().get(lineNo).open())
                    : 0;
            if (taken > 0) {
                reservations.release(round, order, group, lineNo, taken);
                group.reduce(lineNo, taken);
                left -= taken;
                round.audit()
                        .add(
                                "units.taken-off",
                                "hub",
                                order.id(),
                                event.event().id(),
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("group", group.id())
                                        .put("line", lineNo)
                                        .put("units", taken)
                                        .put("reason", reason));
                if (group.state() == GroupState.BACKORDERED) {
                    group.sourceAnew(round.now());
                }
            }
            if (group.state().isUnreleased() && group.isEmpty()) {
                round.cases().resolveOf(group);
                group.stopAt(GroupState.CANCELLED);
            }
        }
        return units - left;
    }

    /**
     * Recalls as many groups as hold {@code units} that the line has too many; those that are on their way back count. What
     * has left is not recalled: that is a return.
     *
     * @param fewer whether fewer are wanted than before: then those that were asked for in vain are asked for once more
     */
    void recall(Round round, WorkingOrder order, EventContext event, int lineNo, int units, boolean fewer) {
        List<WorkingGroup> groups = youngestFirst(order, lineNo);
        int comingBack = groups.stream()
                .filter(group -> group.state() == GroupState.CANCEL_REQUESTED)
                .map(group -> group.lines().get(lineNo))
                .mapToInt(GroupUnits::open)
                .sum();
        int left = Math.min(units, order.surplus(lineNo) - comingBack);
        for (WorkingGroup group : groups) {
            int open = group.lines().get(lineNo).open();
            if (left > 0
                    && open > 0
                    && (group.state() == GroupState.RELEASED || group.state() == GroupState.PARTIALLY_SHIPPED)) {
                if (fewer) {
                    group.forgetRefusal();
                }
                recalls.ask(
                        round,
                        order,
                        event,
                        group,
                        RecallReason.QUANTITY,
                        "the channel took " + units + " unit(s) off line " + lineNo);
                left -= open;
            }
        }
    }

    /** What is taken off one group for the sake of another must not let leave what waits for the channel's second word. */
    private static List<WorkingGroup> waitingLast(List<WorkingGroup> groups) {
        return groups.stream()
                .sorted(Comparator.comparing((WorkingGroup group) -> group.regrownAt() != null))
                .toList();
    }

    private static List<WorkingGroup> youngestFirst(WorkingOrder order, int lineNo) {
        return order.groups().stream()
                .filter(group -> group.lines().containsKey(lineNo))
                .sorted(Comparator.comparingLong(WorkingGroup::id).reversed())
                .toList();
    }
}
