package org.caravanserai.testbed.sandbox.woocommerce;

import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Violations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * HTTP Basic with consumer key and secret. A real store demands HTTPS for it; the sandbox takes it over loopback HTTP. Keys in
 * the query string are taken as well, as hosts that strip the Authorization header make necessary.
 */
final class WooAuth {

    private final Violations violations;

    WooAuth(Violations violations) {
        this.violations = violations;
    }

    /** @throws WooError 401 when the keys are missing or wrong */
    void check(Shop shop, Call call) {
        String wanted = shop.secret("consumer-key") + ":" + shop.secret("consumer-secret");
        String header = call.header("authorization");
        String given = header != null && header.startsWith("Basic ") ? decoded(header.substring(6))
                : call.parameter("consumer_key") + ":" + call.parameter("consumer_secret");
        if (!given.equals(wanted)) {
            boolean none = header == null && call.parameter("consumer_key") == null;
            violations.add(shop, "", "wrong-auth", call.method() + " " + call.path() + (none ? " carried no keys" : " carried wrong keys")
                    + "; WooCommerce wants HTTP Basic with consumer key and consumer secret");
            throw none ? new WooError(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
                    : new WooError(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.");
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            return "";
        }
    }
}
