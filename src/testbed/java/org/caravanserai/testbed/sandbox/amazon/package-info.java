/**
 * The other side of an Amazon seller account: Login with Amazon, the queue of ORDER_CHANGE notifications, Orders 2026-01-01 for
 * reading, Orders v0 for confirming shipments, Listings Items for stock. As strict as the published models, on the sandbox
 * clock, and keeping book of what a caller does wrong even where Amazon would say nothing.
 *
 * <p>Violations: {@code wrong-auth} (token, client, refresh token or queue signature is missing or wrong), {@code expired-token}
 * (used more than a minute after its end), {@code token-storm} (20 access tokens alive at once), {@code over-rate-limit} (five
 * refusals of one operation in a row), {@code deprecated-operation} (a read of Orders v0), {@code confirmed-fba-order},
 * {@code confirmed-ship-plus-order}, {@code shipped-unpaid-order} (confirmed while Pending), {@code unknown-carrier},
 * {@code integrated-carrier-as-other}, {@code package-overwritten} (one package reference for two parcels),
 * {@code double-parcel} (one parcel under two references), {@code double-fulfilment} and {@code over-ship} (more units than
 * ordered), {@code listing-sibling-dropped} (a replace that lost what a merge keeps).
 */
package org.caravanserai.testbed.sandbox.amazon;
