package org.caravanserai.allocate.change;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.order.CanonicalLine;
import org.caravanserai.order.CanonicalOrder;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * What a channel's statement does to an order: founds its lines and groups, or changes them by the difference per line and
 * when it is to go elsewhere. More becomes a group of its own, except what the groups still hold: units that are wanted again
 * before their warehouse has given them back.
 */
public final class OrderChanges {

    private final BatchDependencies tools;
    private final Reductions reductions;
    private final AddressChanges addresses;
    private final Cancellations cancellations;

    public OrderChanges(BatchDependencies tools) {
        this.tools = tools;
        this.reductions = new Reductions(tools);
        this.addresses = new AddressChanges(tools);
        this.cancellations = new Cancellations(tools);
    }

    /** The order is new. */
    public void found(Batch batch, WorkingOrder order, CanonicalOrder stated) {
        Map<Integer, Integer> toShip = new TreeMap<>();
        Map<Integer, Integer> doneElsewhere = new TreeMap<>();
        for (CanonicalLine line : stated.lines()) {
            int lineNo = addLine(order, line);
            int elsewhere = stated.channelFulfilled() || !line.requiresShipping()
                    ? line.quantity()
                    : Math.min(line.fulfilled(), line.quantity());
            put(doneElsewhere, lineNo, elsewhere);
            put(toShip, lineNo, line.quantity() - elsewhere);
            sold(batch, order, stated, line, line.quantity());
        }
        addGroup(batch, order, GroupState.CHANNEL_FULFILLED, doneElsewhere);
        addGroup(
                batch, order, stated.status().equals("cancelled") ? GroupState.CANCELLED : GroupState.RECEIVED, toShip);
        markCancelRequest(order, stated);
    }

    /**
     * The order is known and the channel now states something else.
     *
     * @param moved whether it is to go to another address than before
     */
    public void change(Batch batch, EventContext one, WorkingOrder order, CanonicalOrder stated, boolean moved) {
        markCancelRequest(order, stated);
        if (stated.status().equals("cancelled")) {
            cancellations.cancel(batch, order, one, "cancelled at the channel");
            return;
        }
        Set<Integer> mentioned = new HashSet<>();
        Map<Integer, Integer> more = new TreeMap<>();
        for (CanonicalLine line : stated.lines()) {
            WorkingLine known = order.lineByChannelId(line.lineId()).orElse(null);
            int difference = known == null ? line.quantity() : known.state(line.quantity());
            int lineNo = known == null ? addLine(order, line) : known.lineNo();
            mentioned.add(lineNo);
            if (difference > 0) {
                if (line.requiresShipping() && !stated.channelFulfilled()) {
                    put(
                            more,
                            lineNo,
                            Math.min(difference, order.lines().get(lineNo).quantity() - order.held(lineNo)));
                }
                sold(batch, order, stated, line, difference);
            } else if (difference < 0) {
                less(batch, one, order, lineNo, -difference);
            }
        }
        for (WorkingLine line : order.lines().values()) {
            int difference = mentioned.contains(line.lineNo()) ? 0 : line.state(0);
            if (difference < 0) {
                less(batch, one, order, line.lineNo(), -difference);
            }
        }
        if (moved) {
            addresses.apply(batch, order, one);
        }
        addGroup(batch, order, GroupState.RECEIVED, more);
    }

    private void less(Batch batch, EventContext one, WorkingOrder order, int lineNo, int units) {
        int taken = reductions.takeOff(batch, order, one, lineNo, units, "the channel took them off");
        if (taken < units) {
            reductions.recall(batch, order, one, lineNo, units - taken);
        }
    }

    private static int addLine(WorkingOrder order, CanonicalLine line) {
        int lineNo = order.lines().isEmpty() ? 1 : order.lines().lastKey() + 1;
        order.lines().put(lineNo, new WorkingLine(lineNo, line.lineId(), line.sku(), null, line.quantity(), 0, 0));
        return lineNo;
    }

    private static void put(Map<Integer, Integer> units, int lineNo, int quantity) {
        if (quantity > 0) {
            units.put(lineNo, quantity);
        }
    }

    private void addGroup(Batch batch, WorkingOrder order, GroupState state, Map<Integer, Integer> units) {
        if (units.isEmpty()) {
            return;
        }
        WorkingGroup group = new WorkingGroup(tools.ids().next(), GroupState.RECEIVED, null, true);
        units.forEach((lineNo, quantity) -> group.put(lineNo, quantity, 0));
        group.become(state, "allocate", batch.now());
        order.groups().add(group);
    }

    private static void sold(Batch batch, WorkingOrder order, CanonicalOrder stated, CanonicalLine line, int units) {
        if (!stated.channelFulfilled() && units > 0 && !line.sku().isEmpty()) {
            batch.sold().add(new Batch.Sold(order.accountId(), line.sku(), units, stated.placedAt()));
        }
    }

    private static void markCancelRequest(WorkingOrder order, CanonicalOrder stated) {
        if (stated.cancelRequested()) {
            order.alert(Cancellations.REQUESTED);
        } else {
            order.calm(Cancellations.REQUESTED);
        }
    }
}
