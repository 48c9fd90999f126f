package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.Cancellations;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/**
 * Holds back what must not go on, with a case that says why; lets go what was held when the reason is gone. A hold is
 * decided anew each time the order is worked on.
 */
public final class HoldOrders {

    private final BatchDependencies tools;
    private final Reservations promises;

    private record Reason(CaseCode cause, String summary, String evidence) {}

    public HoldOrders(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
    }

    public void hold(Batch batch) {
        for (WorkingOrder order : batch.orders().values()) {
            for (WorkingGroup group : List.copyOf(order.groups())) {
                if (group.state() == GroupState.RECEIVED
                        || group.state() == GroupState.HELD
                        || group.state() == GroupState.ALLOCATED && order.hasAlert(Cancellations.REQUESTED)) {
                    decide(batch, order, group);
                }
            }
        }
    }

    private void decide(Batch batch, WorkingOrder order, WorkingGroup group) {
        Reason reason = reason(order, group);
        if (reason == null) {
            letGo(batch, order, group);
        } else if (group.state() != GroupState.HELD || group.caseId() == null) {
            batch.goesOn(group);
            Long inboxId = batch.statedBy().containsKey(order.id())
                    ? batch.statedBy().get(order.id()).event().id()
                    : null;
            batch.except(tools.ids().next(), reason.cause, order, group, inboxId, reason.summary, reason.evidence);
            group.become(GroupState.HELD, null, null);
            batch.audit()
                    .add(
                            "group.held",
                            "hub",
                            order.id(),
                            inboxId,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("group", group.id())
                                    .put("cause", reason.cause.code()));
        }
    }

    /** A held group is decided anew from the start; what it held softly is given back first. */
    private void letGo(Batch batch, WorkingOrder order, WorkingGroup group) {
        boolean waitsForPayment = group.state() == GroupState.HELD && group.caseId() == null;
        if (group.state() == GroupState.HELD && !(waitsForPayment && order.pending())) {
            promises.releaseAll(batch, order, group);
            batch.goesOn(group);
            group.become(GroupState.RECEIVED, "allocate", batch.now());
        }
    }

    private static Reason reason(WorkingOrder order, WorkingGroup group) {
        if (order.test()) {
            return new Reason(CaseCode.TEST_ORDER, "Order " + order.number() + " is a test order of the channel", "{}");
        }
        String unknown = group.lines().keySet().stream()
                .map(no -> order.lines().get(no))
                .filter(line -> line.sku() == null)
                .map(line -> "line " + line.lineNo() + " has SKU '" + line.channelSku() + "'")
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            return new Reason(
                    CaseCode.UNKNOWN_SKU,
                    "No item is known for what was ordered: " + unknown,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("group", group.id())
                            .put("unknown", unknown)
                            .toString());
        }
        if (order.hasAlert(Cancellations.REQUESTED)) {
            return new Reason(
                    CaseCode.BUYER_WANTS_CANCEL, "The buyer asked the channel to cancel order " + order.number(), "{}");
        }
        return null;
    }
}
