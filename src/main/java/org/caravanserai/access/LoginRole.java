package org.caravanserai.access;

import java.util.Locale;

/** What a login of the broker is for. */
public enum LoginRole {
    /** A location's system: reads the work of its location, confirms parcels, answers recalls, reports counts. */
    WAREHOUSE,
    /** A system that sends canonical orders. */
    ORDERS,
    /** A system that takes the messages about cases. */
    EXCEPTIONS,
    /** A system that takes what routes of one's own send to queues of one's own. */
    CUSTOM;

    /** The word in the database, in the contract, and the name of the role at the broker. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role at the broker that only logins of this location have. */
    public static String at(String location) {
        return WAREHOUSE.word() + "." + location;
    }

    /** @throws IllegalArgumentException for any other word than those of the roles */
    public static LoginRole of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
