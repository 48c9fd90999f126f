package org.caravanserai.order;

import java.util.Locale;

/** What a hold keeps from happening. Who may not be allocated may not be released either. */
public enum HoldStep {
    /** No location is looked for, nothing is reserved. */
    ALLOCATE,
    /** Units are reserved, the warehouse is not told. */
    RELEASE;

    /** The step of a group that waits for this one. */
    public NextStep next() {
        return this == ALLOCATE ? NextStep.ALLOCATE : NextStep.RELEASE;
    }

    /** Whether whoever is held at this step cannot take {@code step}. */
    public boolean blocks(HoldStep step) {
        return compareTo(step) <= 0;
    }

    /** The word in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that names no step */
    public static HoldStep of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
