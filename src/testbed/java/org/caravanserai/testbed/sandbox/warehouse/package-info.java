/**
 * The warehouse or 3PL as a process of its own: takes dispatches from the hub's queues, packs, confirms in one or several
 * parcels, now and then partially or twice, answers recalls, and keeps a ledger of what really left the building.
 *
 * <p>Violations: {@code bad-dispatch} (no dispatch.v1, or an unknown type), {@code wrong-queue}, {@code bad-lines},
 * {@code no-address}, {@code dispatch-repeated} (sent twice by the hub, not redelivered by the broker),
 * {@code dispatch-changed} (one dispatchId, other lines), {@code no-duplicate-id}, {@code no-expiry},
 * {@code breaks-schema} (not as the schema says that the hub hands out).
 */
package org.caravanserai.testbed.sandbox.warehouse;
