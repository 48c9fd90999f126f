package org.caravanserai.api;

import java.util.Locale;

/** What a token may do; each role may do all that those before it may. */
public enum Role {
    /** Reads everything but personal data. */
    VIEWER,
    /** Reads personal data, reports stock and shipments, cancels, retries, pauses. */
    OPERATOR,
    /** Changes items, locations and accounts. */
    ENGINEER,
    /** Hands out tokens of the API and logins of the broker, and takes them back. */
    ADMIN;

    /** The word in the database and in the contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word than those of the four roles */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
