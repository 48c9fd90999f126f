package org.caravanserai.order.due;

import java.util.Map;

/**
 * A parcel as a statement lists it, whoever sent it.
 *
 * @param id the channel's id of it; empty when it has none
 * @param tracking its tracking number, normalised; empty when the channel names none
 * @param units by line number; empty when the channel does not say what is in it
 */
public record StatedParcel(String id, String tracking, Map<Integer, Integer> units) {

    public StatedParcel {
        units = Map.copyOf(units);
    }

    /** What people call it: the channel's id, else its tracking number. */
    public String name() {
        return id.isEmpty() ? tracking : id;
    }

    /** Units of the line in it; 0 when the channel does not say. */
    public int units(int lineNo) {
        return units.getOrDefault(lineNo, 0);
    }
}
