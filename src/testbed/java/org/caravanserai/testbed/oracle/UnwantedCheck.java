package org.caravanserai.testbed.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Deed;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Line;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Dispatch;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Parcel;

/**
 * Units that were refunded, taken off, cancelled or deleted do not leave, unless they were on their way before the hub could
 * know: then they come back. An order that is cancelled at its channel does not go on at the hub.
 */
final class UnwantedCheck implements Check {

    private static final Set<String> LESS = Set.of("refund", "resize");
    private static final Set<String> GOING_ON =
            Set.of("RECEIVED", "ALLOCATED", "RELEASED", "BACKORDERED", "CANCEL_REQUESTED");

    private record Left(Dispatch dispatch, Parcel parcel, int units) {}

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        Knowledge knowledge = new Knowledge(snapshot.hub());
        for (Sold sold : snapshot.channels().orders().values()) {
            if (sold.test() || !snapshot.hub().openCases(sold.id()).isEmpty()) {
                continue;
            }
            sold.lines().forEach(line -> line(snapshot, knowledge, sold, line, findings));
            goesOn(snapshot, knowledge, sold, findings);
        }
    }

    private static void line(Snapshot snapshot, Knowledge knowledge, Sold sold, Line line, Findings findings) {
        Optional<Instant> since = since(sold, line);
        if (since.isEmpty()) {
            return;
        }
        List<Left> left = left(snapshot, sold, line);
        int wanted =
                sold.cancelled() ? 0 : Math.max(0, line.wanted() - sold.people().sent(line.lineId()));
        int surplus = left.stream().mapToInt(Left::units).sum() - wanted;
        for (Left one : left) {
            if (surplus > 0 && knowledge.carelessly(sold, since.get(), one.dispatch, one.parcel)) {
                findings.add(
                        "unit.not_wanted",
                        "units left a warehouse that the channel had long taken off",
                        sold.id() + " (" + sold.number() + ") line " + line.lineId() + " (" + line.sku() + "): wanted "
                                + wanted + ", parcel " + one.parcel.tracking() + " of dispatch " + one.dispatch.id()
                                + " left at " + one.parcel.leftAt() + ", taken off at " + since.get()
                                + "; people: " + sold.people().deeds());
            }
            surplus -= one.units;
        }
    }

    /** When the last units of the line were taken off. */
    private static Optional<Instant> since(Sold sold, Line line) {
        return sold.cancelled() && sold.people().cancelledAt() != null
                ? Optional.of(sold.people().cancelledAt())
                : sold.people()
                        .last(deed -> LESS.contains(deed.act()) && deed.units().containsKey(line.lineId()))
                        .map(Deed::at);
    }

    /** Parcels with units of the line, the last one first. */
    private static List<Left> left(Snapshot snapshot, Sold sold, Line line) {
        List<Left> left = new ArrayList<>();
        for (Dispatch dispatch : snapshot.warehouse().dispatches()) {
            if (dispatch.order().equals(sold.id())) {
                dispatch.parcels().stream()
                        .map(parcel -> new Left(dispatch, parcel, dispatch.units(parcel, line.lineId())))
                        .filter(one -> one.units > 0)
                        .forEach(left::add);
            }
        }
        left.sort(Comparator.comparing((Left one) -> one.parcel.leftAt()).reversed());
        return left;
    }

    private static void goesOn(Snapshot snapshot, Knowledge knowledge, Sold sold, Findings findings) {
        HubSnapshot.Order order = snapshot.hub().orders().get(sold.id());
        if (order == null
                || !sold.cancelled()
                || sold.people().cancelledAt() == null
                || !GOING_ON.contains(order.state())) {
            return;
        }
        knowledge
                .of(sold, sold.people().cancelledAt())
                .ifPresent(known -> findings.add(
                        "order.cancelled_goes_on",
                        "an order that is cancelled" + (sold.people().erased() ? " and deleted" : "")
                                + " at its channel goes on at the hub",
                        sold.id() + " (" + sold.number() + "), hub says " + order.state() + ", could know since "
                                + known + "; people: " + sold.people().deeds()));
    }
}
