package org.caravanserai.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.caravanserai.order.due.OwnParcel;
import org.caravanserai.order.due.TellState;
import org.caravanserai.order.due.TellState.TellPhase;

/** The parcels of one order that have left: their numbers, and the units under each tracking number. */
public final class ShippedParcels {

    /** Its message waits or is on its way: whether the channel counts it already, nobody knows. */
    private static final TellState BEING_TOLD = new TellState(TellPhase.OPEN, Instant.EPOCH, null, null, false);

    private final Map<String, SortedMap<Integer, Integer>> byTracking = new TreeMap<>();
    private final Map<String, TellState> told = new TreeMap<>();
    private int last;

    /**
     * A line of a parcel that is in the database; {@code units} is 0 for a parcel without lines.
     *
     * @param toldAt when the channel accepted it, null before
     */
    public void known(int number, String tracking, Instant toldAt, int lineNo, int units) {
        last = Math.max(last, number);
        if (units > 0) {
            add(tracking, Map.of(lineNo, units));
            told.put(
                    tracking,
                    toldAt == null ? BEING_TOLD : new TellState(TellPhase.ACCEPTED, toldAt, toldAt, null, false));
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

    /** Units of the line that have left in all. */
    public int left(int lineNo) {
        return byTracking.values().stream()
                .mapToInt(units -> units.getOrDefault(lineNo, 0))
                .sum();
    }

    /** The parcels as the arithmetic of what is left to do sees them, one per tracking number. */
    public List<OwnParcel> own() {
        List<OwnParcel> own = new ArrayList<>();
        byTracking.forEach((tracking, units) -> own.add(new OwnParcel(
                own.size() + 1L, "", normal(tracking), units, told.getOrDefault(tracking, BEING_TOLD), false)));
        return own;
    }

    /** A tracking number as it is compared: carriers and shops put blanks and hyphens into it, in either case. */
    public static String normal(String tracking) {
        return tracking.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
