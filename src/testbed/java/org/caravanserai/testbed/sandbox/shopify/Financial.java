package org.caravanserai.testbed.sandbox.shopify;

import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/** Shopify's payment words. */
final class Financial {

    private Financial() {}

    static String of(SandboxOrder order) {
        if (order.cancelled()) {
            return order.paidAt == null
                    ? "VOIDED"
                    : order.extra.path("refunded").asBoolean() ? "REFUNDED" : "PAID";
        }
        return order.paidAt == null ? "PENDING" : "PAID";
    }
}
