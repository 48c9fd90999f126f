/**
 * The steps of {@code process-inbox}: what the routes of {@code 20-translate} and {@code 30-allocate} call, one bean method
 * a step. A batch of events becomes changed orders, reserved stock, a block of audit and rows of the outbox, in one
 * transaction, in one round trip at its end.
 */
package org.caravanserai.allocate;
