package org.caravanserai.testbed.oracle;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Line;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Dispatch;

/**
 * Each unit that was sold is shipped and told exactly once, unless the order was cancelled, never ships, or has an open
 * case; no unit leaves a warehouse twice.
 */
final class UnitsCheck implements Check {

    private record Unit(OrderId order, String lineId) {}

    /**
     * Whether nobody says that units left twice. Where the channel shows a mark only, nobody can when ours had left before: then
     * the mark may mean them.
     */
    private static boolean unsaid(Snapshot snapshot, Sold sold) {
        if (!snapshot.hub().openCases(sold.id()).isEmpty()) {
            return false;
        }
        Knowledge knowledge = new Knowledge(snapshot.hub());
        Instant sent = sold.people()
                .last(deed -> deed.act().equals("fulfil"))
                .map(ChannelSnapshot.Deed::at)
                .orElse(Instant.EPOCH);
        return !sold.people().onlyMarked()
                || snapshot.warehouse().dispatches().stream()
                        .filter(dispatch -> dispatch.order().equals(sold.id()))
                        .anyMatch(dispatch -> dispatch.parcels().stream()
                                .anyMatch(parcel -> knowledge.carelessly(sold, sent, dispatch, parcel)));
    }

    private static String deeds(Sold sold) {
        return sold.people().deeds().isEmpty()
                ? ""
                : "; people: " + sold.people().deeds();
    }

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        Map<Unit, Integer> left = new HashMap<>();
        for (Dispatch dispatch : snapshot.warehouse().dispatches()) {
            for (WarehouseSnapshot.Parcel parcel : dispatch.parcels()) {
                parcel.units().forEach((number, quantity) -> {
                    WarehouseSnapshot.Line line = dispatch.line(number);
                    left.merge(new Unit(dispatch.order(), line == null ? "" : line.lineId()), quantity, Integer::sum);
                });
            }
        }
        for (Sold sold : snapshot.channels().orders().values()) {
            boolean accounted = sold.cancelled()
                    || sold.test()
                    || sold.channelFulfils()
                    || !sold.paid()
                    || !snapshot.hub().openCases(sold.id()).isEmpty();
            for (Line line : sold.lines()) {
                int shipped = left.getOrDefault(new Unit(sold.id(), line.lineId()), 0);
                int byHand = sold.people().sent(line.lineId());
                String where = sold.id() + " (" + sold.number() + ") line " + line.lineId() + " (" + line.sku()
                        + "): sold " + line.quantity() + ", wanted " + line.wanted() + ", left the warehouse " + shipped
                        + ", sent by hand " + byHand + ", told " + line.fulfilled() + deeds(sold);
                boolean resized = sold.people()
                        .last(deed ->
                                deed.act().equals("resize") && deed.units().containsKey(line.lineId()))
                        .isPresent();
                if (shipped > line.quantity()
                        && !(resized && !snapshot.hub().openCases(sold.id()).isEmpty())) {
                    findings.add("unit.left_twice", "more units of a line left the warehouse than were sold", where);
                }
                if (byHand > 0 && shipped + byHand > line.quantity() && unsaid(snapshot, sold)) {
                    findings.add(
                            "unit.left_twice",
                            "units that people in the shop had sent left the warehouse as well, and no case says so",
                            where);
                }
                if (line.fulfilled() > line.quantity()) {
                    findings.add("unit.told_twice", "more units of a line were told as shipped than were sold", where);
                }
                if (!accounted && line.ships() && shipped + byHand < line.wanted()) {
                    findings.add(
                            "unit.unshipped",
                            "units that were sold never left a warehouse, and no case says why",
                            where);
                }
            }
            if (!accounted && sold.ships() && !sold.told()) {
                findings.add(
                        "order.not_told",
                        "the channel does not know that an order was shipped, and no case says why",
                        sold.id() + " (" + sold.number() + ")" + deeds(sold) + ", hub says "
                                + (snapshot.hub().orders().containsKey(sold.id())
                                        ? snapshot.hub().orders().get(sold.id()).state()
                                        : "nothing"));
            }
        }
    }
}
