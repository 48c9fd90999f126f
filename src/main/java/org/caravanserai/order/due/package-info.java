/**
 * What is left to do of an order: a function of the channel's newest statement and of what the hub itself sent or cancelled.
 * Nothing here depends on which event said it, or on what was said before; nothing here knows a database.
 */
package org.caravanserai.order.due;
