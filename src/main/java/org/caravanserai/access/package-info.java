/** Logins of the broker: who may use which queue, and for which location a login may speak. */
package org.caravanserai.access;
