package org.caravanserai.order;

import java.util.Locale;

/** What a channel says of an order as a whole. */
public enum SnapshotStatus {
    /** May ship. */
    OPEN,
    /** Valid, but may not ship yet: not paid, under review. */
    PENDING,
    CANCELLED,
    /** Not an order yet: recorded, nothing comes of it. */
    DRAFT;

    /** The word in canonical orders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that the schema of canonical orders does not allow */
    public static SnapshotStatus of(String word) {
        for (SnapshotStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("order status '" + word + "' is none of open, pending, cancelled, draft");
    }
}
