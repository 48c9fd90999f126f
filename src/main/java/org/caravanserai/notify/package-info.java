/** Calls to a channel: small scripts make and classify them, the steps here send them safely. */
package org.caravanserai.notify;
