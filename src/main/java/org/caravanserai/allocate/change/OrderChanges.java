package org.caravanserai.allocate.change;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.SnapshotLine;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.StatementFinding;
import org.caravanserai.outbox.SoldUnits;
import org.caravanserai.translate.EventContext;

/**
 * What a channel's newest snapshot does to an order: founds its lines and groups, or changes them by the difference per line and
 * when it is to go elsewhere. More becomes a group of its own, except what the groups still hold: units that are wanted again
 * before their warehouse has given them back.
 */
public final class OrderChanges {

    private final BatchDependencies dependencies;
    private final Reductions reductions;
    private final AddressChanges addresses;
    private final Cancellations cancellations;
    private final StatementDoubts doubts;
    private final StatementCases cases = new StatementCases();
    private final NamedParcels named = new NamedParcels();

    public OrderChanges(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reductions = new Reductions(dependencies);
        this.addresses = new AddressChanges(dependencies);
        this.cancellations = new Cancellations(dependencies);
        this.doubts = new StatementDoubts(dependencies);
    }

    /** The order is new. */
    public void found(Round round, WorkingOrder order, OrderSnapshot stated) {
        stated.lines().forEach(line -> order.lines().add(line, 0));
        LineTargets targets = LineTargets.of(order, stated, dependencies.settle(order.accountId()));
        targets.remember();
        Map<Integer, Integer> toShip = new TreeMap<>();
        Map<Integer, Integer> elsewhere = new TreeMap<>();
        for (SnapshotLine line : stated.lines()) {
            WorkingLine known = order.lines().byChannelId(line.lineId()).orElseThrow();
            int ours = targets.ours(known.lineNo(), line);
            int others = targets.elsewhere(known.lineNo(), line);
            known.state(ours + others);
            put(toShip, known.lineNo(), ours);
            put(elsewhere, known.lineNo(), others);
            sold(round, order, stated, line, ours + others);
        }
        addGroup(round, order, GroupState.CHANNEL_FULFILLED, elsewhere);
        addGroup(round, order, GroupState.RECEIVED, toShip);
        markCancelRequest(order, stated);
        doubts.hold(round, order, targets);
    }

    /**
     * The order is known and the channel now states something else.
     *
     * @param moved whether it is to go to another address than before
     */
    public void change(Round round, EventContext event, WorkingOrder order, OrderSnapshot stated, boolean moved) {
        markCancelRequest(order, stated);
        if (stated.isCancelled()) {
            cancellations.cancel(round, order, event, "");
        }
        stated.byId().values().forEach(line -> name(round, order, line));
        decide(round, event, order, stated, true);
        if (moved) {
            addresses.apply(round, order, event);
        }
    }

    /**
     * A line that the channel states for the first time, or under whose id it now means another article: what is still to be
     * sent of the former one goes back as if its line were gone. As long as nothing of it is reserved it becomes the other.
     */
    private static void name(Round round, WorkingOrder order, SnapshotLine line) {
        Optional<WorkingLine> known = order.lines().byChannelId(line.lineId());
        if (known.isEmpty()) {
            order.lines().add(line, 0);
        } else if (known.get().listing().isOther(line.listing())) {
            int lineNo = known.get().lineNo();
            if (order.groups().isUntouched(lineNo)) {
                known.get().relist(line.listing());
                order.groups().stream()
                        .filter(group -> group.state() == GroupState.BACKORDERED
                                && group.lines().containsKey(lineNo))
                        .forEach(group -> group.sourceAnew(round.now()));
            } else if (known.get().listing().isOtherArticle(line.listing())
                    && order.groups().isWaitedFor(lineNo)) {
                order.lines().add(line, 0);
            }
        }
    }

    /**
     * Something else has become known than what the channel states: its newest statement is decided again.
     *
     * @return units by line number that have left and are not wanted any more
     */
    public Map<Integer, Integer> again(Round round, EventContext event, WorkingOrder order) {
        Map<Integer, Integer> tooMany = new TreeMap<>();
        order.lines().all().forEach(line -> tooMany.put(line.lineNo(), order.surplus(line.lineNo())));
        order.statementWithoutPersons().ifPresent(stated -> {
            LineTargets targets = decide(round, event, order, stated, false);
            tooMany.replaceAll((lineNo, before) -> targets.tooMany(lineNo).orElse(before));
        });
        return tooMany;
    }

    private LineTargets decide(
            Round round, EventContext event, WorkingOrder order, OrderSnapshot stated, boolean fresh) {
        Map<String, SnapshotLine> named = stated.byId();
        LineTargets targets = LineTargets.of(order, stated, dependencies.settle(order.accountId()));
        targets.remember();
        Map<Integer, Integer> cancelled = targets.countCancellations();
        Set<Integer> fewer = new HashSet<>();
        Map<Integer, Integer> takenBack = new TreeMap<>();
        Map<Integer, Integer> elsewhere = new TreeMap<>();
        for (WorkingLine line : order.lines().all()) {
            SnapshotLine now = order.lines().isReplaced(line) ? null : named.get(line.channelLineId());
            int others = targets.elsewhere(line.lineNo(), now);
            int difference = line.state(targets.ours(line.lineNo(), now) + others);
            if (difference < 0) {
                fewer.add(line.lineNo());
            }
            if (difference > 0 && now != null && fresh) {
                sold(round, order, stated, now, difference);
            }
            int back = sentElsewhere(order, line.lineNo(), others, elsewhere);
            put(takenBack, line.lineNo(), back);
        }
        addGroup(round, order, GroupState.CHANNEL_FULFILLED, elsewhere);
        Map<Integer, Integer> more = new TreeMap<>();
        Map<Integer, Integer> regrown = new TreeMap<>();
        for (WorkingLine line : order.lines().all()) {
            int missing = line.quantity() - order.groups().held(line.lineNo());
            if (missing > 0) {
                int again = Math.min(missing, takenBack.getOrDefault(line.lineNo(), 0));
                put(regrown, line.lineNo(), again);
                put(more, line.lineNo(), missing - again);
            } else if (missing < 0) {
                less(round, event, order, line.lineNo(), -missing, fewer.contains(line.lineNo()));
            }
        }
        forgetRefusals(order);
        waitThere(round, order, takenBack, regrown);
        addGroup(round, order, GroupState.RECEIVED, more);
        addGroup(round, order, GroupState.RECEIVED, regrown).ifPresent(group -> group.regrow(round.now()));
        doubts.hold(round, order, targets);
        StatementDoubts.undone(order, cancelled, more);
        cases.tell(round, event.event().id(), order, targets);
        for (StatementFinding finding : targets.findings()) {
            if (finding instanceof StatementFinding.Accepted accepted) {
                this.named.note(round, event, order, stated, accepted);
            }
        }
        return targets;
    }

    /** What somebody else has sent stands in groups of its own; what staff took back leaves them. @return units of that */
    private static int sentElsewhere(WorkingOrder order, int lineNo, int units, Map<Integer, Integer> more) {
        int change = units - order.groups().elsewhere(lineNo);
        int back = 0;
        if (change > 0) {
            put(more, lineNo, change);
        }
        for (WorkingGroup group : order.groups()) {
            if (change < 0
                    && group.state() == GroupState.CHANNEL_FULFILLED
                    && group.lines().containsKey(lineNo)) {
                int part = Math.min(-change, group.lines().get(lineNo).open());
                group.reduce(lineNo, part);
                change += part;
                back += part;
            }
        }
        return back;
    }

    /**
     * What was taken back although no more is due, as something else was taken off at once, or as a warehouse has it or is asked
     * to give it back, waits for the channel's second word in the groups that have not left.
     */
    private static void waitThere(
            Round round, WorkingOrder order, Map<Integer, Integer> takenBack, Map<Integer, Integer> regrown) {
        takenBack.forEach((lineNo, units) -> {
            if (units > regrown.getOrDefault(lineNo, 0)) {
                order.groups().stream()
                        .filter(group -> !group.state().isTerminal())
                        .filter(group -> group.lines().containsKey(lineNo))
                        .forEach(group -> group.regrow(round.now()));
            }
        });
    }

    /** A warehouse that kept a group of which everything is wanted again has done no harm. */
    private static void forgetRefusals(WorkingOrder order) {
        for (WorkingGroup group : order.groups()) {
            if (group.lines().keySet().stream().allMatch(no -> order.surplus(no) == 0)) {
                group.forgetRefusal();
            }
        }
    }

    private void less(Round round, EventContext event, WorkingOrder order, int lineNo, int units, boolean fewer) {
        int taken = reductions.takeOff(round, order, event, lineNo, units, "the channel took them off");
        if (taken < units) {
            reductions.recall(round, order, event, lineNo, units - taken, fewer);
        }
    }

    private static void put(Map<Integer, Integer> units, int lineNo, int quantity) {
        if (quantity > 0) {
            units.put(lineNo, quantity);
        }
    }

    private Optional<WorkingGroup> addGroup(
            Round round, WorkingOrder order, GroupState state, Map<Integer, Integer> units) {
        if (units.isEmpty()) {
            return Optional.empty();
        }
        WorkingGroup group = WorkingGroup.founded(dependencies.ids().next());
        units.forEach((lineNo, quantity) -> group.put(lineNo, quantity, 0));
        group.become(state, NextStep.ALLOCATE, round.now());
        order.groups().add(group);
        return Optional.of(group);
    }

    private static void sold(Round round, WorkingOrder order, OrderSnapshot stated, SnapshotLine line, int units) {
        if (!stated.channelFulfilled() && units > 0 && !line.listing().isEmpty()) {
            round.sold()
                    .add(new SoldUnits(
                            order.accountId(),
                            line.listing().product(),
                            line.listing().variant(),
                            line.sku(),
                            units,
                            stated.placedAt()));
        }
    }

    private static void markCancelRequest(WorkingOrder order, OrderSnapshot stated) {
        if (stated.cancelRequested()) {
            order.alerts().raise(Cancellations.REQUESTED);
        } else {
            order.alerts().clear(Cancellations.REQUESTED);
        }
    }
}
