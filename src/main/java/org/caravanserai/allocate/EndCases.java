package org.caravanserai.allocate;

import java.util.stream.LongStream;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.ExcessReservations;
import org.caravanserai.allocate.change.OrderCases;
import org.caravanserai.allocate.store.EventSubject;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/** Ends the cases whose cause is gone with what was decided, and says of what sources said rightly that it was right. */
public final class EndCases {

    public void end(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (WorkingOrder order : round.orders().all()) {
            end(round, order);
        }
        for (EventContext event : batch.events()) {
            if (round.failure(event) == null && !round.isAsked(event)) {
                if (!event.place().isEmpty()) {
                    round.cases().resolveAnywhere(EventSubject.ofLine(event));
                }
                event.believed().stream()
                        .filter(field -> !event.ahead().contains(field))
                        .forEach(field ->
                                round.cases().rightThisTime(event.account().id(), JudgeStatements.subject(field)));
            }
        }
    }

    private static void end(Round round, WorkingOrder order) {
        boolean over = order.groups().stream().allMatch(group -> group.state().isTerminal());
        boolean stated = round.orders().inboxIdOf(order) != null;
        OrderCases.end(round, order, CaseCode.ORDER_NOT_FOUND, LongStream.of(0), none -> over || stated);
        OrderCases.end(
                round,
                order,
                CaseCode.CANCEL_TOO_LATE,
                order.lines().all().stream().mapToLong(line -> line.lineNo()),
                line -> order.groups().stream().noneMatch(group -> isThere(group, (int) line)));
        OrderCases.end(
                round,
                order,
                CaseCode.COUNT_BELOW_RESERVED,
                groups(order),
                id -> order.groups()
                        .byId(id)
                        .filter(group -> !group.state().isTerminal())
                        .isEmpty());
        if (!order.alerts().has(CaseCode.COUNT_BELOW_RESERVED.code())) {
            order.alerts().clear(ExcessReservations.SHORT);
        }
        OrderCases.end(
                round,
                order,
                CaseCode.HELD_AFTER_RELEASE,
                groups(order),
                id -> isLetGo(order, order.groups().byId(id).orElseThrow()));
    }

    private static LongStream groups(WorkingOrder order) {
        return order.groups().stream().mapToLong(WorkingGroup::id);
    }

    /** Units of the line are at the group's warehouse. */
    private static boolean isThere(WorkingGroup group, int line) {
        return !group.state().isTerminal()
                && !group.state().isUnreleased()
                && group.lines().containsKey(line)
                && group.lines().get(line).open() > 0;
    }

    /** It may ship, or does not: what has left while it might not is for people. */
    private static boolean isLetGo(WorkingOrder order, WorkingGroup group) {
        return group.state() == GroupState.CANCELLED
                || !group.shippedAny() && !order.holds().block(group, HoldStep.RELEASE);
    }
}
