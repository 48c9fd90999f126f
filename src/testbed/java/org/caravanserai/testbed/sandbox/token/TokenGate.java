package org.caravanserai.testbed.sandbox.token;

import java.time.Duration;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Refusal;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Lets in calls that carry a good access token, and notes who lets tokens run out. */
public final class TokenGate {

    /** An expired token used this long after its end was not renewed in time; before, it may have been on the way. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final SandboxState state;
    private final String header;
    private final Function<AccessTokens.Standing, ? extends Refusal> denied;

    /**
     * @param header the one that carries the token
     * @param denied the channel's refusal of a token that is not good
     */
    public TokenGate(SandboxState state, String header, Function<AccessTokens.Standing, ? extends Refusal> denied) {
        this.state = state;
        this.header = header;
        this.denied = denied;
    }

    /** @throws Refusal when the token is not good */
    public void check(Shop shop, AccessTokens tokens, String operation, Call call) {
        String token = call.header(header);
        AccessTokens.Standing standing = tokens.standing(token);
        switch (standing) {
            case GOOD -> {
                return;
            }
            case EXPIRED -> {
                if (tokens.expiry(token)
                        .plus(state.clock().real(GRACE))
                        .isBefore(state.clock().now())) {
                    state.violations()
                            .add(
                                    shop,
                                    "",
                                    "expired-token",
                                    operation
                                            + " was called with an access token that expired more than a minute ago; renew it before its time is over");
                }
            }
            case UNKNOWN ->
                state.violations()
                        .add(shop, "", "wrong-auth", operation + " was called with a token this seller never got");
            case MISSING -> state.violations().add(shop, "", "wrong-auth", operation + " was called without " + header);
        }
        throw denied.apply(standing);
    }
}
