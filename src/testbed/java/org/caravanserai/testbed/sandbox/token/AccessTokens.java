package org.caravanserai.testbed.sandbox.token;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.testbed.sandbox.state.KeptByShop;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The access tokens of one shop. Each is good for its own life on the sandbox clock, whatever is given out later. */
public final class AccessTokens {

    /** Whether a call with a token is let in. */
    public enum Standing {
        GOOD,
        EXPIRED,
        UNKNOWN,
        MISSING
    }

    private final SandboxState state;
    private final Shop shop;
    private final KeptByShop kept;
    private final String prefix;
    private final Duration life;
    private final Map<String, Instant> expiry = new HashMap<>();

    /**
     * @param kept where they are remembered
     * @param prefix what the channel's tokens begin with
     * @param life of a token, as documented
     */
    public AccessTokens(SandboxState state, Shop shop, KeptByShop kept, String prefix, Duration life) {
        this.state = state;
        this.shop = shop;
        this.kept = kept;
        this.prefix = prefix;
        this.life = life;
        kept.each(shop, (token, until) -> expiry.put(token, Instant.parse(until.asText())));
    }

    /** A new one. */
    synchronized String issue() {
        String token = prefix + Long.toHexString(state.ids().next() * 1_000_003);
        Instant until = state.clock().clock().instant().plus(state.clock().real(life));
        expiry.put(token, until);
        kept.put(shop, token, TextNode.valueOf(until.toString()));
        return token;
    }

    Duration life() {
        return life;
    }

    synchronized Standing standing(String token) {
        if (token == null || token.isEmpty()) {
            return Standing.MISSING;
        }
        Instant until = expiry.get(token);
        if (until == null) {
            return Standing.UNKNOWN;
        }
        return state.clock().clock().instant().isBefore(until) ? Standing.GOOD : Standing.EXPIRED;
    }

    /** When the token ends. */
    synchronized Instant expiry(String token) {
        return expiry.get(token);
    }

    /** Tokens that are good now: many of them mean a caller who asks for a new one each time. */
    synchronized long good() {
        Instant now = state.clock().clock().instant();
        return expiry.values().stream().filter(now::isBefore).count();
    }
}
