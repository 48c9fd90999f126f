package org.caravanserai.order;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parcels of one order that have left: their numbers, and the units under each tracking number. */
public final class ShippedParcels {

    private final Map<String, SortedMap<Integer, Integer>> byTracking = new HashMap<>();
    private int last;

    /** A line of a parcel that is in the database; {@code units} is 0 for a parcel without lines. */
    public void known(int number, String tracking, int lineNo, int units) {
        last = Math.max(last, number);
        if (units > 0) {
            add(tracking, Map.of(lineNo, units));
        }
    }

    /** Numbers parcels from 1 over the whole order: the number is the package reference that channels are told. */
    public int nextNumber() {
        return ++last;
    }

    /** Units by line number have left under the tracking number. */
    public void add(String tracking, Map<Integer, Integer> units) {
        SortedMap<Integer, Integer> all = byTracking.computeIfAbsent(tracking, key -> new TreeMap<>());
        units.forEach((lineNo, quantity) -> all.merge(lineNo, quantity, Integer::sum));
    }

    /** What has left under the tracking number so far, units by line number: carriers let parcels share one. */
    public SortedMap<Integer, Integer> under(String tracking) {
        return Collections.unmodifiableSortedMap(byTracking.getOrDefault(tracking, Collections.emptySortedMap()));
    }
}
