package org.caravanserai.order;

import java.util.Locale;

/** Why a warehouse was asked to give a group back; a later reason may be a graver one, never a lesser one. */
public enum RecallReason {
    /** Units were taken off: what is still wanted of the group is sourced anew. */
    QUANTITY,
    /** The order is held: sourced anew when the hold ends. */
    HOLD,
    /** It is to go to another address: sourced anew as well. */
    ADDRESS,
    /** The order is cancelled: nothing of the group is to ship. */
    CANCEL;

    /** Whether this one says more than {@code known} does. */
    public boolean outranks(RecallReason known) {
        return known == null || compareTo(known) > 0;
    }

    /** The word in the database and on the audit trail. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that names no reason */
    public static RecallReason of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
