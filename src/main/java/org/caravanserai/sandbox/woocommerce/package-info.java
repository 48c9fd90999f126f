/**
 * The other side of a WooCommerce store: REST v3, its webhooks, and the official Shipment Tracking extension. Everything is
 * last-writer-wins, nothing is idempotent, webhooks are never repeated and show the order as it is when they leave.
 */
package org.caravanserai.sandbox.woocommerce;
