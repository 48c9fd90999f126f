package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * Asks warehouses to give groups back, and does what their answers decide. A cancelled order's group is cancelled; of one
 * whose order changed, what is still wanted becomes a new group and is sourced anew: a dispatch is never changed, as the
 * warehouse knows it by its number.
 */
public final class Recalls {

    private static final Duration ANSWER_WITHIN = Duration.ofHours(24);

    private final BatchDependencies dependencies;
    private final Reservations reservations;

    public Recalls(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
    }

    void ask(Round round, WorkingOrder order, EventContext event, WorkingGroup group, RecallReason reason, String why) {
        ask(round, order, event.event().id(), group, reason, why);
    }

    /**
     * Asks for a group that is at its warehouse; one that was asked for already only gets the graver reason, and one that was
     * refused is asked for again only for a graver one.
     *
     * @param inboxId the event that is the reason, null when none is
     */
    public void ask(
            Round round, WorkingOrder order, Long inboxId, WorkingGroup group, RecallReason reason, String why) {
        if (group.state() == GroupState.CANCEL_REQUESTED) {
            if (reason.outranks(group.recalledFor())) {
                group.recallFor(reason);
                record(round, order, inboxId, group, "hub", "group.recall-changed", why);
            }
            return;
        }
        if (group.refusedFor() != null && !reason.outranks(group.refusedFor())) {
            return;
        }
        send(round, order, group, reason);
        record(round, order, inboxId, group, "hub", "group.recalled", why);
    }

    /** Asks for a group whose warehouse has not answered, in the same words. */
    public void askOnceMore(Round round, WorkingOrder order, EventContext event, WorkingGroup group) {
        send(round, order, group, group.recalledFor());
        record(round, order, event.event().id(), group, event.actor(), "group.recalled", "asked once more");
    }

    private void send(Round round, WorkingOrder order, WorkingGroup group, RecallReason reason) {
        group.become(
                GroupState.CANCEL_REQUESTED,
                NextStep.RECALL_ANSWER,
                round.now().plus(dependencies.timeScale().of(ANSWER_WITHIN)));
        group.recallFor(reason);
        round.messages()
                .add(DispatchMessage.of(dependencies.ids().next(), DispatchMessage.RECALL, order, group, false));
    }

    public void answer(Round round, WorkingOrder order, EventContext event, WorkingGroup group, boolean recalled) {
        RecallReason reason = group.recalledFor() == null ? RecallReason.CANCEL : group.recalledFor();
        record(
                round,
                order,
                event.event().id(),
                group,
                "location:" + group.location(),
                recalled ? "group.recall-granted" : "group.recall-refused",
                reason.word());
        round.cases().resolveOf(group);
        if (recalled) {
            granted(round, order, event, group);
        } else {
            group.become(
                    group.shippedAny() ? GroupState.PARTIALLY_SHIPPED : GroupState.RELEASED,
                    NextStep.CONFIRM,
                    round.now().plus(dependencies.timeScale().of(GroupState.CONFIRM_WITHIN)));
            if (group.lines().keySet().stream().anyMatch(no -> order.surplus(no) > 0)) {
                group.refuse(reason);
            }
            openCase(round, order, event, group, reason, surplus(order));
        }
    }

    private void granted(Round round, WorkingOrder order, EventContext event, WorkingGroup group) {
        reservations.releaseAll(round, order, group);
        Map<Integer, Integer> again = new TreeMap<>();
        group.lines().forEach((no, units) -> {
            int wanted = units.open() - Math.min(units.open(), order.surplus(no));
            if (wanted > 0) {
                again.put(no, wanted);
            }
        });
        again.forEach(group::reduce);
        if (group.shippedAny()) {
            group.lines().forEach((no, units) -> group.reduce(no, units.open()));
            group.stopAt(GroupState.SHIPPED);
        } else {
            group.stopAt(GroupState.CANCELLED);
        }
        if (!again.isEmpty()) {
            WorkingGroup next = WorkingGroup.founded(dependencies.ids().next());
            again.forEach((no, units) -> next.put(no, units, 0));
            next.sourceAnew(round.now());
            next.regrow(group.regrownAt());
            order.groups().add(next);
            round.audit()
                    .add(
                            "group.replaced",
                            "hub",
                            order.id(),
                            event.event().id(),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("group", group.id())
                                    .put("by", next.id())
                                    .put(
                                            "units",
                                            again.values().stream()
                                                    .mapToInt(Integer::intValue)
                                                    .sum()));
        }
    }

    /**
     * Parcels of a group left while its warehouse was asked to keep it: nobody will ask or answer again about them.
     *
     * @param tooMany units by line number that have left and are not wanted any more
     */
    public void leftMeanwhile(
            Round round, WorkingOrder order, EventContext event, WorkingGroup group, Map<Integer, Integer> tooMany) {
        if (group.state() == GroupState.CANCEL_REQUESTED
                && (group.shippedAll()
                        || group.lines().keySet().stream().anyMatch(no -> tooMany.getOrDefault(no, 0) > 0)
                        || group.recalledFor() == RecallReason.ADDRESS
                        || group.recalledFor() == RecallReason.HOLD)) {
            openCase(
                    round,
                    order,
                    event,
                    group,
                    group.recalledFor() == null ? RecallReason.CANCEL : group.recalledFor(),
                    tooMany);
        }
    }

    private static Map<Integer, Integer> surplus(WorkingOrder order) {
        Map<Integer, Integer> surplus = new TreeMap<>();
        order.lines().all().forEach(line -> surplus.put(line.lineNo(), order.surplus(line.lineNo())));
        return surplus;
    }

    private void openCase(
            Round round,
            WorkingOrder order,
            EventContext event,
            WorkingGroup group,
            RecallReason reason,
            Map<Integer, Integer> units) {
        boolean left = group.state() == GroupState.CANCEL_REQUESTED;
        String what = left
                ? "Parcels of group " + group.id() + " of order " + order.number() + " left " + group.location()
                        + " before the recall was answered"
                : "The warehouse " + group.location() + " ships group " + group.id() + " of order " + order.number()
                        + " although it was recalled";
        int tooMany = group.lines().entrySet().stream()
                .mapToInt(line -> Math.min(
                        left ? line.getValue().shipped() : line.getValue().quantity(),
                        units.getOrDefault(line.getKey(), 0)))
                .sum();
        ObjectNode evidence =
                JsonNodeFactory.instance.objectNode().put("group", group.id()).put("location", group.location());
        switch (reason) {
            case CANCEL -> {
                if (tooMany > 0) {
                    CancellationCases.open(
                            round,
                            left ? CaseCode.CANCEL_AFTER_SHIPMENT : CaseCode.RECALL_REFUSED,
                            order,
                            group,
                            event.event().id(),
                            what);
                }
            }
            case ADDRESS ->
                round.cases()
                        .openAbout(
                                "change:" + group.id(),
                                CaseCode.CHANGED_AFTER_RELEASE,
                                order,
                                event.event().id(),
                                what + ": it goes to the address the order had before"
                                        + (tooMany > 0 ? ", with " + tooMany + " unit(s) too many" : ""),
                                evidence.put("tooMany", tooMany).toString());
            case HOLD, QUANTITY -> {
                // either may have become the other while the warehouse was asked
                Optional<Hold> held =
                        order.holds().blocking(group, HoldStep.RELEASE).findFirst();
                if (tooMany > 0 && (reason == RecallReason.QUANTITY || held.isEmpty())) {
                    round.cases()
                            .openAbout(
                                    "change:" + group.id(),
                                    CaseCode.CHANGED_AFTER_RELEASE,
                                    order,
                                    event.event().id(),
                                    what + ": it holds " + tooMany + " unit(s) that the channel has taken off",
                                    evidence.put("tooMany", tooMany).toString());
                } else if (held.isPresent()) {
                    OrderCases.open(
                            round,
                            CaseCode.HELD_AFTER_RELEASE,
                            order,
                            group.id(),
                            event.event().id(),
                            what + ": the order may not ship"
                                    + (tooMany > 0 ? ", and " + tooMany + " unit(s) are too many" : "")
                                    + ". " + held.get().words(),
                            evidence.put("tooMany", tooMany).toString());
                }
            }
        }
    }

    private static void record(
            Round round,
            WorkingOrder order,
            Long inboxId,
            WorkingGroup group,
            String actor,
            String action,
            String reason) {
        round.audit()
                .add(
                        action,
                        actor,
                        order.id(),
                        inboxId,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .put("reason", reason));
    }
}
