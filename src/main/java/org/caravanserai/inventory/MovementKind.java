package org.caravanserai.inventory;

import java.util.Locale;

/** Why units came or went. */
public enum MovementKind {
    /** A physical count differs from what the hub held. */
    COUNT,
    RECEIVE,
    /** A parcel left. */
    SHIP,
    /** More units left than the hub knew of: those it had not known. */
    FOUND,
    /** A person corrected it. */
    ADJUST;

    /** The word in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
