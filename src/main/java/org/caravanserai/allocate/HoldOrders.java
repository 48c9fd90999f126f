package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
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

    private final BatchDependencies dependencies;
    private final Reservations reservations;

    private record Reason(CaseCode code, String summary, String evidence) {}

    public HoldOrders(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
    }

    public void hold(Batch batch) {
        Round round = batch.round();
        for (WorkingOrder order : round.orders().all()) {
            for (WorkingGroup group : order.groups().copy()) {
                if (group.state() == GroupState.RECEIVED
                        || group.state() == GroupState.HELD
                        || group.state() == GroupState.ALLOCATED
                                && order.alerts().has(Cancellations.REQUESTED)) {
                    decide(round, order, group);
                }
            }
        }
    }

    private void decide(Round round, WorkingOrder order, WorkingGroup group) {
        Reason reason = reason(order, group);
        if (reason == null) {
            letGo(round, order, group);
        } else if (group.state() != GroupState.HELD || group.caseId() == null) {
            round.cases().resolveOf(group);
            Long inboxId = round.orders().inboxIdOf(order);
            round.cases().open(reason.code, order, group, inboxId, reason.summary, reason.evidence);
            group.stopAt(GroupState.HELD);
            round.audit()
                    .add(
                            "group.held",
                            "hub",
                            order.id(),
                            inboxId,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("group", group.id())
                                    .put("cause", reason.code.code()));
        }
    }

    /** A held group is decided anew from the start; what it held softly is given back first. */
    private void letGo(Round round, WorkingOrder order, WorkingGroup group) {
        boolean waitsForPayment = group.state() == GroupState.HELD && group.caseId() == null;
        if (group.state() == GroupState.HELD
                && !(waitsForPayment && order.head().pending())) {
            reservations.releaseAll(round, order, group);
            round.cases().resolveOf(group);
            group.sourceAnew(round.now());
        }
    }

    private static Reason reason(WorkingOrder order, WorkingGroup group) {
        if (order.head().test()) {
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
        if (order.alerts().has(Cancellations.REQUESTED)) {
            return new Reason(
                    CaseCode.BUYER_WANTS_CANCEL, "The buyer asked the channel to cancel order " + order.number(), "{}");
        }
        return null;
    }
}
