package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.RetryBatchException;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.ReservationState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingReservation;
import org.caravanserai.translate.EventContext;

/**
 * Drops the youngest reservations of a SKU at a location until the rest is covered: what the warehouse does not know of yet
 * is sourced anew, the rest becomes a case.
 */
public final class ExcessReservations {

    /** The alert of an order for which less was counted than was released. */
    public static final String SHORT = "stock.short";

    private final Reservations reservations;

    private record ReservationOf(WorkingOrder order, WorkingReservation reservation) {}

    public ExcessReservations(BatchDependencies dependencies) {
        this.reservations = new Reservations(dependencies.ids());
    }

    /** @throws RetryBatchException when the orders of the round do not hold enough: others reserved in the meantime */
    public void drop(Round round, EventContext event, StockKey key) {
        for (ReservationOf youngest : youngestFirst(round, key)) {
            if (round.stock().available(key) >= 0) {
                return;
            }
            drop(round, event, key, youngest.order, youngest.reservation);
        }
        if (round.stock().available(key) < 0) {
            throw new RetryBatchException("units of " + key + " were reserved while it was counted");
        }
    }

    private static List<ReservationOf> youngestFirst(Round round, StockKey key) {
        return round.orders().all().stream()
                .flatMap(order -> order.reservations().stream()
                        .filter(one -> one.state() == ReservationState.ACTIVE
                                && one.sku().equals(key.sku())
                                && one.location().equals(key.location()))
                        .map(one -> new ReservationOf(order, one)))
                .sorted(Comparator.comparingLong((ReservationOf one) -> one.reservation.id())
                        .reversed())
                .toList();
    }

    private void drop(Round round, EventContext event, StockKey key, WorkingOrder order, WorkingReservation one) {
        WorkingGroup group = order.groups().byId(one.groupId()).orElseThrow();
        if (group.state() == GroupState.ALLOCATED) {
            reservations.releaseAll(round, order, group);
            group.sourceAnew(round.now());
            return;
        }
        reservations.release(round, order, one);
        OrderCases.open(
                round,
                CaseCode.COUNT_BELOW_RESERVED,
                order,
                group.id(),
                event.event().id(),
                "SHORT: " + key.location() + " counted less " + key.sku() + " than was released for order "
                        + order.number(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("group", group.id())
                        .put("sku", key.sku())
                        .put("location", key.location())
                        .toString());
        order.alerts().raise(SHORT);
    }
}
