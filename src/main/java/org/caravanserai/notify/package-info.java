/** Calls to a channel: small scripts make and judge them, the steps here send them safely. */
package org.caravanserai.notify;
