/**
 * What must happen outside the hub: leases (one sender per destination), the scheduler that decides what is called next
 * under which budget, and the {@code outbox:} component through which routes do the calls.
 */
package org.caravanserai.outbox;
