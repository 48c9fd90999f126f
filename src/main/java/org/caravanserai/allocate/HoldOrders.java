package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Recalls;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.allocate.hold.HoldCauses;
import org.caravanserai.allocate.hold.HoldRule;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.StoredStatements;
import org.caravanserai.privacy.OrderKeys;

/**
 * Asks every cause anew whether an order must not go on, and does what follows: a case for what a person has to mend, the
 * audit trail, the next step of what is held; what is held no longer is sourced anew. A hold changes no state.
 */
public final class HoldOrders {

    /** When a hold that nobody has decided about is looked at again. */
    private static final Duration LOOK = Duration.ofHours(1);

    private final BatchDependencies dependencies;
    private final OrderKeys keys;
    private final List<HoldRule> rules;
    private final Reservations reservations;
    private final Recalls recalls;

    /** @param keys open what is stored of orders that are held or sourced anew and of which the batch brings no statement */
    public HoldOrders(BatchDependencies dependencies, OrderKeys keys, List<HoldRule> rules) {
        this.dependencies = dependencies;
        this.keys = keys;
        this.rules = rules;
        this.reservations = new Reservations(dependencies.ids());
        this.recalls = new Recalls(dependencies);
    }

    public Batch hold(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        StoredStatements.load(
                dependencies.connection(),
                round.orders().all().stream()
                        .filter(order -> order.snapshot().isEmpty()
                                && (order.holds().open().findAny().isPresent()
                                        || order.groups().stream()
                                                .anyMatch(group -> group.state() == GroupState.RECEIVED)))
                        .toList(),
                keys);
        List<HoldRule.Decision> decisions = new ArrayList<>();
        for (HoldRule rule : rules) {
            decisions.add(rule.prepare(round));
        }
        for (WorkingOrder order : round.orders().all()) {
            boolean waits =
                    order.groups().stream().anyMatch(group -> !group.state().isTerminal());
            if (waits) {
                decisions.forEach(one -> one.decide(order));
            }
            for (Hold hold : order.holds().copy()) {
                if (hold.isOpen()) {
                    keep(round, order, hold, waits);
                }
                tell(round, order, hold);
            }
            order.groups().copy().forEach(group -> apply(round, order, group));
        }
        return batch;
    }

    /** A hold ends when its time is over, and when nothing of what it holds is left to be done. */
    private void keep(Round round, WorkingOrder order, Hold hold, boolean waits) {
        boolean over = hold.until() != null && !hold.until().isAfter(round.now());
        boolean moot = !waits
                || hold.groupId() != null
                        && order.groups()
                                .byId(hold.groupId())
                                .map(group -> group.state().isTerminal())
                                .orElse(true);
        if (over || moot) {
            order.holds().end(hold, over ? HoldCauses.endedByTime(hold) : "hub");
        } else if (hold.nextLook() == null || !hold.nextLook().isAfter(round.now())) {
            Instant look = round.now().plus(dependencies.timeScale().of(LOOK));
            hold.lookAt(hold.until() != null && hold.until().isBefore(look) ? hold.until() : look);
        }
    }

    private static void tell(Round round, WorkingOrder order, Hold hold) {
        Long inboxId = round.orders().inboxIdOf(order);
        boolean begins = hold.isOpen() && hold.fresh();
        boolean ends = !hold.isOpen() && hold.changed();
        if (hold.caseId() != null && (ends || hold.reworded())) {
            round.cases().resolve(hold.caseId());
            hold.tellBy(null);
        }
        if (hold.isOpen() && !hold.quiet() && hold.caseId() == null) {
            hold.tellBy(round.cases()
                    .openFor(CaseCode.of(hold.cause()), order, hold.groupId(), inboxId, hold.words(), hold.evidence()));
        }
        if (begins || ends) {
            ObjectNode data = JsonNodeFactory.instance
                    .objectNode()
                    .put("cause", hold.cause())
                    .put("source", hold.source())
                    .put("step", hold.step().word())
                    .put("reason", hold.words());
            if (hold.groupId() != null) {
                data.put("group", hold.groupId());
            }
            round.audit()
                    .add(
                            begins ? "hold.placed" : "hold.released",
                            begins ? hold.createdBy() : hold.releasedBy(),
                            order.id(),
                            inboxId,
                            data);
        }
    }

    private void apply(Round round, WorkingOrder order, WorkingGroup group) {
        if (group.state().isUnreleased()) {
            boolean allocate = order.holds().block(group, HoldStep.ALLOCATE);
            boolean release = allocate || order.holds().block(group, HoldStep.RELEASE);
            if (group.state() == GroupState.ALLOCATED
                    && (allocate || !release && order.holds().letGo(group))) {
                reservations.releaseAll(round, order, group);
                group.sourceAnew(round.now());
            }
            if (allocate && group.state() == GroupState.RECEIVED) {
                waitFor(order, group, HoldStep.ALLOCATE);
            } else if (release && group.state() == GroupState.ALLOCATED) {
                waitFor(order, group, HoldStep.RELEASE);
            }
        } else if (group.state() == GroupState.RELEASED || group.state() == GroupState.PARTIALLY_SHIPPED) {
            order.holds()
                    .blocking(group, HoldStep.RELEASE)
                    .filter(hold -> hold.fresh() && hold.quiet())
                    .findFirst()
                    .ifPresent(hold -> recalls.ask(
                            round, order, round.orders().inboxIdOf(order), group, RecallReason.HOLD, hold.words()));
        }
    }

    /** The blocked step is the next one, and its time is that of the first hold to be looked at. */
    static void waitFor(WorkingOrder order, WorkingGroup group, HoldStep step) {
        Instant look = order.holds()
                .blocking(group, step)
                .map(Hold::nextLook)
                .min(Instant::compareTo)
                .orElseThrow();
        NextStep next = step.next();
        if (group.nextStep() != next || !look.equals(group.nextAt())) {
            group.become(group.state(), next, look);
        }
    }
}
