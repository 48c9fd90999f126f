package org.caravanserai.allocate.change;

import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.ReservationState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;

/** Reserves stock and gives it back, in memory; the stock view and the reservations always move together. */
public final class Reservations {

    private final IdBlocks ids;

    public Reservations(IdBlocks ids) {
        this.ids = ids;
    }

    public void make(Round round, WorkingOrder order, WorkingGroup group, int lineNo, String sku, int units) {
        order.reservations()
                .add(new WorkingReservation(
                        ids.next(),
                        group.id(),
                        lineNo,
                        sku,
                        group.location(),
                        units,
                        ReservationState.ACTIVE,
                        round.now(),
                        true));
        round.stock().change(new StockKey(sku, group.location()), 0, units);
    }

    /** Gives back up to {@code units} of a line's reservations in this group. @return how many there were */
    public int release(Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units) {
        return take(round, order, group, lineNo, units, ReservationState.RELEASED);
    }

    public void releaseAll(Round round, WorkingOrder order, WorkingGroup group) {
        for (int lineNo : group.lines().keySet()) {
            release(round, order, group, lineNo, Integer.MAX_VALUE);
        }
    }

    /** The units have left the building. @return how many of them had been reserved */
    public int claim(Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units) {
        return take(round, order, group, lineNo, units, ReservationState.CLAIMED);
    }

    private int take(
            Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units, ReservationState newState) {
        int left = units;
        for (WorkingReservation one : order.reservations().activeOf(group.id())) {
            if (one.lineNo() != lineNo || left == 0) {
                continue;
            }
            int taken = Math.min(left, one.quantity());
            if (taken == one.quantity()) {
                one.become(newState);
            } else {
                order.reservations().add(one.split(ids.next(), taken, newState));
            }
            round.stock().change(new StockKey(one.sku(), one.location()), 0, -taken);
            left -= taken;
        }
        return units - left;
    }
}
