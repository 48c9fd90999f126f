package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.Cancellations;
import org.caravanserai.allocate.change.PartialCancellations;
import org.caravanserai.allocate.change.Recalls;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/** Commands of people and answers of warehouses that concern one order: cancellations, recall answers, retries of a case. */
public final class ApplyCommands {

    private final Cancellations cancellations;
    private final PartialCancellations partial;
    private final Recalls recalls;

    public ApplyCommands(BatchDependencies tools) {
        this.cancellations = new Cancellations(tools);
        this.partial = new PartialCancellations(tools);
        this.recalls = new Recalls(tools);
    }

    public void cancel(Batch batch) {
        for (EventContext one : batch.with(Content.Cancel.class).toList()) {
            Content.Cancel cancel = (Content.Cancel) one.content();
            WorkingOrder order = cancel.orderId() != null ? batch.order(cancel.orderId()) : batch.order(cancel.order());
            if (order == null) {
                one.except(CaseCode.UNKNOWN_TARGET, "The cancellation names an order the hub does not have", "{}");
            } else if (cancel.lines().isEmpty()) {
                cancellations.cancel(batch, order, one, cancel.reason());
            } else {
                partial.cancel(batch, order, one, cancel);
            }
        }
    }

    public void answerRecalls(Batch batch) {
        for (EventContext one : batch.with(Content.RecallAnswer.class).toList()) {
            Content.RecallAnswer answer = (Content.RecallAnswer) one.content();
            WorkingOrder order = batch.orderOfGroup(answer.groupId());
            Optional<WorkingGroup> group = order == null ? Optional.empty() : order.group(answer.groupId());
            if (group.isEmpty()) {
                one.except(
                        CaseCode.UNKNOWN_DISPATCH,
                        "The warehouse answers a recall of a dispatch the hub does not know",
                        "{\"dispatch\":" + answer.groupId() + "}");
            } else if (group.get().state() == GroupState.CANCEL_REQUESTED) {
                recalls.answer(batch, order, one, group.get(), answer.recalled());
            }
        }
    }

    /** Retries: a message is sent again; of an order, everything that waits is decided again; an event goes back into the queue. */
    public void redrive(Batch batch) {
        for (EventContext one : batch.with(Content.Redrive.class).toList()) {
            Content.Redrive redrive = (Content.Redrive) one.content();
            if (redrive.outboxId() != null) {
                batch.againMessages().add(redrive.outboxId());
                batch.resolvedCases().add(redrive.caseId());
                record(batch, one, redrive);
                continue;
            }
            if (redrive.orderId() == null && redrive.inboxId() != null) {
                batch.againEvents().add(redrive.inboxId());
                record(batch, one, redrive);
                continue;
            }
            WorkingOrder order = redrive.orderId() == null ? null : batch.order(redrive.orderId());
            if (order == null) {
                one.except(
                        CaseCode.UNKNOWN_TARGET,
                        "The retry names a case of an order the hub does not have",
                        "{\"case\":" + redrive.caseId() + "}");
                continue;
            }
            order.calm(Cancellations.REQUESTED);
            order.groups().stream()
                    .filter(group -> group.state() == GroupState.BACKORDERED)
                    .forEach(group -> group.become(GroupState.RECEIVED, "allocate", batch.now()));
            record(batch, one, redrive);
            batch.touchedCases().add(redrive.caseId());
        }
    }

    private static void record(Batch batch, EventContext one, Content.Redrive redrive) {
        batch.audit()
                .add(
                        "case.retried",
                        redrive.actor(),
                        redrive.orderId(),
                        one.event().id(),
                        JsonNodeFactory.instance.objectNode().put("case", redrive.caseId()));
    }
}
