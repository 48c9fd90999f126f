package org.caravanserai.order.due;

import java.time.Instant;

/**
 * What one statement says of one line, in units.
 *
 * @param ordered units that were ever ordered on the line, those taken off since included
 * @param open units the channel still expects to be sent; read only where it counts {@link Counting#UNITS}
 * @param fulfilled units it counts as sent, by anybody
 * @param cancelled units taken off before they left
 * @param returned units taken off after they had left
 * @param sent the channel marks the line, or the whole order, as sent
 * @param most the most units it ever said were ordered: some channels lower {@code ordered} when units are taken off
 * @param unclear units that may or may not have been taken off before they left: nobody can tell
 * @param elsewhere units that somebody else was known to have sent before: a mark that stays does not take them back
 * @param markedAt version of the first statement that showed the mark, where earlier ones did; else null
 */
public record StatedLine(
        int ordered,
        int open,
        int fulfilled,
        int cancelled,
        int returned,
        boolean sent,
        int most,
        int unclear,
        int elsewhere,
        Instant markedAt) {

    /** A line of which nothing else is known. */
    public StatedLine(int ordered, int open, int fulfilled, int cancelled, int returned, boolean sent) {
        this(ordered, open, fulfilled, cancelled, returned, sent, ordered, 0, 0, null);
    }

    /** @throws IllegalArgumentException when a number is below zero */
    public StatedLine {
        if (ordered < 0 || open < 0 || fulfilled < 0 || cancelled < 0 || returned < 0) {
            throw new IllegalArgumentException("units below zero: " + ordered + ", " + open + ", " + fulfilled + ", "
                    + cancelled + ", " + returned);
        }
    }

    /** A line that the newest statement does not name any more: nothing of it is wanted. */
    public static StatedLine gone(int ordered) {
        return new StatedLine(ordered, 0, 0, ordered, 0, false);
    }
}
