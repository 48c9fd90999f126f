package org.caravanserai.allocate;

import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/** What happens when a group's next step is due and nobody has taken it. A timer that comes too late changes nothing. */
public final class Timers {

    private final BatchDependencies tools;
    private final Reservations promises;

    public Timers(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
    }

    public void apply(Batch batch) {
        for (EventContext one : batch.with(Content.Timer.class).toList()) {
            Content.Timer timer = (Content.Timer) one.content();
            WorkingOrder order = batch.orderOfGroup(timer.groupId());
            WorkingGroup group =
                    order == null ? null : order.group(timer.groupId()).orElse(null);
            if (group != null
                    && timer.step().equals(group.nextStep())
                    && group.nextAt() != null
                    && !group.nextAt().isAfter(batch.now())) {
                apply(batch, one, order, group);
            }
        }
    }

    private void apply(Batch batch, EventContext one, WorkingOrder order, WorkingGroup group) {
        switch (group.nextStep()) {
            case "retry-allocation", "allocate" -> {
                if (group.state() == GroupState.BACKORDERED) {
                    group.become(GroupState.RECEIVED, "allocate", batch.now());
                }
            }
            case "expire" -> {
                promises.releaseAll(batch, order, group);
                group.become(
                        GroupState.HELD, "expire", batch.now().plus(tools.pace().of(SourceOrders.SOFT_PROMISE)));
                batch.audit()
                        .add("promise.expired", "hub", order.id(), one.event().id(), "{\"group\":" + group.id() + "}");
            }
            case "confirm" ->
                waitForPeople(
                        batch,
                        one,
                        order,
                        group,
                        CaseCode.NOT_CONFIRMED,
                        "The warehouse " + group.location() + " has not confirmed group " + group.id() + " in time");
            case "recall-answer" ->
                waitForPeople(
                        batch,
                        one,
                        order,
                        group,
                        CaseCode.RECALL_UNANSWERED,
                        "The warehouse " + group.location() + " has not answered the recall of group " + group.id());
            default ->
                throw new IllegalStateException(
                        "group " + group.id() + " has the unknown next step " + group.nextStep());
        }
    }

    private void waitForPeople(
            Batch batch, EventContext one, WorkingOrder order, WorkingGroup group, CaseCode cause, String summary) {
        batch.except(
                tools.ids().next(), cause, order, group, one.event().id(), summary, "{\"group\":" + group.id() + "}");
        group.become(group.state(), null, null);
    }
}
