/**
 * The sales channels as data: accounts (who is connected), recipes (how a channel speaks) and the steps with which the
 * routes take events in, ask channels and tell them.
 */
package org.caravanserai.channel.account;
