package org.caravanserai.testbed.oracle;

import java.util.Map;
import java.util.Optional;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Deed;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Dispatch;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Parcel;

/** Parcels go to the newest address, unless they left before the hub could know of it, or a case says so. */
final class AddressCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        Knowledge knowledge = new Knowledge(snapshot.hub());
        Map<OrderId, Sold> orders = snapshot.channels().orders();
        for (Dispatch dispatch : snapshot.warehouse().dispatches()) {
            Sold sold = orders.get(dispatch.order());
            if (sold != null
                    && !sold.people().address().isEmpty()
                    && !dispatch.address().equals(sold.people().address())
                    && snapshot.hub().openCases(sold.id()).isEmpty()) {
                dispatch.parcels().forEach(parcel -> parcel(knowledge, sold, dispatch, parcel, findings));
            }
        }
    }

    private static void parcel(Knowledge knowledge, Sold sold, Dispatch dispatch, Parcel parcel, Findings findings) {
        Optional<Deed> moved = sold.people().last(deed -> deed.act().equals("move"));
        String where = sold.id() + " (" + sold.number() + ") parcel " + parcel.tracking() + " of dispatch "
                + dispatch.id() + ", left at " + parcel.leftAt();
        if (moved.isEmpty()) {
            findings.add("parcel.wrong_address", "a parcel went to an address that is not the buyer's", where);
        } else if (knowledge.carelessly(sold, moved.get().at(), dispatch, parcel)) {
            findings.add(
                    "parcel.old_address",
                    "a parcel went to an address that the buyer had left",
                    where + "; people: " + sold.people().deeds());
        }
    }
}
