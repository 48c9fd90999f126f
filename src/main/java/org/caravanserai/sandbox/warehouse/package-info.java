/**
 * The warehouse or 3PL as a process of its own: takes dispatches from the hub's queues, packs, confirms in one or several
 * parcels, now and then partially or twice, answers recalls, and keeps a ledger of what really left the building.
 */
package org.caravanserai.sandbox.warehouse;
