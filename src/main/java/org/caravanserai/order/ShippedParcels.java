package org.caravanserai.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.order.due.OwnParcel;
import org.caravanserai.order.due.TellState;

/** The parcels of one order that have left: their numbers, and the units under each tracking number. */
public final class ShippedParcels implements Iterable<WorkingParcel> {

    private final List<WorkingParcel> all = new ArrayList<>();

    /** A parcel that is in the database, or has just left. */
    public void add(WorkingParcel parcel) {
        all.add(parcel);
    }

    public Stream<WorkingParcel> stream() {
        return all.stream();
    }

    @Override
    public Iterator<WorkingParcel> iterator() {
        return Collections.unmodifiableList(all).iterator();
    }

    public Optional<WorkingParcel> byId(long id) {
        return all.stream().filter(one -> one.id() == id).findFirst();
    }

    /** Numbers parcels from 1 over the whole order: the number is the package reference that channels are told. */
    public int nextNumber() {
        return 1 + all.stream().mapToInt(WorkingParcel::number).max().orElse(0);
    }

    /** What has left under the tracking number so far, units by line number: carriers let parcels share one. */
    public SortedMap<Integer, Integer> under(String tracking) {
        SortedMap<Integer, Integer> units = new TreeMap<>();
        String key = normal(tracking);
        all.stream()
                .filter(one -> normal(one.tracking()).equals(key))
                .forEach(one -> one.units().forEach((line, quantity) -> units.merge(line, quantity, Integer::sum)));
        return Collections.unmodifiableSortedMap(units);
    }

    /** Units of the line that have left in all. */
    public int left(int lineNo) {
        return all.stream().mapToInt(one -> one.units().getOrDefault(lineNo, 0)).sum();
    }

    /** Whether the channel knows of all of them. */
    public boolean areAllTold() {
        return all.stream().allMatch(one -> one.tell().isAccepted());
    }

    /**
     * The parcels as the arithmetic of what is left to do sees them. Those that share a tracking number are one: a channel, or
     * a warehouse that tells it itself, may show them as one.
     */
    public List<OwnParcel> own() {
        Map<String, List<WorkingParcel>> byTracking = new TreeMap<>();
        all.stream()
                .filter(one -> !one.units().isEmpty())
                .forEach(one -> byTracking
                        .computeIfAbsent(
                                one.tracking().isEmpty() ? "#" + one.number() : normal(one.tracking()),
                                key -> new ArrayList<>())
                        .add(one));
        return byTracking.values().stream().map(ShippedParcels::own).toList();
    }

    private static OwnParcel own(List<WorkingParcel> together) {
        WorkingParcel first = together.get(0);
        Map<Integer, Integer> units = new TreeMap<>();
        together.forEach(one -> one.units().forEach((line, quantity) -> units.merge(line, quantity, Integer::sum)));
        String ids = together.size() == 1 ? first.channelIds() : "";
        return new OwnParcel(
                first.id(),
                // a channel that made several of one parcel knows them together by the tracking number only
                ids.contains(" ") ? "" : ids,
                normal(first.tracking()),
                units,
                together.stream()
                        .map(WorkingParcel::tell)
                        .reduce(TellState::together)
                        .orElseThrow(),
                together.stream().allMatch(WorkingParcel::named));
    }

    /** A tracking number as it is compared: carriers and shops put blanks and hyphens into it, in either case. */
    public static String normal(String tracking) {
        return tracking.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
