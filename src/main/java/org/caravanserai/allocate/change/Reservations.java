package org.caravanserai.allocate.change;

import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;
import org.caravanserai.order.WorkingReservation.State;

/** Makes, keeps and gives back promises of stock, in memory; the stock view and the reservations always move together. */
public final class Reservations {

    private final IdBlocks ids;

    public Reservations(IdBlocks ids) {
        this.ids = ids;
    }

    public void make(Batch batch, WorkingOrder order, WorkingGroup group, int lineNo, String sku, int units) {
        order.reservations()
                .add(new WorkingReservation(
                        ids.next(), group.id(), lineNo, sku, group.location(), units, State.ACTIVE, batch.now(), true));
        batch.stock().change(new StockKey(sku, group.location()), 0, units);
    }

    /** Gives back up to {@code units} of a line's promises in this group. @return how many there were */
    public int release(Batch batch, WorkingOrder order, WorkingGroup group, int lineNo, int units) {
        return take(batch, order, group, lineNo, units, State.RELEASED);
    }

    public void releaseAll(Batch batch, WorkingOrder order, WorkingGroup group) {
        for (int lineNo : group.lines().keySet()) {
            release(batch, order, group, lineNo, Integer.MAX_VALUE);
        }
    }

    /** The units have left the building. @return how many of them had been promised */
    public int claim(Batch batch, WorkingOrder order, WorkingGroup group, int lineNo, int units) {
        return take(batch, order, group, lineNo, units, State.CLAIMED);
    }

    private int take(Batch batch, WorkingOrder order, WorkingGroup group, int lineNo, int units, State newState) {
        int left = units;
        for (WorkingReservation one : order.activeReservations(group.id())) {
            if (one.lineNo() != lineNo || left == 0) {
                continue;
            }
            int taken = Math.min(left, one.quantity());
            if (taken == one.quantity()) {
                one.become(newState);
            } else {
                order.reservations().add(one.split(ids.next(), taken, newState));
            }
            batch.stock().change(new StockKey(one.sku(), one.location()), 0, -taken);
            left -= taken;
        }
        return units - left;
    }
}
