/**
 * Shopify as its Admin API 2026-07 and its webhooks behave: GraphQL over an own schema, REST-shaped webhook bodies.
 *
 * <p>Violations: {@code wrong-auth}, {@code wrong-path} and {@code wrong-content-type}; {@code graphql-error} (a request no
 * correct client sends: syntax, unknown fields, a missing {@code @idempotent} or {@code changeFromQuantity}, ids of
 * another type); {@code query-too-dear} (over 1,000 points), {@code ignores-throttle} (five refusals in a row);
 * {@code search-term-ignored}; of fulfilments {@code bad-quantity}, {@code wrong-id}, {@code empty-fulfilment},
 * {@code mixed-fulfilment-orders}, {@code too-many-lines}, {@code over-ship}, {@code repeat-without-lookup} (sent again
 * although the order shows it), {@code double-parcel} (and it went through), {@code no-tracking}, {@code no-carrier},
 * {@code carrier-word} (spelt in another way), {@code carrier-without-url}; {@code refund-twice}, {@code empty-refund}, {@code wrong-refund-line},
 * {@code refund-location} (units to restock without a location, or others with one);
 * {@code webhook-elsewhere} (a subscription whose address is not this hub's).
 */
package org.caravanserai.testbed.sandbox.shopify;
