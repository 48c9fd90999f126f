/** One sender per destination: which hub instance may speak to whom, and how a hub that lost that right is kept from speaking. */
package org.caravanserai.outbox.lease;
