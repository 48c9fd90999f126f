package org.caravanserai.order;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Units of a line that a channel took off without saying whether they had left, and that are known not to have: how many in all,
 * by the version of the statement by which it was known. A parcel that is heard of late is one that the hub did not know of then.
 */
public record HomeUnits(SortedMap<Instant, Integer> byVersion) {

    public static final HomeUnits NONE = new HomeUnits(new TreeMap<>());

    public HomeUnits {
        byVersion = Collections.unmodifiableSortedMap(new TreeMap<>(byVersion));
    }

    /** As it is stored, see {@link #stored}. */
    public static HomeUnits of(String stored) {
        SortedMap<Instant, Integer> all = new TreeMap<>();
        Arrays.stream(stored.split(" "))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("="))
                .forEach(one -> all.put(Instant.parse(one[0]), Integer.valueOf(one[1])));
        return new HomeUnits(all);
    }

    /** {@code version=units}, with one space between them; empty when there are none. */
    public String stored() {
        return byVersion.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }

    /** All that are known. */
    public int units() {
        return byVersion.isEmpty() ? 0 : byVersion.get(byVersion.lastKey());
    }

    /** So many are known by the statement of this version, and perhaps by earlier ones. */
    HomeUnits known(int units, Instant version) {
        if (units == units()) {
            return this;
        }
        SortedMap<Instant, Integer> all = new TreeMap<>();
        byVersion.forEach((at, known) -> add(all, at, Math.min(known, units)));
        add(all, version, units);
        return new HomeUnits(all);
    }

    /** Units have left. What was said later may be about them. */
    HomeUnits left(int units, Instant at) {
        int sure = byVersion.headMap(at).isEmpty()
                ? 0
                : byVersion.get(byVersion.headMap(at).lastKey());
        SortedMap<Instant, Integer> all = new TreeMap<>();
        byVersion.forEach(
                (version, known) -> add(all, version, version.isBefore(at) ? known : Math.max(sure, known - units)));
        return new HomeUnits(all);
    }

    private static void add(SortedMap<Instant, Integer> all, Instant version, int units) {
        if (units > (all.isEmpty() ? 0 : all.get(all.lastKey()))) {
            all.put(version, units);
        }
    }
}
