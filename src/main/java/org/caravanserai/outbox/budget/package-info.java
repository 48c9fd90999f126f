/** How much a channel lets one account call: the kinds of budget, kept by the account's one sender. */
package org.caravanserai.outbox.budget;
