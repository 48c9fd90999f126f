package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.OutboxRow;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
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

    private final BatchDependencies tools;
    private final Reservations promises;

    public Recalls(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
    }

    /** Asks for a group that is at its warehouse; one that was asked for already only gets the graver reason. */
    void ask(Batch batch, WorkingOrder order, EventContext one, WorkingGroup group, RecallReason reason, String why) {
        if (group.state() == GroupState.CANCEL_REQUESTED) {
            if (reason.outranks(group.recalledFor())) {
                group.recallFor(reason);
                record(batch, order, one, group, "hub", "group.recall-changed", why);
            }
            return;
        }
        group.become(
                GroupState.CANCEL_REQUESTED,
                "recall-answer",
                batch.now().plus(tools.pace().of(ANSWER_WITHIN)));
        group.recallFor(reason);
        batch.outbox()
                .add(new OutboxRow(
                        tools.ids().next(),
                        "dispatch",
                        "location:" + group.location(),
                        "recall",
                        order.id(),
                        group.id(),
                        "{\"groupId\":" + group.id() + "}",
                        order.shipBy(),
                        false));
        record(batch, order, one, group, "hub", "group.recalled", why);
    }

    public void answer(Batch batch, WorkingOrder order, EventContext one, WorkingGroup group, boolean recalled) {
        RecallReason reason = group.recalledFor() == null ? RecallReason.CANCEL : group.recalledFor();
        record(
                batch,
                order,
                one,
                group,
                "location:" + group.location(),
                recalled ? "group.recall-granted" : "group.recall-refused",
                reason.name().toLowerCase(Locale.ROOT));
        batch.goesOn(group);
        if (recalled) {
            granted(batch, order, one, group, reason);
        } else {
            group.become(
                    group.shippedAny() ? GroupState.PARTIALLY_SHIPPED : GroupState.RELEASED,
                    "confirm",
                    batch.now().plus(tools.pace().of(GroupState.CONFIRM_WITHIN)));
            except(batch, order, one, group, reason);
        }
    }

    private void granted(Batch batch, WorkingOrder order, EventContext one, WorkingGroup group, RecallReason reason) {
        promises.releaseAll(batch, order, group);
        Map<Integer, Integer> again = new TreeMap<>();
        if (reason != RecallReason.CANCEL) {
            group.lines().forEach((no, units) -> {
                int wanted = units.open() - Math.min(units.open(), order.surplus(no));
                if (wanted > 0) {
                    again.put(no, wanted);
                }
            });
            again.forEach(group::reduce);
        }
        if (group.shippedAny()) {
            group.lines().forEach((no, units) -> group.reduce(no, units.open()));
            group.become(GroupState.SHIPPED, null, null);
        } else {
            group.become(GroupState.CANCELLED, null, null);
        }
        if (!again.isEmpty()) {
            WorkingGroup next = new WorkingGroup(tools.ids().next(), GroupState.RECEIVED, null, true);
            again.forEach((no, units) -> next.put(no, units, 0));
            next.become(GroupState.RECEIVED, "allocate", batch.now());
            order.groups().add(next);
            batch.audit()
                    .add(
                            "group.replaced",
                            "hub",
                            order.id(),
                            one.event().id(),
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

    /** Parcels of a group left while its warehouse was asked to keep it: nobody will ask or answer again about them. */
    public void leftMeanwhile(Batch batch, WorkingOrder order, EventContext one, WorkingGroup group) {
        if (group.state() == GroupState.CANCEL_REQUESTED
                && (group.shippedAll() || group.recalledFor() == RecallReason.ADDRESS)) {
            except(batch, order, one, group, group.recalledFor() == null ? RecallReason.CANCEL : group.recalledFor());
        }
    }

    private void except(Batch batch, WorkingOrder order, EventContext one, WorkingGroup group, RecallReason reason) {
        boolean left = group.state() == GroupState.CANCEL_REQUESTED;
        String what = left
                ? "Parcels of group " + group.id() + " of order " + order.number() + " left " + group.location()
                        + " before the recall was answered"
                : "The warehouse " + group.location() + " ships group " + group.id() + " of order " + order.number()
                        + " although it was recalled";
        int tooMany = group.lines().entrySet().stream()
                .mapToInt(line -> Math.min(line.getValue().quantity(), order.surplus(line.getKey())))
                .sum();
        ObjectNode evidence =
                JsonNodeFactory.instance.objectNode().put("group", group.id()).put("location", group.location());
        switch (reason) {
            case CANCEL ->
                batch.except(
                        tools.ids().next(),
                        left ? CaseCode.CANCEL_AFTER_SHIPMENT : CaseCode.RECALL_REFUSED,
                        order,
                        null,
                        one.event().id(),
                        what,
                        evidence.toString());
            case ADDRESS ->
                batch.except(
                        tools.ids().next(),
                        CaseCode.CHANGED_AFTER_RELEASE,
                        order,
                        null,
                        one.event().id(),
                        what + ": it goes to the address the order had before"
                                + (tooMany > 0 ? ", with " + tooMany + " unit(s) too many" : ""),
                        evidence.put("tooMany", tooMany).toString());
            case QUANTITY -> {
                if (tooMany > 0) {
                    batch.except(
                            tools.ids().next(),
                            CaseCode.CHANGED_AFTER_RELEASE,
                            order,
                            null,
                            one.event().id(),
                            what + ": it holds " + tooMany + " unit(s) that the channel has taken off",
                            evidence.put("tooMany", tooMany).toString());
                }
            }
        }
    }

    private static void record(
            Batch batch,
            WorkingOrder order,
            EventContext one,
            WorkingGroup group,
            String actor,
            String action,
            String reason) {
        batch.audit()
                .add(
                        action,
                        actor,
                        order.id(),
                        one.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .put("reason", reason));
    }
}
