package org.caravanserai.testbed.sandbox.amazon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Login with Amazon: gives access tokens for a refresh token, each good for one hour of the sandbox clock. Old tokens stay
 * good until their own hour is over.
 */
final class LwaTokens {

    /** Life of an access token (developer-docs.amazon.com, sp-api-blog, private developers). */
    static final Duration LIFE = Duration.ofHours(1);

    enum Standing { GOOD, EXPIRED, UNKNOWN, MISSING }

    /**
     * @param error "" when a token was given, else an OAuth 2.0 error word (RFC 6749 section 5.2)
     */
    record Grant(int status, String accessToken, String error, String description) {
    }

    private final Clock clock;
    private final Duration life;
    private final Supplier<String> ids;
    private final Map<String, Instant> expiry = new HashMap<>();

    LwaTokens(Clock clock, Duration life, Supplier<String> ids) {
        this.clock = clock;
        this.life = life;
        this.ids = ids;
    }

    /**
     * Answers a token request.
     *
     * @param form    the decoded form fields
     * @param secrets what the shop was set up with: client-id, client-secret, refresh-token
     */
    synchronized Grant grant(Map<String, String> form, Map<String, String> secrets) {
        if (!"refresh_token".equals(form.get("grant_type"))) {
            return refuse(400, "unsupported_grant_type", "Only grant_type=refresh_token gives tokens for a seller");
        }
        if (!secrets.get("client-id").equals(form.get("client_id"))
                || !secrets.get("client-secret").equals(form.get("client_secret"))) {
            return refuse(401, "invalid_client", "Client authentication failed");
        }
        if (!secrets.get("refresh-token").equals(form.get("refresh_token"))) {
            return refuse(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token");
        }
        String token = "Atza|" + ids.get();
        expiry.put(token, clock.instant().plus(life));
        return new Grant(200, token, "", "");
    }

    private static Grant refuse(int status, String error, String description) {
        return new Grant(status, "", error, description);
    }

    /** Whether a call with this token is let in. */
    synchronized Standing standing(String token) {
        if (token == null || token.isEmpty()) {
            return Standing.MISSING;
        }
        Instant until = expiry.get(token);
        if (until == null) {
            return Standing.UNKNOWN;
        }
        return clock.instant().isBefore(until) ? Standing.GOOD : Standing.EXPIRED;
    }

    /** Takes a token known from before a restart. */
    synchronized void restore(String token, Instant until) {
        expiry.put(token, until);
    }

    /** When the token ends. */
    synchronized Instant expiry(String token) {
        return expiry.get(token);
    }

    /** Tokens that are good now: many of them mean a caller who asks for a new one each time. */
    synchronized long good() {
        Instant now = clock.instant();
        return expiry.values().stream().filter(now::isBefore).count();
    }
}
