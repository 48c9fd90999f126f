/**
 * The other side of a WooCommerce store: REST v3, its webhooks, and the official Shipment Tracking extension. Everything is
 * last-writer-wins, nothing is idempotent, webhooks are never repeated and show the order as it is when they leave.
 *
 * <p>Violations: {@code wrong-auth}, {@code unknown-carrier} (a provider that is not in the store's list),
 * {@code listed-carrier-as-custom}, {@code double-parcel} (one tracking number posted twice), {@code completed-without-tracking}
 * and {@code tracking-after-completed} (the buyer's e-mail lacks the number), {@code completed-cancelled-order}, {@code refund-quantity}, {@code moved-money} (a refund without
 * {@code api_refund: false}) and
 * {@code shipped-cancelled-order} (long after the cancellation; shortly after it parcels may cross with the news),
 * {@code shipped-unpaid-order}, {@code double-message} (the buyer got one note twice), {@code stock-not-managed} and
 * {@code negative-stock}, {@code greeting-refused} (the ping wants exactly 200),
 * {@code webhook-elsewhere} (its address is not this hub's) and {@code webhook-without-secret}.
 */
package org.caravanserai.testbed.sandbox.woocommerce;
