package org.caravanserai.order;

import java.util.Locale;

/** What became of reserved units. */
public enum ReservationState {
    /** Nobody else may have them. */
    ACTIVE,
    /** They have left the building. */
    CLAIMED,
    /** They were given back. */
    RELEASED;

    /** The word in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
