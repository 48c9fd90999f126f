package org.caravanserai.testbed.sandbox.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people in a shop do to an order in the channel's own pages, without the hub. */
public enum Act {
    /** They send units themselves. */
    FULFIL,
    /** They take back the last parcel they sent themselves, as after a wrong tracking number. */
    UNFULFIL,
    /** They give money back for units, before or after these left. */
    REFUND,
    /** They cancel the order. */
    CANCEL,
    /** The cancelled order is wanted after all. */
    REVIVE,
    /** They delete the order. */
    DELETE,
    /** The buyer moved: another address to ship to. */
    MOVE,
    /** Other quantities. */
    RESIZE,
    /** It may not ship for now. */
    HOLD,
    /** It may ship again. */
    RELEASE,
    /** A plug-in writes a modification time that is hours ahead. */
    MISDATE;

    /** The word in paths, scripts and histories, e.g. {@code unfulfil}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Act> of(String word) {
        return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
    }
}
