/**
 * Everything that comes in is a row of the inbox, stored once and committed before it is answered, claimed
 * inside the transaction that does its work. The {@code inbox:} Camel component gives a route one exchange per batch.
 */
package org.caravanserai.inbox;
