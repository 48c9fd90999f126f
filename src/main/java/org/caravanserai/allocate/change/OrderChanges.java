package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
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
    private final NamedParcels named = new NamedParcels();

    public OrderChanges(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reductions = new Reductions(dependencies);
        this.addresses = new AddressChanges(dependencies);
        this.cancellations = new Cancellations(dependencies);
    }

    /** The order is new. */
    public void found(Round round, WorkingOrder order, OrderSnapshot stated) {
        stated.lines().forEach(line -> order.lines().add(line, 0));
        LineTargets targets = LineTargets.of(order, stated);
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
        Map<String, SnapshotLine> named = new HashMap<>();
        for (SnapshotLine line : stated.lines()) {
            named.put(line.lineId(), line);
            if (order.lines().byChannelId(line.lineId()).isEmpty()) {
                order.lines().add(line, 0);
            }
        }
        LineTargets targets = LineTargets.of(order, stated);
        Map<Integer, Integer> elsewhere = new TreeMap<>();
        for (WorkingLine line : order.lines().all()) {
            SnapshotLine now = named.get(line.channelLineId());
            int others = targets.elsewhere(line.lineNo(), now);
            int difference = line.state(targets.ours(line.lineNo(), now) + others);
            if (difference > 0 && now != null) {
                sold(round, order, stated, now, difference);
            }
            sentElsewhere(order, line.lineNo(), others, elsewhere);
        }
        addGroup(round, order, GroupState.CHANNEL_FULFILLED, elsewhere);
        Map<Integer, Integer> more = new TreeMap<>();
        for (WorkingLine line : order.lines().all()) {
            int missing = line.quantity() - order.groups().held(line.lineNo());
            if (missing > 0) {
                put(more, line.lineNo(), missing);
            } else if (missing < 0) {
                less(round, event, order, line.lineNo(), -missing);
            }
        }
        if (moved) {
            addresses.apply(round, order, event);
        }
        addGroup(round, order, GroupState.RECEIVED, more);
        record(round, event, order, targets);
    }

    /** What somebody else has sent stands in groups of its own; what staff took back leaves them. */
    private static void sentElsewhere(WorkingOrder order, int lineNo, int units, Map<Integer, Integer> more) {
        int change = units - order.groups().elsewhere(lineNo);
        if (change > 0) {
            put(more, lineNo, change);
        }
        for (WorkingGroup group : order.groups()) {
            if (change < 0
                    && group.state() == GroupState.CHANNEL_FULFILLED
                    && group.lines().containsKey(lineNo)) {
                int back = Math.min(-change, group.lines().get(lineNo).open());
                group.reduce(lineNo, back);
                change += back;
            }
        }
    }

    private void record(Round round, EventContext event, WorkingOrder order, LineTargets targets) {
        for (StatementFinding finding : targets.findings()) {
            if (finding instanceof StatementFinding.OverShipped over) {
                round.cases()
                        .open(
                                CaseCode.OVER_SHIPPED,
                                order,
                                event.event().id(),
                                over.units() + " unit(s) more of line " + over.lineNo() + " of order " + order.number()
                                        + " have left than were ordered: the shop has sent some too",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("line", over.lineNo())
                                        .put("tooMany", over.units())
                                        .toString());
            } else if (finding instanceof StatementFinding.Accepted accepted) {
                named.note(round, event, order, accepted);
            } else if (finding instanceof StatementFinding.TakenOffAfterLeaving back) {
                round.audit()
                        .add(
                                "units.to-come-back",
                                "hub",
                                order.id(),
                                event.event().id(),
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("line", back.lineNo())
                                        .put("units", back.units()));
            }
        }
    }

    private void less(Round round, EventContext event, WorkingOrder order, int lineNo, int units) {
        int taken = reductions.takeOff(round, order, event, lineNo, units, "the channel took them off");
        if (taken < units) {
            reductions.recall(round, order, event, lineNo, units - taken);
        }
    }

    private static void put(Map<Integer, Integer> units, int lineNo, int quantity) {
        if (quantity > 0) {
            units.put(lineNo, quantity);
        }
    }

    private void addGroup(Round round, WorkingOrder order, GroupState state, Map<Integer, Integer> units) {
        if (units.isEmpty()) {
            return;
        }
        WorkingGroup group = WorkingGroup.founded(dependencies.ids().next());
        units.forEach((lineNo, quantity) -> group.put(lineNo, quantity, 0));
        group.become(state, NextStep.ALLOCATE, round.now());
        order.groups().add(group);
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
