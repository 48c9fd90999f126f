/**
 * The other side of an Amazon seller account: Login with Amazon, the queue of ORDER_CHANGE notifications, Orders 2026-01-01 for
 * reading, Orders v0 for confirming shipments, Listings Items for stock. As strict as the published models, on the sandbox
 * clock, and keeping book of what a caller does wrong even where Amazon would say nothing.
 */
package org.caravanserai.sandbox.amazon;
