package org.caravanserai.process;

import java.time.Duration;
import org.caravanserai.exceptions.Cause;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** What happens when a group's next step is due and nobody has taken it. A timer that comes too late changes nothing. */
public final class Timers {

    /** How long a warehouse may take before a person is asked to look. */
    static final Duration CONFIRM_WITHIN = Duration.ofHours(48);

    private final Tools tools;
    private final Promises promises;

    public Timers(Tools tools) {
        this.tools = tools;
        this.promises = new Promises(tools.ids());
    }

    public void apply(Batch batch) {
        for (Observation one : batch.with(Content.Timer.class).toList()) {
            Content.Timer timer = (Content.Timer) one.content();
            WorkingOrder order = batch.orderOfGroup(timer.groupId());
            WorkingGroup group = order == null ? null : order.group(timer.groupId()).orElse(null);
            if (group != null && timer.step().equals(group.nextStep()) && group.nextAt() != null && !group.nextAt().isAfter(batch.now())) {
                apply(batch, one, order, group);
            }
        }
    }

    private void apply(Batch batch, Observation one, WorkingOrder order, WorkingGroup group) {
        switch (group.nextStep()) {
            case "retry-allocation", "allocate" -> {
                if (group.state() == GroupState.BACKORDERED) {
                    group.become(GroupState.RECEIVED, "allocate", batch.now());
                }
            }
            case "expire" -> {
                promises.releaseAll(batch, order, group);
                group.become(GroupState.HELD, "expire", batch.now().plus(tools.pace().of(SourceOrders.SOFT_PROMISE)));
                batch.audit().add("promise.expired", "hub", order.id(), one.event().id(), "{\"group\":" + group.id() + "}");
            }
            case "confirm" -> waitForPeople(batch, one, order, group, Cause.NOT_CONFIRMED,
                    "The warehouse " + group.location() + " has not confirmed group " + group.id() + " in time");
            case "recall-answer" -> waitForPeople(batch, one, order, group, Cause.RECALL_UNANSWERED,
                    "The warehouse " + group.location() + " has not answered the recall of group " + group.id());
            default -> throw new IllegalStateException("group " + group.id() + " has the unknown next step " + group.nextStep());
        }
    }

    private void waitForPeople(Batch batch, Observation one, WorkingOrder order, WorkingGroup group, Cause cause, String summary) {
        batch.except(tools.ids().next(), cause, order, group, one.event().id(), summary, "{\"group\":" + group.id() + "}");
        group.become(group.state(), null, null);
    }
}
