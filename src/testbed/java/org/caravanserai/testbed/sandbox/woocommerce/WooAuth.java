package org.caravanserai.testbed.sandbox.woocommerce;

import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Credentials;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Violations;

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
        String basic = Credentials.basic(call);
        String given = basic != null ? basic : call.parameter("consumer_key") + ":" + call.parameter("consumer_secret");
        if (!given.equals(wanted)) {
            boolean none = call.header("authorization") == null && call.parameter("consumer_key") == null;
            violations.add(
                    shop,
                    "",
                    "wrong-auth",
                    call.method() + " " + call.path() + (none ? " carried no keys" : " carried wrong keys")
                            + "; WooCommerce wants HTTP Basic with consumer key and consumer secret");
            throw none
                    ? new WooError(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
                    : new WooError(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.");
        }
    }
}
