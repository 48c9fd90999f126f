package org.caravanserai.testbed.sandbox.woocommerce;

import java.util.Set;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/** Order statuses of WooCommerce, kept in the order's {@code extra.status}. */
final class WooStatus {

    static final String DRAFT = "checkout-draft";
    static final String PENDING = "pending";
    static final String PROCESSING = "processing";
    static final String ON_HOLD = "on-hold";
    static final String COMPLETED = "completed";
    static final String CANCELLED = "cancelled";
    static final String TRASH = "trash";
    /** What a caller may set or filter by. */
    static final Set<String> KNOWN = Set.of(
            PENDING, PROCESSING, ON_HOLD, COMPLETED, CANCELLED, "refunded", "failed", TRASH, DRAFT, "auto-draft");

    private WooStatus() {}

    static String of(SandboxOrder order) {
        return order.extra.path("status").asText(PROCESSING);
    }

    static void set(SandboxOrder order, String status) {
        order.extra.put("status", status);
    }
}
