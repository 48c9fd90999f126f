package org.caravanserai.oracle;

import java.util.HashMap;
import java.util.Map;
import org.caravanserai.oracle.ChannelBooks.Line;
import org.caravanserai.oracle.ChannelBooks.OrderId;
import org.caravanserai.oracle.ChannelBooks.Sold;
import org.caravanserai.oracle.WarehouseBooks.Dispatch;

/**
 * Each unit that was sold is shipped and told exactly once, unless the order was cancelled, never ships, or has an open
 * case; no unit leaves a warehouse twice.
 */
final class UnitsCheck implements Check {

    private record Unit(OrderId order, String lineId) {}

    @Override
    public void look(Books books, Findings findings) {
        Map<Unit, Integer> left = new HashMap<>();
        for (Dispatch dispatch : books.warehouse().dispatches()) {
            for (WarehouseBooks.Parcel parcel : dispatch.parcels()) {
                parcel.units().forEach((number, quantity) -> {
                    WarehouseBooks.Line line = dispatch.line(number);
                    left.merge(new Unit(dispatch.order(), line == null ? "" : line.lineId()), quantity, Integer::sum);
                });
            }
        }
        for (Sold sold : books.channels().orders().values()) {
            boolean accounted = sold.cancelled()
                    || sold.test()
                    || sold.channelFulfils()
                    || !sold.paid()
                    || !books.hub().openCases(sold.id()).isEmpty();
            for (Line line : sold.lines()) {
                int shipped = left.getOrDefault(new Unit(sold.id(), line.lineId()), 0);
                String where =
                        sold.id() + " (" + sold.number() + ") line " + line.lineId() + " (" + line.sku() + "): sold "
                                + line.quantity() + ", left the warehouse " + shipped + ", told " + line.fulfilled();
                if (shipped > line.quantity()) {
                    findings.add("unit.left_twice", "more units of a line left the warehouse than were sold", where);
                }
                if (line.fulfilled() > line.quantity()) {
                    findings.add("unit.told_twice", "more units of a line were told as shipped than were sold", where);
                }
                if (!accounted && line.ships() && shipped < line.wanted()) {
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
                        sold.id() + " (" + sold.number() + "), hub says "
                                + (books.hub().orders().containsKey(sold.id())
                                        ? books.hub().orders().get(sold.id()).state()
                                        : "nothing"));
            }
        }
    }
}
