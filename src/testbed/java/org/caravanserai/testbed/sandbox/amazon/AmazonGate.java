package org.caravanserai.testbed.sandbox.amazon;

import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Shop;

import java.time.Duration;
import java.time.Instant;

/** Lets a call through to an operation: a good access token, a User-Agent, and a token left in the operation's bucket. */
final class AmazonGate {

    /** An expired token used this long after its end was not renewed in time; before, it may have been on the way. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Refusals in a row that show a caller who does not wait. */
    private static final int STUBBORN = 5;

    private final World world;

    AmazonGate(World world) {
        this.world = world;
    }

    /** @throws AmazonRefusal 403 or 429 */
    void check(AmazonShop account, AmazonRoute route, Call call) {
        Shop shop = account.shop();
        String token = call.header("x-amz-access-token");
        switch (account.tokens().standing(token)) {
            case GOOD -> {
                // Let through.
            }
            case EXPIRED -> {
                Instant ended = account.tokens().expiry(token);
                if (ended.plus(world.clock().real(GRACE)).isBefore(world.clock().now())) {
                    world.violations().add(shop, "", "expired-token", route.operation()
                            + " was called with an access token that expired more than a minute ago; renew it before its hour is over");
                }
                throw denied("The access token you provided has expired.");
            }
            case UNKNOWN -> {
                world.violations().add(shop, "", "wrong-auth", route.operation() + " was called with a token this seller never got");
                throw denied("The access token you provided is revoked, malformed or invalid.");
            }
            case MISSING -> {
                world.violations().add(shop, "", "wrong-auth", route.operation() + " was called without x-amz-access-token");
                throw denied("Access token is missing in the request header.");
            }
        }
        if (call.header("user-agent") == null || call.header("user-agent").isBlank()) {
            throw AmazonRefusal.invalid("The header User-Agent is required");
        }
        if (!account.allowed(route)) {
            if (account.refusedInARow(route) == STUBBORN) {
                world.violations().add(shop, "", "over-rate-limit", route.operation() + " was refused " + STUBBORN
                        + " times in a row; its plan is " + route.rate() + " a second with a burst of " + route.burst() + ", wait for it");
            }
            throw new AmazonRefusal(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
        }
    }

    private static AmazonRefusal denied(String why) {
        return new AmazonRefusal(403, "Unauthorized", why);
    }
}
