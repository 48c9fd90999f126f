package org.caravanserai.access;

import java.util.Set;

/**
 * A login of the broker.
 *
 * @param name what the other side calls itself, and what the broker writes on its messages
 * @param location code of the one location it may speak for; null for every role but {@link LoginRole#WAREHOUSE}
 * @param password what is known of its password
 * @param revoked nobody may use it any more; for which location its messages were is still known
 */
public record BrokerLogin(String name, LoginRole role, String location, PasswordHash password, boolean revoked) {

    /** Its roles at the broker. */
    public Set<String> roles() {
        return location == null ? Set.of(role.word()) : Set.of(role.word(), LoginRole.at(location));
    }

    /** Whether it may speak for this location. */
    public boolean speaksFor(String code) {
        return code.equals(location);
    }
}
