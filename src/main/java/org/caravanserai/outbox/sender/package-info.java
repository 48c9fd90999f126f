/**
 * The senders of this hub: what is due at which destination, in which order, under which budget; the intent before the
 * call, and the written outcome after it.
 */
package org.caravanserai.outbox.sender;
