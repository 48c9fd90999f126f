package org.caravanserai.allocate.change;

import java.util.HashSet;
import java.util.Map;
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

    public OrderChanges(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reductions = new Reductions(dependencies);
        this.addresses = new AddressChanges(dependencies);
        this.cancellations = new Cancellations(dependencies);
    }

    /** The order is new. */
    public void found(Round round, WorkingOrder order, OrderSnapshot stated) {
        Map<Integer, Integer> toShip = new TreeMap<>();
        Map<Integer, Integer> doneElsewhere = new TreeMap<>();
        for (SnapshotLine line : stated.lines()) {
            int lineNo = order.lines().add(line).lineNo();
            int elsewhere = stated.channelFulfilled() || !line.requiresShipping()
                    ? line.quantity()
                    : Math.min(line.fulfilled(), line.quantity());
            put(doneElsewhere, lineNo, elsewhere);
            put(toShip, lineNo, line.quantity() - elsewhere);
            sold(round, order, stated, line, line.quantity());
        }
        addGroup(round, order, GroupState.CHANNEL_FULFILLED, doneElsewhere);
        addGroup(round, order, stated.isCancelled() ? GroupState.CANCELLED : GroupState.RECEIVED, toShip);
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
            cancellations.cancel(round, order, event, "cancelled at the channel");
            return;
        }
        Set<Integer> mentioned = new HashSet<>();
        Map<Integer, Integer> more = new TreeMap<>();
        for (SnapshotLine line : stated.lines()) {
            WorkingLine known = order.lines().byChannelId(line.lineId()).orElse(null);
            int difference = known == null ? line.quantity() : known.state(line.quantity());
            int lineNo = known == null ? order.lines().add(line).lineNo() : known.lineNo();
            mentioned.add(lineNo);
            if (difference > 0) {
                if (line.requiresShipping() && !stated.channelFulfilled()) {
                    put(
                            more,
                            lineNo,
                            Math.min(
                                    difference,
                                    order.lines().get(lineNo).quantity()
                                            - order.groups().held(lineNo)));
                }
                sold(round, order, stated, line, difference);
            } else if (difference < 0) {
                less(round, event, order, lineNo, -difference);
            }
        }
        for (WorkingLine line : order.lines().all()) {
            int difference = mentioned.contains(line.lineNo()) ? 0 : line.state(0);
            if (difference < 0) {
                less(round, event, order, line.lineNo(), -difference);
            }
        }
        if (moved) {
            addresses.apply(round, order, event);
        }
        addGroup(round, order, GroupState.RECEIVED, more);
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
        if (!stated.channelFulfilled() && units > 0 && !line.sku().isEmpty()) {
            round.sold().add(new SoldUnits(order.accountId(), line.sku(), units, stated.placedAt()));
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
