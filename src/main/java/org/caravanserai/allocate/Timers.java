package org.caravanserai.allocate;

import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/** What happens when a group's next step is due and nobody has taken it. A timer that comes too late changes nothing. */
public final class Timers {

    private final Reservations reservations;

    public Timers(BatchDependencies dependencies) {
        this.reservations = new Reservations(dependencies.ids());
    }

    public Batch apply(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.Timer.class).toList()) {
            Content.Timer timer = (Content.Timer) event.content();
            WorkingOrder order = round.orders().ofGroup(timer.groupId());
            WorkingGroup group =
                    order == null ? null : order.groups().byId(timer.groupId()).orElse(null);
            if (group != null
                    && timer.step() == group.nextStep()
                    && group.nextAt() != null
                    && !group.nextAt().isAfter(round.now())) {
                apply(round, event, order, group);
            }
        }
        return batch;
    }

    private void apply(Round round, EventContext event, WorkingOrder order, WorkingGroup group) {
        switch (group.nextStep()) {
            case RETRY_ALLOCATION, ALLOCATE -> {
                if (group.state() == GroupState.BACKORDERED) {
                    group.sourceAnew(round.now());
                }
            }
            case RELEASE -> {
                List<Hold> expired = order.holds()
                        .blocking(group, HoldStep.RELEASE)
                        .filter(one -> one.quiet() && !one.nextLook().isAfter(round.now()))
                        .toList();
                if (!order.head().pending() || group.state() != GroupState.ALLOCATED || expired.isEmpty()) {
                    return;
                }
                reservations.releaseAll(round, order, group);
                group.sourceAnew(round.now());
                expired.forEach(one -> one.move(HoldStep.ALLOCATE));
                round.audit()
                        .add(
                                "reservation.expired",
                                "hub",
                                order.id(),
                                event.event().id(),
                                "{\"group\":" + group.id() + "}");
            }
            case CONFIRM ->
                waitForPeople(
                        round,
                        event,
                        order,
                        group,
                        CaseCode.NOT_CONFIRMED,
                        "The warehouse " + group.location() + " has not confirmed group " + group.id() + " in time");
            case RECALL_ANSWER ->
                waitForPeople(
                        round,
                        event,
                        order,
                        group,
                        CaseCode.RECALL_UNANSWERED,
                        "The warehouse " + group.location() + " has not answered the recall of group " + group.id());
        }
    }

    private static void waitForPeople(
            Round round, EventContext event, WorkingOrder order, WorkingGroup group, CaseCode code, String summary) {
        round.cases().open(code, order, group, event.event().id(), summary, "{\"group\":" + group.id() + "}");
        group.stopAt(group.state());
    }
}
