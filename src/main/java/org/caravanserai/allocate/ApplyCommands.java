package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Cancellations;
import org.caravanserai.allocate.change.PartialCancellations;
import org.caravanserai.allocate.change.Recalls;
import org.caravanserai.allocate.hold.HoldCauses;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/** Commands of people and answers of warehouses that concern one order: cancellations, recall answers, retries of a case. */
public final class ApplyCommands {

    private final BatchDependencies dependencies;
    private final Cancellations cancellations;
    private final PartialCancellations partial;
    private final Recalls recalls;

    public ApplyCommands(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.cancellations = new Cancellations(dependencies);
        this.partial = new PartialCancellations(dependencies);
        this.recalls = new Recalls(dependencies);
    }

    public Batch cancel(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.Cancel.class).toList()) {
            Content.Cancel cancel = (Content.Cancel) event.content();
            WorkingOrder order = cancel.orderId() != null
                    ? round.orders().get(cancel.orderId())
                    : round.orders().get(cancel.order());
            if (order == null) {
                round.fail(
                        event, CaseCode.UNKNOWN_TARGET, "The cancellation names an order the hub does not have", "{}");
            } else {
                cancel(round, order, event, cancel);
            }
        }
        return batch;
    }

    /** Carries it out as far as it can be, and keeps what the channel is to be told of it. */
    private void cancel(Round round, WorkingOrder order, EventContext event, Content.Cancel cancel) {
        Map<Integer, Integer> before = new TreeMap<>();
        order.lines().all().forEach(line -> before.put(line.lineNo(), line.withdrawn()));
        if (cancel.lines().isEmpty()) {
            cancellations.cancel(round, order, event, cancel.reason());
            withdraw(order);
        } else {
            partial.cancel(round, order, event, cancel);
        }
        Map<Integer, Integer> taken = new TreeMap<>();
        order.lines().all().stream()
                .filter(line -> line.withdrawn() > before.get(line.lineNo()))
                .forEach(line -> taken.put(line.lineNo(), line.withdrawn() - before.get(line.lineNo())));
        if (!taken.isEmpty() && !cancel.channelKnows()) {
            order.cancellations()
                    .add(WorkingCancellation.asked(
                            dependencies.ids().next(),
                            event.actor(),
                            cancel.reason(),
                            cancel.lines().isEmpty(),
                            taken));
        }
    }

    /** The channel still counts what a command has cancelled. */
    private static void withdraw(WorkingOrder order) {
        order.lines().all().forEach(line -> {
            int open = line.quantity()
                    - order.parcels().left(line.lineNo())
                    - order.groups().elsewhere(line.lineNo());
            if (open > 0) {
                line.withdraw(open);
            }
        });
    }

    public Batch answerRecalls(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.RecallAnswer.class).toList()) {
            Content.RecallAnswer answer = (Content.RecallAnswer) event.content();
            WorkingOrder order = round.orders().ofGroup(answer.groupId());
            Optional<WorkingGroup> group =
                    order == null ? Optional.empty() : order.groups().byId(answer.groupId());
            if (group.isEmpty()) {
                round.fail(
                        event,
                        CaseCode.UNKNOWN_DISPATCH,
                        "The warehouse answers a recall of a dispatch the hub does not know",
                        "{\"dispatch\":" + answer.groupId() + "}");
            } else if (group.get().state() == GroupState.CANCEL_REQUESTED) {
                recalls.answer(round, order, event, group.get(), answer.recalled());
            }
        }
        return batch;
    }

    /** Retries: a message is sent again; of an order, everything that waits is decided again; an event goes back into the queue. */
    public Batch redrive(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.Redrive.class).toList()) {
            Content.Redrive redrive = (Content.Redrive) event.content();
            if (redrive.outboxId() != null) {
                // its case ends when it is delivered, and is seen again when it is not
                round.messagesAgain().add(redrive.outboxId());
                record(round, event, redrive);
                continue;
            }
            if (redrive.orderId() == null && redrive.inboxId() != null) {
                round.eventsAgain().add(redrive.inboxId());
                record(round, event, redrive);
                continue;
            }
            WorkingOrder order =
                    redrive.orderId() == null ? null : round.orders().get(redrive.orderId());
            if (order == null) {
                round.fail(
                        event,
                        CaseCode.UNKNOWN_TARGET,
                        "The retry names a case of an order the hub does not have",
                        "{\"case\":" + redrive.caseId() + "}");
                continue;
            }
            order.alerts().clear(Cancellations.REQUESTED);
            order.holds()
                    .open()
                    .filter(one ->
                            one.caseId() != null && one.caseId() == redrive.caseId() && HoldCauses.waivedByRetry(one))
                    .toList()
                    .forEach(one -> order.holds().end(one, redrive.actor()));
            order.groups().stream()
                    .filter(group -> group.state() == GroupState.BACKORDERED)
                    .forEach(group -> group.sourceAnew(round.now()));
            if (order.alerts().has(CaseCode.ORDER_NOT_FOUND.code())
                    && dependencies.isAsked(dependencies.account(order.accountId()))) {
                round.askAgain(order, round.now());
            }
            record(round, event, redrive);
            if (!waitOnceMore(round, order, event, redrive.caseId())) {
                round.cases().seeAgain(redrive.caseId());
            }
        }
        return batch;
    }

    /** A group that its warehouse did not answer about: it is asked, or waited for, as long once more. */
    private boolean waitOnceMore(Round round, WorkingOrder order, EventContext event, long caseId) {
        Optional<WorkingGroup> waiting = order.groups().stream()
                .filter(group -> group.caseId() != null && group.caseId() == caseId)
                .filter(group -> group.state().isAtWarehouse() && group.nextStep() == null)
                .findFirst();
        waiting.ifPresent(group -> {
            round.cases().resolveOf(group);
            if (group.state() == GroupState.CANCEL_REQUESTED) {
                recalls.askOnceMore(round, order, event, group);
            } else {
                group.become(
                        group.state(),
                        NextStep.CONFIRM,
                        round.now().plus(dependencies.timeScale().of(GroupState.CONFIRM_WITHIN)));
            }
        });
        return waiting.isPresent();
    }

    private static void record(Round round, EventContext event, Content.Redrive redrive) {
        round.audit()
                .add(
                        "case.retried",
                        redrive.actor(),
                        redrive.orderId(),
                        event.event().id(),
                        JsonNodeFactory.instance.objectNode().put("case", redrive.caseId()));
    }
}
