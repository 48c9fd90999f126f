package org.caravanserai.order.due;

import java.util.Map;

/**
 * A parcel that left one of our warehouses.
 *
 * @param id the hub's own
 * @param channelId the channel's id of it, as our call sent it or was answered; empty while unknown
 * @param tracking its tracking number, normalised; empty when it has none
 * @param units by line number
 * @param tell how far the channel has been told of it
 * @param named whether an earlier statement named it
 */
public record OwnParcel(
        long id, String channelId, String tracking, Map<Integer, Integer> units, TellState tell, boolean named) {

    public OwnParcel {
        units = Map.copyOf(units);
    }

    /** Units of the line in it. */
    public int units(int lineNo) {
        return units.getOrDefault(lineNo, 0);
    }

    /** The call that tells of it marks the line or the order as sent, and may have reached the channel. */
    public boolean mayHaveMarked() {
        return tell.marksSent() && tell.mayHaveHappened();
    }

    /** By its id, or by its number: who enters a parcel anew gives it another id. */
    boolean is(StatedParcel stated) {
        return hasIdOf(stated) || (!tracking.isEmpty() && tracking.equals(stated.tracking()));
    }

    boolean hasIdOf(StatedParcel stated) {
        return !channelId.isEmpty() && channelId.equals(stated.id());
    }
}
