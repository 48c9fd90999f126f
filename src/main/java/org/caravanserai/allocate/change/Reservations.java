package org.caravanserai.allocate.change;

import java.util.List;
import java.util.stream.IntStream;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.LinePart;
import org.caravanserai.order.ReservationState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;

/**
 * Reserves stock and gives it back, in memory; the stock view and the reservations always move together. What makes one unit
 * of a line is reserved part by part.
 */
public final class Reservations {

    private final IdBlocks ids;

    public Reservations(IdBlocks ids) {
        this.ids = ids;
    }

    /** @param units of the line */
    public void make(Round round, WorkingOrder order, WorkingGroup group, int lineNo, List<LinePart> parts, int units) {
        for (LinePart part : parts) {
            int quantity = units * part.perUnit();
            order.reservations()
                    .add(new WorkingReservation(
                            ids.next(),
                            group.id(),
                            lineNo,
                            part.partNo(),
                            part.sku(),
                            group.location(),
                            quantity,
                            ReservationState.ACTIVE,
                            round.now(),
                            true));
            round.stock().change(new StockKey(part.sku(), group.location()), 0, quantity);
        }
    }

    /** Gives back up to {@code units} of a line's reservations in this group. */
    public void release(Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units) {
        take(round, order, group, lineNo, units, ReservationState.RELEASED);
    }

    /** Gives back one reservation. */
    void release(Round round, WorkingOrder order, WorkingReservation one) {
        take(round, order, one, one.quantity(), ReservationState.RELEASED);
    }

    public void releaseAll(Round round, WorkingOrder order, WorkingGroup group) {
        order.reservations().activeOf(group.id()).forEach(one -> release(round, order, one));
    }

    /** The units have left the building. */
    public void claim(Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units) {
        take(round, order, group, lineNo, units, ReservationState.CLAIMED);
    }

    private void take(
            Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units, ReservationState newState) {
        List<LinePart> parts = order.lines().get(lineNo).parts();
        int[] left = parts.stream().mapToInt(part -> units * part.perUnit()).toArray();
        for (WorkingReservation one : order.reservations().activeOf(group.id())) {
            int part = one.lineNo() != lineNo
                    ? -1
                    : IntStream.range(0, parts.size())
                            .filter(i -> parts.get(i).partNo() == one.partNo())
                            .findFirst()
                            .orElse(-1);
            if (part >= 0 && left[part] > 0) {
                int taken = Math.min(left[part], one.quantity());
                take(round, order, one, taken, newState);
                left[part] -= taken;
            }
        }
    }

    private void take(Round round, WorkingOrder order, WorkingReservation one, int taken, ReservationState newState) {
        if (taken == one.quantity()) {
            one.become(newState);
        } else {
            order.reservations().add(one.split(ids.next(), taken, newState));
        }
        round.stock().change(new StockKey(one.sku(), one.location()), 0, -taken);
    }
}
