/**
 * What there is to do, by kind: finding what is due, committing the intent before the call, writing down how it ended. Every
 * statement names the lease it acts under.
 */
package org.caravanserai.outbox.source;
