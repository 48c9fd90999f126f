package org.caravanserai.api;

import org.caravanserai.base.HubHeaders;

/**
 * Who calls, as the token says.
 *
 * @param name the token's name
 */
public record Caller(String name, Role role) {

    /** Exchange property. */
    public static final String PROPERTY = HubHeaders.API_CALLER;

    /** As the audit trail names them. */
    public String actor() {
        return "user:" + name;
    }
}
