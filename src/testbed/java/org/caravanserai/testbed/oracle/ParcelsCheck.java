package org.caravanserai.testbed.oracle;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Dispatch;

/**
 * Every parcel that left the warehouse is at its channel once, with its tracking number, its carrier and its units, and the
 * channel knows no other parcels.
 */
final class ParcelsCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        Map<OrderId, List<Dispatch>> dispatches =
                snapshot.warehouse().dispatches().stream().collect(Collectors.groupingBy(Dispatch::order));
        for (Sold sold : snapshot.channels().orders().values()) {
            Map<String, List<ChannelSnapshot.Parcel>> told = sold.parcels().stream()
                    .collect(Collectors.groupingBy(
                            ChannelSnapshot.Parcel::tracking, LinkedHashMap::new, Collectors.toList()));
            Set<String> sent = new HashSet<>();
            for (Dispatch dispatch : dispatches.getOrDefault(sold.id(), List.of())) {
                for (WarehouseSnapshot.Parcel parcel : dispatch.parcels()) {
                    sent.add(parcel.tracking());
                    compare(
                            snapshot,
                            sold,
                            dispatch,
                            parcel,
                            told.getOrDefault(parcel.tracking(), List.of()),
                            findings);
                }
            }
            told.keySet().stream()
                    .filter(tracking -> !sent.contains(tracking))
                    .forEach(tracking -> findings.add(
                            "parcel.invented",
                            "a channel was told a tracking number that the warehouse never gave",
                            sold.id() + ": " + tracking));
        }
    }

    private static void compare(
            Snapshot snapshot,
            Sold sold,
            Dispatch dispatch,
            WarehouseSnapshot.Parcel parcel,
            List<ChannelSnapshot.Parcel> told,
            Findings findings) {
        String where = sold.id() + " parcel " + parcel.tracking() + " from " + dispatch.location();
        if (told.isEmpty()) {
            boolean known = snapshot.hub().openCases(sold.id()).stream()
                    .anyMatch(one -> one.scope().equals("outbox")
                            || one.code().startsWith("status-out.")
                            || !sold.people().deeds().isEmpty());
            if (!known && !sold.cancelled()) {
                findings.add(
                        "parcel.not_told",
                        "a parcel left the warehouse and the channel was never told",
                        where
                                + (booked(snapshot, sold, parcel)
                                        ? ", the hub believes it told it"
                                        : ", the hub has not told it"));
            }
            return;
        }
        if (snapshot.hub().openCases(sold.id()).stream().anyMatch(ParcelsCheck::disputed)
                && !booked(snapshot, sold, parcel)) {
            findings.add(
                    "parcel.sent_again",
                    "the channel holds a parcel that the hub believes was refused: it was sent again without looking",
                    where);
        }
        told.stream()
                .filter(one -> !CarrierWords.match(parcel, one.carrier()))
                .findFirst()
                .ifPresent(one -> findings.add(
                        "parcel.carrier",
                        "a parcel was told with the wrong carrier: its tracking number leads nowhere",
                        where + ": it is with " + parcel.carrier()
                                + (parcel.carrierName().isEmpty() ? "" : " " + parcel.carrierName())
                                + ", the channel was told " + one.carrier()));
        Map<String, Integer> units = new LinkedHashMap<>();
        parcel.units()
                .forEach((line, quantity) -> units.merge(
                        dispatch.line(line) == null
                                ? "line " + line
                                : dispatch.line(line).lineId(),
                        quantity,
                        Integer::sum));
        Map<String, Integer> stated = new LinkedHashMap<>();
        told.forEach(one -> one.units().forEach((line, quantity) -> stated.merge(line, quantity, Integer::sum)));
        if (stated.isEmpty() && told.size() > 1 || sum(stated) > sum(units)) {
            findings.add(
                    "parcel.told_twice",
                    "a parcel was told to the channel more than once",
                    where + ": it holds " + units + ", told " + told.size() + " times "
                            + (stated.isEmpty() ? "" : stated));
        } else if (!stated.isEmpty() && !stated.equals(units)) {
            findings.add(
                    "parcel.units",
                    "a parcel was told with other units than it holds",
                    where + ": it holds " + units + ", told " + stated);
        }
    }

    private static boolean disputed(HubSnapshot.Case one) {
        return one.scope().equals("outbox") && one.code().equals("status-out.rejected");
    }

    private static int sum(Map<String, Integer> units) {
        return units.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static boolean booked(Snapshot snapshot, Sold sold, WarehouseSnapshot.Parcel parcel) {
        return snapshot.hub().parcels().stream()
                .anyMatch(one -> one.key().equals(sold.id()) && one.tracking().equals(parcel.tracking()) && one.told());
    }
}
