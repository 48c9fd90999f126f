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
        if (order.paidAt == null) {
            return "PENDING";
        }
        return order.extra.path("refunds").isEmpty()
                ? "PAID"
                : order.lines.stream().allMatch(line -> line.current() == 0) ? "REFUNDED" : "PARTIALLY_REFUNDED";
    }
}
